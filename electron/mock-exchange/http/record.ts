import type { IncomingMessage } from 'node:http';
import type { RequestFacts, Strike } from '../faults/engine.ts';
import type { JournalEntry, TargetState } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import { settled, stateOf } from '../journal/target-state.ts';
import { truthOf } from '../journal/truth.ts';
import type { Target } from '../store/locate.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { encodeSegment } from '../store/url-names.ts';
import { hrefOf } from '../store/urls.ts';
import type { World } from './call.ts';
import type { Reply } from './reply.ts';
import { isTextType, KEPT_TEXT_BYTES, type Sent } from './send.ts';
import { lookUp, type Sight } from './sight.ts';

/** A request body on its way in: how much of it was read, and its beginning where it is text. */
export interface Received {
  readonly bytes: number;
  readonly kept: readonly Buffer[];
  through(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
}

export function received({ headers }: IncomingMessage): Received {
  const isText = isTextType(headers['content-type']);
  const kept: Buffer[] = [];
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    kept,
    async *through(pieces) {
      for await (const piece of pieces) {
        if (isText && bytes < KEPT_TEXT_BYTES)
          kept.push(Buffer.from(piece.subarray(0, KEPT_TEXT_BYTES - bytes)));
        bytes += piece.length;
        yield piece;
      }
    },
  };
}

/** Everything that is known of a request while it goes on. */
export interface Witness {
  readonly world: World;
  readonly request: IncomingMessage;
  readonly sight: Sight;
  readonly facts: RequestFacts;
  readonly at: number;
  readonly before: TargetState | null;
  readonly sent: Sent;
  readonly body: Received;
  /** The verb's own answer, whatever a fault made of it. */
  reply: Reply | null;
  /** The connection ended before the answer did. */
  isCut: boolean;
  /** A mistake of the mock's own. */
  mistake: string | null;
}

/** The request's line in the journal, and its bytes in the ledger. */
export function writeDown(journal: Journal, witness: Witness, fired: readonly Strike[]): void {
  const { world, request, sight, facts, sent, body, reply, at } = witness;
  const target = lookUp(world, sight.path).target;
  const after = settled(witness.before, stateOf(target));
  tellLedger(witness);
  const entry: Omit<JournalEntry, 'id' | 'wire'> = {
    at,
    mailbox: world.mailboxes.has(sight.mailbox?.user.toLowerCase() ?? '') ? facts.mailbox : null,
    method: sight.method,
    path: request.url ?? '/',
    status: sent.status,
    requestBytes: body.bytes,
    responseBytes: sent.bytes,
    durationMs: world.clock.now() - at,
    rule: fired.length === 0 ? null : fired.map(({ rule }) => rule.id).join('+'),
    committed: reply?.committed ?? false,
    step: fired[0]?.rule.step ?? null,
    client: /^[\w.-]+/.exec(request.headers['user-agent'] ?? '')?.[0] ?? null,
    truth: witness.mistake ?? truthOf(truthFacts(witness, target, after)),
    before: witness.before,
    after,
  };
  journal.add(entry, {
    host: request.headers.host ?? '',
    requestHeaders: request.rawHeaders,
    responseHeaders: sent.headers,
    requestBody: body.kept,
    responseBody: sent.kept,
  });
}

function truthFacts(witness: Witness, target: Target | null, after: TargetState | null) {
  const { sight, facts, reply, sent, isCut } = witness;
  return {
    method: sight.method,
    reply,
    toSubmission: facts.toSubmission,
    target,
    after,
    status: sent.status,
    sentBytes: sent.bytes,
    isCut,
  };
}

/** Bytes of an item or of its attachment that were written, to prove that a resume did not fetch twice. */
function tellLedger({ world, sight, sent }: Witness): void {
  const { mailbox, target, method } = sight;
  if (method !== 'GET' || mailbox === null || (sent.status !== 200 && sent.status !== 206)) return;
  const href = servedPath(mailbox, target);
  if (href !== null) world.ledger.served(href, sent.bytes);
}

function servedPath(mailbox: Mailbox, target: Target | null): string | null {
  if (target?.kind !== 'item' && target?.kind !== 'attachment') return null;
  const path = hrefOf({ origin: '', mailbox }, target.item);
  return target.kind === 'item' ? path : `${path}/${encodeSegment(target.name)}`;
}
