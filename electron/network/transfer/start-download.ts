import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { LIMITS } from '../limits.ts';
import { attempt, type Attempts } from './attempt.ts';
import { type Claims, contiguous, createClaims } from './claims.ts';
import { createGrowth, type Growth } from './growth.ts';
import { createInOrder, type InOrder } from './in-order.ts';
import type { DownloadJob, DownloadResult, RunningDownload } from './job.ts';
import { createLanes, type Lanes, Stopped } from './lanes.ts';
import { zeroTails } from './receive.ts';
import { recover } from './recover.ts';
import { RESTING } from './resting.ts';
import { claimSize, type DownloadState, isComplete, isSegmented, receivedOf } from './state.ts';
import { lookTwice } from './suspects.ts';
import { createTelling, type Telling } from './telling.ts';

/** One download with all that belongs to it. */
interface Download {
  readonly job: DownloadJob;
  readonly state: DownloadState;
  readonly signal: AbortSignal;
  readonly claims: Claims;
  readonly growth: Growth;
  readonly lanes: Lanes;
  readonly telling: Telling;
  readonly inOrder: InOrder;
  readonly nudges: Set<() => void>;
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
      for (const nudge of nudges) nudge();
    },
  };
}

async function run(job: DownloadJob, signal: AbortSignal, nudges: Set<() => void>): Promise<DownloadResult> {
  const resumedFrom = contiguous(job.part.held);
  const download = await prepared(job, signal, nudges);
  try {
    return await fetched(download, resumedFrom);
  } finally {
    download.inOrder.stop();
  }
}

async function fetched(download: Download, resumedFrom: number): Promise<DownloadResult> {
  const { job, state, inOrder } = download;
  let doubt = resumedFrom > 0;
  const fetchAll = async () => {
    while (!isComplete(job, state)) {
      openLane(download, doubt);
      doubt = false;
      await download.lanes.ended();
    }
  };
  for (let mismatches = 0; ; mismatches += 1) {
    // Who reads along sees the bytes of an earlier run first.
    await inOrder.catchUp();
    await fetchAll();
    await lookTwice({ ...download, fetchAll });
    const { sha256, isProven } = await proofOf(download, mismatches);
    if (!isProven) continue;
    const bytes = receivedOf(job, state);
    ensureExpected(job, bytes);
    return { path: await job.part.finish(), bytes, sha256, resumedFrom };
  }
}

async function prepared(job: DownloadJob, signal: AbortSignal, nudges: Set<() => void>): Promise<Download> {
  const { part, clock, connections } = job;
  const state: DownloadState = {
    known: part.entity,
    ranges: 'unknown',
    changes: 0,
    fruitless: 0,
    lastByte: clock.now(),
    suspects: await zeroTails(part),
  };
  const growth = createGrowth(connections.most, connections.isAsked, clock.now());
  const size = () => claimSize(job, state, growth);
  const claims = createClaims(
    () => ({ held: state.known ? part.held : [], total: state.known?.total ?? null }),
    size,
  );
  const facts = () => ({
    received: receivedOf(job, state),
    total: state.known?.total ?? null,
    pieces: { held: part.held.length, size: size(), connections: Math.max(1, claims.active()) },
  });
  const telling = createTelling(clock, facts, job.onChange);
  const inOrder = createInOrder(job, () => state.known);
  return { job, state, signal, claims, growth, lanes: createLanes(signal), telling, inOrder, nudges };
}

/** As many connections as are wanted and as there is work for. */
function openMore(download: Download): void {
  const { job, state, growth, lanes, claims } = download;
  while (isSegmented(job, state) && lanes.count() < growth.wanted()) {
    const claim = claims.take();
    if (!claim) return;
    claims.give(claim);
    openLane(download, false);
  }
}

function openLane(download: Download, doubt: boolean): void {
  download.lanes.open((mine) => lane(download, mine, doubt));
}

/** One connection: asks for one claim after the other until nothing is left for it. */
async function lane(download: Download, mine: AbortSignal, resumed: boolean): Promise<void> {
  const { claims, growth, signal } = download;
  for (let doubt = resumed; claims.active() < growth.wanted(); ) {
    const claim = claims.take();
    if (!claim) return;
    let gained = 0;
    const onGain = (bytes: number) => {
      gained += bytes;
      if (growth.look(download.job.clock.now(), receivedOf(download.job, download.state))) openMore(download);
    };
    try {
      await ask(download, { claim, doubt, signal: mine, gained: onGain });
      claims.give(claim);
      doubt = false;
      cameThrough(download, gained);
    } catch (thrown) {
      claims.give(claim);
      if (mine.aborted) throw signal.aborted ? thrown : new Stopped();
      doubt = true;
      await recover(download, { thrown, claim, gained }, mine);
    }
  }
}

async function ask(download: Download, one: Parameters<typeof attempt>[1]): Promise<void> {
  const { job, telling, growth } = download;
  await job.mood.admit(one.signal, (until) => telling.phase({ kind: 'waiting', failure: RESTING, until }));
  const asked = job.clock.now();
  await attempt(attemptsOf(download), one);
  if (one.claim.to !== null) job.mood.pieces.bore(one.claim.to - one.claim.from);
  growth.latency(job.clock.now() - asked);
}

function cameThrough(download: Download, gained: number): void {
  const { state, job } = download;
  if (gained > 0) {
    state.fruitless = 0;
    state.lastByte = job.clock.now();
  }
  openMore(download);
}

function attemptsOf({ job, state, lanes, inOrder, telling }: Download): Attempts {
  const { part } = job;
  return {
    job,
    inOrder,
    telling,
    ranges: () => state.ranges,
    setRanges: (next) => (state.ranges = next),
    known: () => state.known,
    async begin(entity, mine) {
      await lanes.alone(mine);
      await part.begin(entity);
      state.known = entity;
      state.suspects = [];
      await inOrder.restart();
    },
    async changed(mine) {
      await lanes.alone(mine);
      const at = receivedOf(job, state);
      state.known = null;
      state.changes += 1;
      if (state.changes > LIMITS.downloadChanges) throw alwaysAnother(state.changes);
      telling.note(
        told(
          'The file changed on the server since byte {at} was fetched. Retinue starts again so that no two versions are mixed.',
          { at },
        ),
      );
    },
    async ended(total) {
      if (!state.known) return;
      state.known = { ...state.known, total };
      await part.learn(state.known);
    },
    suspect: (span) => (state.suspects = [...state.suspects, span]),
  };
}

interface Proof {
  readonly sha256: string | null;
  /** Not so where what came is not what the server's own checksum says and is to be fetched once more. */
  readonly isProven: boolean;
}

async function proofOf({ state, telling, inOrder }: Download, mismatches: number): Promise<Proof> {
  telling.phase({ kind: 'checking' });
  const { sha256, asked } = await inOrder.digests();
  const due = state.known?.digest ?? null;
  if (due === null || asked === due.base64) return { sha256, isProven: true };
  state.known = null;
  if (mismatches > 0)
    throw fail(
      'malformed-response',
      told(
        "The file that came does not have the {algorithm} that the server says, twice. Retinue does not present it as whole. Ask the server's administrator.",
        { algorithm: due.algorithm },
      ),
    );
  telling.note(
    told('The file that came does not have the {algorithm} that the server says. Retinue fetches it again.', {
      algorithm: due.algorithm,
    }),
  );
  return { sha256, isProven: false };
}

function ensureExpected({ expected }: DownloadJob, bytes: number): void {
  if (!expected?.exact || expected.bytes === bytes) return;
  throw fail(
    'conflict',
    told(
      'The file has {bytes} bytes; the mailbox says {bytes2}. Retinue does not present it as whole. Refresh the message and try again.',
      { bytes, bytes2: expected.bytes },
    ),
  );
}

function alwaysAnother(times: number) {
  return fail(
    'conflict',
    told(
      'The file on the server was another one each time it was asked for, {times} times. Retinue stopped so that no two versions are mixed. Try again later.',
      { times },
    ),
  );
}
