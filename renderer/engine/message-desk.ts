import type { AttachmentInfo, OpenedMessage, OpenProgress } from '../../shared/contracts/engine.ts';
import {
  type BodyResult,
  type FetchedFile,
  PORT_BYTES_LIMIT,
  type StreamedBody,
} from '../../shared/contracts/network.ts';
import { fail } from '../../shared/errors.ts';
import type { CallContext } from '../../shared/rpc/server.ts';
import type { MessageId, MessageRow } from '../store/tables.ts';
import type { Bodies } from './bodies.ts';
import { engineFailure } from './engine-log.ts';
import { EMBEDDED_BYTES, INLINE_IMAGE_BYTES, SOURCE_BYTES } from './limits.ts';
import type { Network } from './network-link.ts';
import {
  type AttachmentContent,
  fromMime,
  fromProperties,
  fromStreamed,
  type KeptFile,
  type Opened,
  type ReadFile,
} from './opened-message.ts';
import { withSignature } from './signatures.ts';
import { decodeSource } from './source.ts';
import { told, toldOf } from '../../shared/language/told.ts';

/** Where messages are opened for the person. */
export interface MessageDesk {
  open(messageId: MessageId, context: CallContext<OpenProgress>): Promise<OpenedMessage>;
  /** The whole message, because the person asks for it. */
  whole(messageId: MessageId, context: CallContext<OpenProgress>): Promise<OpenedMessage>;
  source(
    messageId: MessageId,
    context: CallContext,
  ): Promise<{ readonly text: string; readonly cut: boolean }>;
  /** Opens a message that came as a file. */
  embedded(fileId: string, context: CallContext): Promise<OpenedMessage>;
  /** A message that is in no list here, by its address; nothing of it is kept, and nothing is written to its server. */
  found(
    which: { readonly accountId: string; readonly href: string; readonly size: number | null },
    context: CallContext,
  ): Promise<OpenedMessage>;
  fetchAttachment(
    which: { readonly messageId: MessageId; readonly index: number },
    context: CallContext,
  ): Promise<FetchedFile>;
}

/** Makes a desk; the message that was opened last is kept parsed, because its attachments are asked for next. */
export function createMessageDesk(deps: { readonly network: Network; readonly bodies: Bodies }): MessageDesk {
  const { network, bodies } = deps;
  let last: { readonly messageId: MessageId; readonly opened: Opened } | undefined;
  const read = imageReader(network);

  const load = async (messageId: MessageId, context: CallContext<OpenProgress>) => {
    const row = await bodies.row(messageId);
    const options = { signal: context.signal, onProgress: context.progress };
    return { row, body: await bodies.open(row, options) };
  };
  const parse = async (row: MessageRow, body: BodyResult) => {
    const plain = await openedOf(row, body, read);
    const opened = body.kind === 'mime' ? await withSignature(network, row, body.bytes, plain) : plain;
    last = { messageId: row.id, opened };
    return opened;
  };
  /** The whole message; what can be shown on the way goes out as progress. `onShown` is told of it as well. */
  const stream = async (
    row: MessageRow,
    { signal, progress }: CallContext<OpenProgress>,
    keep: boolean,
    onShown: (message: OpenedMessage) => void = () => {},
  ) => {
    let isOver = false;
    const show = async (body: StreamedBody) => {
      const { message } = await parse(row, { kind: 'streamed', ...body });
      if (isOver) return;
      onShown(message);
      progress({ received: 0, total: row.size, shown: message });
    };
    try {
      return await bodies.whole(row, { signal, keep, onBody: (body) => void show(body) });
    } finally {
      isOver = true;
    }
  };
  /** A message that the server has as one piece only comes whole; what was shown before stays when it does not. */
  const complete = async (row: MessageRow, body: BodyResult, context: CallContext<OpenProgress>) => {
    let shown = (await parse(row, body)).message;
    if (!comesWholeOnly(body)) return shown;
    context.progress({ received: 0, total: row.size, shown });
    try {
      const whole = await stream(row, context, false, (message) => (shown = message));
      return (await parse(row, whole)).message;
    } catch (thrown) {
      const failure = engineFailure(thrown);
      if (failure.kind === 'cancelled') throw thrown;
      return { ...shown, notes: [toldOf(failure), ...shown.notes], whole: false, wholeFetchable: true };
    }
  };
  const openedFor = async (messageId: MessageId, context: CallContext): Promise<Opened> => {
    if (last?.messageId === messageId) return last.opened;
    const { row, body } = await load(messageId, { ...context, progress: () => {} });
    return await parse(row, body);
  };
  /** A file that was taken out of its message; taken out anew where it is gone, waited for where it is not there yet. */
  const kept = async (row: MessageRow, file: KeptFile, context: CallContext): Promise<FetchedFile> => {
    const { fileId, number } = file;
    const { signal } = context;
    const isHere = file.size !== null && (await sizeOf(network, fileId, signal)) === file.size;
    if (isHere) return { fileId, size: file.size };
    const body = await stream(row, { ...context, progress: () => {} }, true);
    await parse(row, body);
    const found = body.kind === 'streamed' ? body.files[number] : undefined;
    if (found?.size === null || found === undefined) throw fail('not-found', NO_ATTACHMENT);
    return { fileId: found.fileId, size: found.size };
  };

  return {
    async open(messageId, context) {
      const { row, body } = await load(messageId, context);
      return await complete(row, body, context);
    },

    async whole(messageId, context) {
      const row = await bodies.row(messageId);
      return (await parse(row, await stream(row, context, true))).message;
    },

    async source(messageId, context) {
      const { body } = await load(messageId, { ...context, progress: () => {} });
      switch (body.kind) {
        case 'mime':
          return decodeSource(body.bytes, SOURCE_BYTES);
        case 'streamed':
          return { ...decodeSource(body.skeleton, SOURCE_BYTES), cut: true };
        case 'properties':
          if (body.why !== 'large') throw fail(body.why.refused.kind, body.why.refused, body.why.refused);
          throw fail('too-large', NO_SOURCE);
      }
    },

    async embedded(fileId, { signal }) {
      const args = { fileId, limit: EMBEDDED_BYTES };
      const { bytes, size } = await network.call('file.read', args, { signal });
      if (size > EMBEDDED_BYTES) throw fail('too-large', TOO_LARGE_INSIDE);
      return (await fromMime(unlisted(fileId), bytes)).message;
    },

    async found({ accountId, href, size: said }, { signal }) {
      // One of unknown size may be large: its text comes from properties then, and the server prepares nothing.
      const size = said ?? PORT_BYTES_LIMIT + 1;
      const item = { href, permanentUrl: null };
      const body = await network.call('message.body', { accountId, item, size }, { signal });
      return (await openedOf({ ...unlisted(href), accountId, href, size }, body, read)).message;
    },

    async fetchAttachment({ messageId, index }, context) {
      const row = await bodies.row(messageId);
      const { message, contents } = await openedFor(messageId, context);
      const info = message.attachments.find((attachment) => attachment.index === index);
      const content = contents[index];
      if (!info || !content) throw fail('not-found', NO_ATTACHMENT);
      if (!(content instanceof Uint8Array) && 'fileId' in content) return await kept(row, content, context);
      return await send(network, row, info, content, context);
    },
  };
}

/** A large message on a server that does not list attachments: they come with all of it or not at all. */
function comesWholeOnly(body: BodyResult): boolean {
  return body.kind === 'properties' && body.why === 'large' && !body.listed;
}

function openedOf(row: MessageRow, body: BodyResult, read: ReadFile): Promise<Opened> | Opened {
  switch (body.kind) {
    case 'mime':
      return fromMime(row, body.bytes);
    case 'streamed':
      return fromStreamed(row, body, read);
    case 'properties':
      return fromProperties(row, body);
  }
}

/** Reads images that a text shows; what is gone or too large is left out of it. */
function imageReader(network: Network): ReadFile {
  return async (fileId) => {
    try {
      const { bytes, size } = await network.call('file.read', { fileId, limit: INLINE_IMAGE_BYTES });
      return size > INLINE_IMAGE_BYTES ? null : bytes;
    } catch (thrown) {
      if (engineFailure(thrown).kind === 'not-found') return null;
      throw thrown;
    }
  };
}

/** Bytes of a file that is kept; null where it is gone. */
async function sizeOf(network: Network, fileId: string, signal: AbortSignal): Promise<number | null> {
  try {
    return (await network.call('file.read', { fileId, limit: 0 }, { signal })).size;
  } catch (thrown) {
    if (engineFailure(thrown).kind === 'not-found') return null;
    throw thrown;
  }
}

async function send(
  network: Network,
  row: MessageRow,
  info: AttachmentInfo,
  content: Exclude<AttachmentContent, KeptFile>,
  { signal }: CallContext,
): Promise<FetchedFile> {
  const { name } = info;
  if (content instanceof Uint8Array)
    return await network.call('attachment.keep', { name, bytes: content }, { signal });
  const { href, size } = content;
  const { accountId, id: owner } = row;
  const item = { href: row.href, permanentUrl: row.permanentUrl };
  const { id } = await network.call(
    'transfer.start',
    { accountId, item, attachment: { href, name, size }, owner },
    { signal },
  );
  return await network.call('transfer.wait', { id }, { signal });
}

/** A row for a message that is in no folder: its own headers say everything. */
function unlisted(id: string): MessageRow {
  const nowhere = { id, key: id, href: '', permanentUrl: null, accountId: '', folderId: '' };
  const unsaid = { subject: '', from: '', to: '', date: null, nd: 0, size: 0, messageId: null, preview: '' };
  return { ...nowhere, ...unsaid, read: true, flagged: false, categories: [], hasAttachment: false };
}

const TOO_LARGE_INSIDE = told(
  'This message is too large to be shown here. Save it, or open it with another program.',
);
const NO_SOURCE = told(
  'This message is too large for the source view. Retinue fetched its text and leaves the rest on the server. The attachments can be saved one by one.',
);
const NO_ATTACHMENT = told(
  'This attachment is no longer part of the message. The message changed on the server since it was opened. Open it again.',
);
