import type { AttachmentInfo, OpenedMessage } from '../../shared/contracts/engine.ts';
import type { BodyResult, ByteProgress, FetchedFile } from '../../shared/contracts/network.ts';
import { fail } from '../../shared/errors.ts';
import type { CallContext } from '../../shared/rpc/server.ts';
import type { MessageId, MessageRow } from '../store/tables.ts';
import type { Bodies } from './bodies.ts';
import { SOURCE_BYTES } from './limits.ts';
import type { Network } from './network-link.ts';
import { fromMime, fromProperties, type Opened } from './opened-message.ts';
import { decodeSource } from './source.ts';

/** Where messages are opened for the person. */
export interface MessageDesk {
  open(messageId: MessageId, context: CallContext<ByteProgress>): Promise<OpenedMessage>;
  source(
    messageId: MessageId,
    context: CallContext,
  ): Promise<{ readonly text: string; readonly cut: boolean }>;
  fetchAttachment(
    which: { readonly messageId: MessageId; readonly index: number },
    context: CallContext,
  ): Promise<FetchedFile>;
}

/** Makes a desk; the message that was opened last is kept parsed, because its attachments are asked for next. */
export function createMessageDesk(deps: { readonly network: Network; readonly bodies: Bodies }): MessageDesk {
  const { network, bodies } = deps;
  let last: { readonly messageId: MessageId; readonly body: BodyResult; readonly opened: Opened } | undefined;

  const load = async (messageId: MessageId, context: CallContext<ByteProgress>) => {
    const row = await bodies.row(messageId);
    const options = { signal: context.signal as AbortSignal, onProgress: context.progress };
    const { body } = await bodies.open(row, options);
    return { row, body };
  };
  const parse = async (row: MessageRow, body: BodyResult) => {
    const opened = body.kind === 'mime' ? await fromMime(row, body.bytes) : fromProperties(row, body);
    last = { messageId: row.id, body, opened };
    return opened;
  };

  return {
    async open(messageId, context) {
      const { row, body } = await load(messageId, context);
      return (await parse(row, body)).message;
    },

    async source(messageId, context) {
      const { body } = await load(messageId, { ...context, progress: () => {} });
      if (body.kind === 'mime') return decodeSource(body.bytes, SOURCE_BYTES);
      if (body.why !== 'large')
        throw fail(body.why.refused.kind, body.why.refused.sentence, body.why.refused);
      throw fail('too-large', NO_SOURCE);
    },

    async fetchAttachment({ messageId, index }, context) {
      const row = await bodies.row(messageId);
      const opened =
        last?.messageId === messageId
          ? last.opened
          : await load(messageId, { ...context, progress: () => {} }).then(({ body }) => parse(row, body));
      const info = opened.message.attachments.find((attachment) => attachment.index === index);
      const content = opened.contents[index];
      if (!info || !content) throw fail('not-found', NO_ATTACHMENT);
      return send(network, row, info, content, context);
    },
  };
}

async function send(
  network: Network,
  row: MessageRow,
  info: AttachmentInfo,
  content: Opened['contents'][number],
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

const NO_SOURCE =
  'This message is too large for the source view. Retinue fetched its text and leaves the rest on the server. The attachments can be saved one by one.';
const NO_ATTACHMENT =
  'This attachment is no longer part of the message. The message changed on the server since it was opened. Open it again.';
