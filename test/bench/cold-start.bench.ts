import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Bench, type BenchContext, compare } from './lib/bench.ts';
import { type TimedRun, timedRun } from './lib/process-tree.ts';

const RUNS = 7;
const PEER = 'a bare Electron window';
const project = path.resolve(import.meta.dirname, '../..');

/**
 * From the start of the process to an Inbox that can be read: the first time (empty database, demo mailbox generated
 * and synchronised) and the second time (what is stored is shown), against the same Electron that opens one empty
 * window and quits. The runs are taken in turn, so that a machine that slows down slows all of them.
 */
export const coldStart: Bench = {
  name: 'cold-start',
  title: 'from the start of the process to a readable Inbox',
  async run(context) {
    const first: TimedRun[] = [];
    const second: TimedRun[] = [];
    const peer: TimedRun[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
      try {
        const round = [
          await retinue(context, folder),
          await retinue(context, folder),
          await bareWindow(context, folder),
        ] as const;
        if (run === 0) continue; // the first round warms the page cache
        first.push(round[0]);
        second.push(round[1]);
        peer.push(round[2]);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    const ready = (runs: readonly TimedRun[]) => runs.map((run) => run.readyMs);
    const peak = (runs: readonly TimedRun[]) => runs.map((run) => run.peakMiB);
    return [
      compare('first start, Inbox readable after', 'ms', ready(first), PEER, ready(peer)),
      compare('second start, Inbox readable after', 'ms', ready(second), PEER, ready(peer)),
      compare('peak memory of all processes, first start', 'MiB', peak(first), PEER, peak(peer)),
      compare('peak memory of all processes, second start', 'MiB', peak(second), PEER, peak(peer)),
    ];
  },
};

function retinue(context: BenchContext, folder: string): Promise<TimedRun> {
  const args = [
    ...context.electronArgs,
    project,
    '--smoke',
    `--user-data-dir=${path.join(folder, 'retinue')}`,
  ];
  return timedRun(
    context.electron,
    [...args, `--screenshot=${path.join(folder, 'shot.png')}`],
    context.env,
    /messages/,
  );
}

function bareWindow(context: BenchContext, folder: string): Promise<TimedRun> {
  const peer = path.join(import.meta.dirname, 'peers/bare-window');
  const args = [...context.electronArgs, peer, `--user-data-dir=${path.join(folder, 'bare')}`];
  return timedRun(context.electron, args, context.env, /^ready$/);
}
