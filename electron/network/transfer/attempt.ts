import { assertNever, fail } from '../../../shared/errors.ts';
import { saidOf, type Told, told } from '../../../shared/language/told.ts';
import type { DavAnswer } from '../dav/request.ts';
import { LIMITS } from '../limits.ts';
import { type Asked, isSame, judge, strongEtag, type Verdict } from './answer.ts';
import { type Claim, contiguous } from './claims.ts';
import type { InOrder } from './in-order.ts';
import type { DownloadJob } from './job.ts';
import type { Entity, Span } from './part/part.ts';
import { type Body, brokenOff, Differs, receive } from './receive.ts';
import type { Telling } from './telling.ts';

/** How this server deals with ranges: not asked yet, honours them, answers with everything, or sends nonsense. */
export type Ranges = 'unknown' | 'proven' | 'ignored' | 'useless';

/** What one download's requests share. */
export interface Attempts {
  readonly job: DownloadJob;
  readonly inOrder: InOrder;
  readonly telling: Telling;
  ranges(): Ranges;
  setRanges(next: Ranges): void;
  /** The entity that the part's bytes are of; null where a new beginning is due. */
  known(): Entity | null;
  /** Begins on an entity: no other connection writes any more. */
  begin(entity: Entity, lane: AbortSignal): Promise<void>;
  /** The item is another one than before: begins anew next time. Throws 'conflict' when it changes again and again. */
  changed(lane: AbortSignal): Promise<void>;
  /** Everything is here although nobody said how much it would be. */
  ended(total: number): Promise<void>;
  /** An answer ended with zeros. */
  suspect(span: Span): void;
}

export interface Attempt {
  readonly claim: Claim;
  /** Compare the bytes before the claim, because the line broke or the program was ended since they came. */
  readonly doubt: boolean;
  /** Nothing before the claim is asked for: what comes is new, or the file has ended. */
  readonly isBare?: boolean;
  readonly signal: AbortSignal;
  readonly gained: (bytes: number) => void;
}

/** One request for a claim, up to the end of its answer. Rejects with a FailureError; what came is kept. */
export async function attempt(all: Attempts, one: Attempt): Promise<void> {
  const { job, telling } = all;
  const { asked, headers } = question(all, one);
  telling.phase({ kind: 'asking', since: job.clock.now() });
  job.part.count({ requests: 1 });
  const answer = await job.source.get(headers, one.signal);
  try {
    job.mood.succeeded();
    await take(all, one, answer, asked, judge(answer.status, answer.headers, asked));
  } catch (thrown) {
    if (!(thrown instanceof Differs)) throw thrown;
    await all.changed(one.signal);
  } finally {
    answer.dispose();
  }
}

interface Question {
  readonly asked: Asked;
  readonly headers: Readonly<Record<string, string>>;
}

function question(all: Attempts, { claim, doubt, isBare = false }: Attempt): Question {
  const { part, name } = all.job;
  const known = all.known();
  const ranges = all.ranges();
  if (ranges === 'useless') return { asked: { range: null, known, name }, headers: {} };
  const etag = strongEtag(known?.etag ?? null);
  const isSure = !doubt && etag !== null;
  const most = isSure ? LIMITS.seamBytes : LIMITS.overlapBytes;
  const overlap = known && !isBare ? heldBefore(part.held, claim.from, most) : 0;
  const range = { from: claim.from - overlap, to: ranges === 'ignored' ? null : claim.to };
  const last = range.to === null ? '' : range.to - 1;
  const condition = etag !== null && range.from > 0 ? { 'if-range': etag } : {};
  return { asked: { range, known, name }, headers: { range: `bytes=${range.from}-${last}`, ...condition } };
}

/** How many bytes before `from` can be compared, up to `most`. */
function heldBefore(held: readonly Span[], from: number, most: number): number {
  const span = held.find(({ to }) => to === from);
  return span ? Math.min(most, span.to - span.from) : 0;
}

async function take(
  all: Attempts,
  one: Attempt,
  answer: DavAnswer,
  asked: Asked,
  verdict: Verdict,
): Promise<void> {
  switch (verdict.kind) {
    case 'slice':
      return await slice(all, one, answer, verdict);
    case 'whole':
      return await whole(all, one, answer, asked, verdict.entity);
    case 'end':
      return await end(all, one, verdict.total);
    case 'changed':
      return await all.changed(one.signal);
    case 'unusable':
      if (asked.range === null) throw nonsense(verdict.why);
      all.telling.note(
        told(
          'The server cannot send parts of this file: {why} ({status}). Retinue asks for all of it at once.',
          { why: saidOf(verdict.why), status: answer.status },
        ),
      );
      return all.setRanges('useless');
    case 'page':
      throw loginPage(answer.status);
    default:
      return assertNever(verdict);
  }
}

async function slice(
  all: Attempts,
  one: Attempt,
  answer: DavAnswer,
  { from, to, entity }: Extract<Verdict, { kind: 'slice' }>,
): Promise<void> {
  const { part } = all.job;
  const known = all.known();
  if (known === null) await all.begin(entity, one.signal);
  else if (known.total === null && entity.total !== null) await part.learn({ ...known, total: entity.total });
  all.setRanges('proven');
  const until = one.claim.to ?? to;
  const due = to !== null && until !== null ? Math.min(to, until) : until;
  const reached = await filled(all, one, { answer, at: from, wanted: { from, to: due } });
  if (due !== null && reached < due) throw brokenOff(reached, due);
  if (reached > one.claim.from) return;
  const total = all.known()?.total ?? null;
  if (total !== null || one.isBare) throw brokenOff(reached, total);
  // Nobody said how long it is, and nothing came behind what is held: the end, or an answer too short for the overlap.
  answer.dispose();
  await attempt(all, { ...one, isBare: true });
}

/** Everything from byte 0: what is held already is compared with it, and only the rest is written. */
async function whole(
  all: Attempts,
  one: Attempt,
  answer: DavAnswer,
  asked: Asked,
  entity: Entity,
): Promise<void> {
  const known = all.known();
  const { part } = all.job;
  if (known && !isSame(known, entity)) await all.changed(one.signal);
  const isAnew = known === null || !isSame(known, entity);
  if (isAnew) await all.begin(entity, one.signal);
  else if (known.total === null && entity.total !== null) await part.learn({ ...known, total: entity.total });
  if (asked.range) all.setRanges('ignored');
  if (!isAnew && asked.range && asked.range.from > 0)
    all.telling.note(
      told(
        'The server sent the file from the beginning instead of from byte {from}. Retinue compares both, keeps the good part and goes on.',
        { from: asked.range.from },
      ),
    );
  const total = all.known()?.total ?? null;
  const reached = await filled(all, one, { answer, at: 0, wanted: { from: 0, to: total } });
  if (total !== null && reached < total) throw brokenOff(reached, total);
  if (total === null) await all.ended(reached);
}

/** Nothing from the byte asked for on: that is the end where it fits, and another entity where it does not. */
async function end(all: Attempts, one: Attempt, total: number | null): Promise<void> {
  const held = contiguous(all.job.part.held);
  const known = all.known();
  if (known === null) {
    // An empty file has no byte that could be asked for. Where that is not said, asking for everything tells.
    if (total !== 0) return all.setRanges('useless');
    await all.begin({ total: 0, etag: null, lastModified: null, digest: null }, one.signal);
  } else if (known.total === null && (total ?? held) === held) await all.ended(held);
  else await all.changed(one.signal);
}

async function filled(all: Attempts, { signal, gained }: Attempt, body: Body): Promise<number> {
  all.telling.phase({ kind: 'running' });
  const { end: reached, zeros } = await receive({ ...all, gained }, body, signal);
  if (zeros >= LIMITS.suspectZeros) all.suspect({ from: Math.max(body.at, reached - zeros), to: reached });
  return reached;
}

function nonsense({ said: why }: Required<Told>) {
  return fail(
    'malformed-response',
    told('The server did not send the file: {why}. Retinue kept nothing of that answer.', { why }),
  );
}

function loginPage(status: number) {
  return fail(
    'malformed-response',
    told(
      'The server sent a web page where the attachment should be ({status}, text/html). Retinue did not store it. The session or a proxy is the likely cause; if this network asks you to sign in first, do so in a browser.',
      { status },
    ),
    { status },
  );
}
