import { fail, FailureError, toFailure } from '../../../shared/errors.ts';
import { type Clock, wait } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { afterFailure, isServersFault } from './after-failure.ts';
import { strongEtag } from './answer.ts';
import { attempt, type Attempts, type Ranges } from './attempt.ts';
import { type Claim, contiguous, createClaims, segmentSize } from './claims.ts';
import { createGrowth } from './growth.ts';
import { createInOrder } from './in-order.ts';
import type { DownloadJob, DownloadResult, RunningDownload } from './job.ts';
import type { Entity, Span } from './part/part.ts';
import { bytesIn } from './part/spans.ts';
import { suspectSpans, zeroTails } from './receive.ts';
import { createTelling } from './telling.ts';

/** One connection at work. */
interface Lane {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/**
 * Fetches the rest of a part and gives it its name (transfers.md). One model for all of it: what is missing is shared
 * out in claims, each connection asks for one after the other, and what an answer did not bring is missing still.
 */
export function startDownload(job: DownloadJob, signal: AbortSignal): RunningDownload {
  const nudges = new Set<() => void>();
  return {
    done: run(job, signal, nudges).finally(() => job.part.close()),
    nudge: () => {
      for (const nudge of [...nudges]) nudge();
    },
  };
}

async function run(job: DownloadJob, signal: AbortSignal, nudges: Set<() => void>): Promise<DownloadResult> {
  const { part, mood, clock } = job;
  const resumedFrom = contiguous(part.held);
  let known: Entity | null = part.entity;
  let ranges = 'unknown' as Ranges;
  let changes = 0;
  let mismatches = 0;
  let fruitless = 0;
  let lastByte = clock.now();
  let suspects = await zeroTails(part);
  const checked = new Set<string>();
  const lanes = new Set<Lane>();

  const growth = createGrowth(job.connections.most, job.connections.isAsked, clock.now());
  const received = () => (known === null ? 0 : bytesIn(part.held));
  const isSegmented = () =>
    job.connections.most > 1 &&
    job.source.cost === 'piecewise' &&
    ranges === 'proven' &&
    strongEtag(known?.etag ?? null) !== null &&
    (known?.total ?? 0) >= LIMITS.segmentedFromBytes;
  const claimSize = (): number | null => {
    if (job.source.cost === 'whole' || ranges === 'ignored' || ranges === 'useless') return null;
    const borne = mood.pieces.size();
    const total = known?.total ?? null;
    // Where several connections may come, the first answer only has to tell whether they may.
    if (job.connections.most > 1 && total === null)
      return Math.min(borne ?? Infinity, LIMITS.segmentLeastBytes);
    if (!isSegmented()) return borne;
    return Math.min(borne ?? Infinity, segmentSize((total ?? 0) - received(), growth.wanted()));
  };
  const holding = () => ({ held: known ? part.held : [], total: known?.total ?? null });
  const claims = createClaims(holding, claimSize);
  const pieces = () => ({
    held: part.held.length,
    size: claimSize(),
    connections: Math.max(1, claims.active()),
  });
  const telling = createTelling(
    clock,
    () => ({ received: received(), total: known?.total ?? null, pieces: pieces() }),
    job.onChange,
  );
  const inOrder = createInOrder(part, job.follow, () => known);

  /** Ends every other connection, so that none writes any more. */
  const alone = async (mine: AbortSignal) => {
    const others = [...lanes].filter(({ abort }) => abort.signal !== mine);
    for (const { abort } of others) abort.abort();
    await Promise.all(others.map(({ done }) => done));
  };
  const all: Attempts = {
    job,
    inOrder,
    telling,
    ranges: () => ranges,
    setRanges: (next) => (ranges = next),
    known: () => known,
    async begin(entity, mine) {
      await alone(mine);
      await part.begin(entity);
      known = entity;
      suspects = [];
      await inOrder.restart();
    },
    async changed(mine) {
      await alone(mine);
      const at = received();
      known = null;
      changes += 1;
      if (changes > LIMITS.downloadChanges)
        throw fail(
          'conflict',
          `The file on the server was another one each time it was asked for, ${changes} times. Retinue stopped so that no two versions are mixed. Try again later.`,
        );
      telling.note(
        `The file changed on the server since byte ${at} was fetched. Retinue starts again so that no two versions are mixed.`,
      );
    },
    async ended(total) {
      if (known) known = { ...known, total };
      if (known) await part.learn(known);
    },
    suspect: (span) => (suspects = [...suspects, span]),
  };

  const recover = async (thrown: unknown, claim: Claim, gained: number, mine: AbortSignal) => {
    const failure = new FailureError(toFailure(thrown), { cause: thrown });
    const { kind, status } = failure.failure;
    fruitless = gained > 0 ? 0 : fruitless + 1;
    if (gained > 0) lastByte = clock.now();
    if (isServersFault(failure.failure) && gained === 0) mood.failed(failure);
    if (kind === 'throttled') growth.shrink();
    const asked = claim.to === null || ranges === 'ignored' ? null : claim.to - claim.from;
    const before = mood.pieces.size();
    const isRefusal = status === 500 || status === 503 || kind === 'interrupted' || kind === 'timeout';
    if (isRefusal && job.source.cost === 'piecewise') {
      if (gained === 0) mood.pieces.refused(asked);
      else mood.pieces.faltered();
    }
    const next = afterFailure({
      failure: failure.failure,
      gained,
      fruitless,
      idleMs: Math.abs(clock.now() - lastByte),
      isUrgent: job.urgent(),
      isSmallerNext: mood.pieces.size() !== before,
      mayRetry: gained > 0 || mood.spendRetry(),
      random: job.random,
    });
    if (next.kind === 'give-up') throw failure;
    part.count({ retries: 1 });
    if (next.kind === 'look' && !(await job.source.relocate(mine))) throw failure;
    if (next.kind === 'wait' && next.ms > 0) {
      telling.phase({ kind: 'waiting', failure: failure.failure, until: clock.now() + next.ms });
      await pause(clock, next.ms, mine, nudges);
    }
  };

  const work = async (mine: AbortSignal, resumed: boolean) => {
    for (let doubt = resumed; ; ) {
      if (claims.active() >= growth.wanted()) return;
      const claim = claims.take();
      if (!claim) return;
      let gained = 0;
      const add = (bytes: number) => {
        gained += bytes;
        if (growth.look(clock.now(), received())) more();
      };
      const asked = clock.now();
      let thrown: unknown = null;
      try {
        await mood.admit(mine, (until) => telling.phase({ kind: 'waiting', failure: resting(), until }));
        await attempt(all, { claim, doubt, signal: mine, gained: add });
        if (claim.to !== null) mood.pieces.bore(claim.to - claim.from);
        growth.latency(clock.now() - asked);
      } catch (error) {
        thrown = error ?? new Error('nothing was thrown');
      } finally {
        claims.give(claim);
      }
      if (thrown === null) {
        doubt = false;
        if (gained > 0) fruitless = 0;
        if (gained > 0) lastByte = clock.now();
        more();
        continue;
      }
      if (mine.aborted) throw signal.aborted ? thrown : new Stopped();
      doubt = true;
      await recover(thrown, claim, gained, mine);
    }
  };
  let fatal: { readonly thrown: unknown } | null = null;
  const open = (resumed: boolean) => {
    const abort = new AbortController();
    const stop = () => abort.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const done = work(abort.signal, resumed)
      .catch((thrown: unknown) => {
        if (thrown instanceof Stopped) return;
        fatal ??= { thrown };
        for (const lane of lanes) lane.abort.abort();
      })
      .finally(() => {
        signal.removeEventListener('abort', stop);
        lanes.delete(lane);
      });
    const lane: Lane = { abort, done };
    lanes.add(lane);
  };
  /** As many connections as are wanted and as there is work for. */
  const more = () => {
    while (isSegmented() && lanes.size < growth.wanted() && hasWork()) open(false);
  };
  const hasWork = () => {
    const claim = claims.take();
    if (claim) claims.give(claim);
    return claim !== null;
  };
  const isComplete = () => known !== null && known.total !== null && received() === known.total;

  const fetchAll = async () => {
    while (!isComplete()) {
      open(resumedFrom > 0 && fatal === null);
      while (lanes.size > 0) await Promise.all([...lanes].map(({ done }) => done));
      if (fatal) throw (fatal as { readonly thrown: unknown }).thrown;
    }
  };

  /** Zeros at the end of an answer are asked for once more: some proxies pad what was cut off. */
  const checkSuspects = async () => {
    // Without ranges everything comes again anyway.
    const spans = ranges === 'proven' ? suspects.flatMap(suspectSpans) : suspects;
    for (const span of spans.filter(({ from, to }) => !checked.has(`${from}-${to}`))) {
      if (known === null) return;
      const is = await isTheSame(span);
      if (is) checked.add(`${span.from}-${span.to}`);
      else return;
    }
    suspects = [];
  };
  const isTheSame = async (span: Span): Promise<boolean> => {
    const zeros = suspects.find(({ from, to }) => from <= span.from && to >= span.to) ?? span;
    const before = await part.read(span);
    await part.forget(span);
    await inOrder.restart();
    await fetchAll();
    if (known === null || Buffer.compare(before, await part.read(span)) === 0) return known !== null;
    telling.note(
      `From byte ${zeros.from} on the server had sent zeros instead of the file. Retinue fetches those ${zeros.to - zeros.from} bytes again.`,
    );
    suspects = suspects.filter((each) => each !== zeros);
    await part.forget(zeros);
    return false;
  };

  const verified = async (): Promise<{ readonly sha256: string } | null> => {
    telling.phase({ kind: 'checking' });
    await inOrder.catchUp();
    const { sha256, asked } = inOrder.digests();
    const due = known?.digest ?? null;
    if (due === null || asked === due.base64) return { sha256 };
    mismatches += 1;
    known = null;
    if (mismatches > 1)
      throw fail(
        'malformed-response',
        `The file that came does not have the ${due.algorithm} that the server says, twice. Retinue does not present it as whole. Ask the server's administrator.`,
      );
    telling.note(
      `The file that came does not have the ${due.algorithm} that the server says. Retinue fetches it again.`,
    );
    return null;
  };

  for (;;) {
    if (job.follow) await inOrder.catchUp();
    await fetchAll();
    while (suspects.length > 0) {
      await checkSuspects();
      await fetchAll();
    }
    const proof = await verified();
    if (proof === null) continue;
    const bytes = received();
    ensureExpected(job, bytes);
    return { path: await part.finish(), bytes, sha256: proof.sha256, resumedFrom };
  }
}

/** Ended by another connection of the same download, which goes on alone. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

function ensureExpected({ expected }: DownloadJob, bytes: number): void {
  if (!expected?.exact || expected.bytes === bytes) return;
  throw fail(
    'conflict',
    `The file has ${bytes} bytes; the mailbox says ${expected.bytes}. Retinue does not present it as whole. Refresh the message and try again.`,
  );
}

function resting() {
  return {
    kind: 'throttled' as const,
    sentence:
      'The server failed several times in a row. Retinue leaves it alone for a while and tries again.',
  };
}

/** Waits; a nudge ends it early. */
async function pause(clock: Clock, ms: number, signal: AbortSignal, nudges: Set<() => void>): Promise<void> {
  const nudged = new AbortController();
  const nudge = () => nudged.abort();
  nudges.add(nudge);
  try {
    await wait(clock, ms, AbortSignal.any([signal, nudged.signal]));
  } catch (thrown) {
    if (signal.aborted) throw fail('cancelled', 'Stopped, as you asked.', {}, thrown);
  } finally {
    nudges.delete(nudge);
  }
}
