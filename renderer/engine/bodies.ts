import type { BodyResult, ByteProgress } from '../../shared/contracts/network.ts';
import { type Failure, fail, retryOf } from '../../shared/errors.ts';
import type { RetinueDatabase } from '../store/database.ts';
import type { MessageId, MessageRow } from '../store/tables.ts';
import type { Writer } from '../store/writer.ts';
import type { Clock } from './clock.ts';
import { engineFailure } from './engine-log.ts';
import type { Network } from './network-link.ts';
import { fromMime } from './opened-message.ts';
import { previewOf } from './preview.ts';

export interface BodyOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ByteProgress) => void;
}

/** Message contents: from the store where they are there, else from the server and into the store. */
export interface Bodies {
  /** For the person. `failed`: the server could not be asked for a better one just now, and why. */
  open(
    row: MessageRow,
    options: BodyOptions,
  ): Promise<{ readonly body: BodyResult; readonly failed: Failure | null }>;
  /** From the server, whatever is stored. */
  fetch(row: MessageRow, options: BodyOptions): Promise<BodyResult>;
  /** The stored one, or undefined. */
  stored(messageId: MessageId): Promise<BodyResult | undefined>;
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

  const fetchBody = async (row: MessageRow, { signal, onProgress }: BodyOptions) => {
    const { accountId, href, permanentUrl, size } = row;
    const args = { accountId, item: { href, permanentUrl }, size };
    const body = await network.call('message.body', args, { signal, onProgress });
    await writer.body(row.id, body, await previewLine(row, body), clock.now());
    if (isRefused(body)) await writer.fault(row.id, { failure: body.why.refused, nextTryAt: null });
    return body;
  };

  return {
    async open(row, options) {
      const before = (await database.bodies.get(row.id))?.body;
      if (before && !isRefused(before)) return { body: before, failed: null };
      waiting += 1;
      try {
        return { body: await fetchBody(row, options), failed: null };
      } catch (thrown) {
        const failure = engineFailure(thrown);
        if (failure.kind === 'cancelled') throw thrown;
        if (before) return { body: before, failed: failure };
        // Being offline is the account's trouble and shown there; the rest is this message's.
        if (retryOf(failure.kind) !== 'automatic' || failure.kind === 'server-fault') {
          await writer.fault(row.id, { failure, nextTryAt: null });
        }
        throw thrown;
      } finally {
        waiting -= 1;
      }
    },
    fetch: fetchBody,
    stored: async (messageId) => (await database.bodies.get(messageId))?.body,
    async row(messageId) {
      const row = await database.messages.get(messageId);
      if (row) return row;
      throw fail('not-found', GONE);
    },
    busy: () => waiting > 0,
  };
}

/** A body that crossed as bytes is small enough to be parsed for one line of it. */
async function previewLine(row: MessageRow, body: BodyResult): Promise<string> {
  return previewOf(body.kind === 'mime' ? (await fromMime(row, body.bytes)).message : body);
}

const GONE =
  'This message is no longer on this computer. Another program moved or deleted it on the server, and Retinue followed. Choose another message.';

/** A body that the server could not send whole: what is stored stands in for it until it can. */
function isRefused(body: BodyResult): body is BodyResult & { readonly why: { readonly refused: Failure } } {
  return body.kind === 'properties' && body.why !== 'large';
}
