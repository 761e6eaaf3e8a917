import { readMeeting } from '../../shared/calendar/meeting.ts';
import type { OpenedMessage } from '../../shared/contracts/engine.ts';
import type { BodyResult, ByteProgress, StreamedBody } from '../../shared/contracts/network.ts';
import { type Failure, fail, retryOf } from '../../shared/errors.ts';
import type { RetinueDatabase } from '../store/database.ts';
import type { MessageId, MessageRow } from '../store/tables.ts';
import type { Writer } from '../store/writer.ts';
import type { Clock } from './clock.ts';
import { engineFailure } from './engine-log.ts';
import type { Network } from './network-link.ts';
import { fromMime, fromStreamed } from './opened-message.ts';
import { previewOf } from './preview.ts';
import { told } from '../../shared/language/told.ts';

export interface BodyOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ByteProgress) => void;
}
export interface WholeOptions {
  readonly signal: AbortSignal;
  /** What is known so far, whenever that is more. */
  readonly onBody?: (body: StreamedBody) => void;
  /** It goes on when `signal` stops the waiting. */
  readonly keep: boolean;
}

/** Message contents: from the store where they are there, else from the server and into the store. */
export interface Bodies {
  /** What is stored, a stand-in for a refused one included; the server is asked where nothing is. */
  open(row: MessageRow, options: BodyOptions): Promise<BodyResult>;
  /** From the server, whatever is stored. */
  fetch(row: MessageRow, options: BodyOptions): Promise<BodyResult>;
  /** The whole message in one pass, however large, whatever is stored; its attachments become files. */
  whole(row: MessageRow, options: WholeOptions): Promise<BodyResult>;
  /** The same while nobody waits for it. */
  fetchWhole(row: MessageRow, signal: AbortSignal): Promise<BodyResult>;
  row(messageId: MessageId): Promise<MessageRow>;
  /** True while the person waits for one: idle work holds back. */
  busy(): boolean;
}

export interface BodyDeps {
  readonly network: Network;
  readonly database: RetinueDatabase;
  readonly writer: Writer;
  readonly clock: Clock;
}

/** Makes the shelf of bodies over a store and a network. */
export function createBodies({ network, database, writer, clock }: BodyDeps): Bodies {
  let waiting = 0;

  const keep = async (row: MessageRow, body: BodyResult) => {
    const { preview, calendar } = await linesOf(row, body);
    await writer.body(row.id, body, preview, clock.now());
    const meeting = calendar === null ? null : readMeeting(calendar);
    if (meeting) await writer.meetings.learn(row.accountId, meeting);
    if (isRefused(body)) await writer.fault(row.id, { failure: body.why.refused, nextTryAt: null });
    return body;
  };
  const fetchBody = async (row: MessageRow, { signal, onProgress }: BodyOptions) => {
    const { accountId, href, permanentUrl, size } = row;
    const args = { accountId, item: { href, permanentUrl }, size };
    return await keep(row, await network.call('message.body', args, { signal, onProgress }));
  };
  const stream = async (row: MessageRow, { signal, onBody, keep: goesOn }: WholeOptions) => {
    const { accountId, id: owner, href, permanentUrl, size, subject } = row;
    const item = { href, permanentUrl };
    const name = subject.slice(0, 200);
    const args = { accountId, item, size, owner, name, keep: goesOn };
    let last: StreamedBody | undefined;
    for await (const batch of network.stream('message.stream', args, { signal })) {
      last = batch.at(-1) ?? last;
      if (last && !last.complete) onBody?.(last);
    }
    if (!last?.complete) throw fail('interrupted', BROKEN_OFF);
    return await keep(row, { kind: 'streamed', ...last });
  };
  /** Runs it for the person: idle work waits, and what went wrong is remembered on the row. */
  const forPerson = async (row: MessageRow, work: () => Promise<BodyResult>) => {
    waiting += 1;
    try {
      return await work();
    } catch (thrown) {
      const failure = engineFailure(thrown);
      // Being offline, by choice or not, is the account's trouble and shown there; the rest is this message's.
      const isOfMessage = retryOf(failure.kind) !== 'automatic' || failure.kind === 'server-fault';
      if (isOfMessage && failure.kind !== 'cancelled' && failure.kind !== 'paused')
        await writer.fault(row.id, { failure, nextTryAt: null });
      throw thrown;
    } finally {
      waiting -= 1;
    }
  };

  return {
    async open(row, options) {
      const stored = (await database.bodies.get(row.id))?.body;
      return stored ?? (await forPerson(row, () => fetchBody(row, options)));
    },
    fetch: fetchBody,
    fetchWhole: (row, signal) => stream(row, { signal, keep: true }),
    whole: (row, options) => forPerson(row, () => stream(row, options)),
    async row(messageId) {
      const row = await database.messages.get(messageId);
      if (row) return row;
      throw fail('not-found', GONE);
    },
    busy: () => waiting > 0,
  };
}

/** What is stored beside a body: the line of the list, and the meeting that it tells of. */
interface Lines {
  readonly preview: string;
  readonly calendar: string | null;
}

/** A body that crossed as bytes is small enough to be parsed for these. */
async function linesOf(row: MessageRow, body: BodyResult): Promise<Lines> {
  switch (body.kind) {
    case 'mime':
      return linesIn((await fromMime(row, body.bytes)).message);
    case 'streamed':
      return linesIn((await fromStreamed(row, body, () => Promise.resolve(null))).message);
    case 'properties':
      return { preview: previewOf(body), calendar: null };
  }
}

function linesIn(message: OpenedMessage): Lines {
  return { preview: previewOf(message), calendar: message.calendar };
}

const GONE = told(
  'This message is no longer on this computer. Another program moved or deleted it on the server, and Retinue followed. Choose another message.',
);
const BROKEN_OFF = told(
  'Retinue was interrupted while it took this message apart. What came is kept. Open the message again to go on.',
);

/** A body that the server could not send whole: what is stored stands in for it until the person asks for it again. */
function isRefused(body: BodyResult): body is BodyResult & { readonly why: { readonly refused: Failure } } {
  return body.kind === 'properties' && body.why !== 'large';
}
