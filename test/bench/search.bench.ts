import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Bench, type Comparison, compare } from './lib/bench.ts';
import type { SearchRun } from './lib/search-child.ts';

const MESSAGES = 100_000;
const PEERS = ['MiniSearch', 'FlexSearch'];
const run = promisify(execFile);

/** The bench that chose the index: SQLite's FTS5 as the engine asks it beside libraries in JavaScript. */
export const search: Bench = {
  name: 'search',
  title: `looking for words in ${MESSAGES} messages, the text of a third of them here: FTS5 beside libraries in JavaScript`,
  async run() {
    const ours = await measured('FTS5');
    const comparisons: Comparison[] = [];
    for (const name of PEERS) {
      const peer = await measured(name);
      agree(ours, name, peer);
      comparisons.push(...besides(ours, name, peer));
    }
    return comparisons;
  },
};

/** Each in a process of its own, for its memory. */
async function measured(name: string): Promise<SearchRun> {
  const child = path.join(import.meta.dirname, 'lib/search-child.ts');
  const node = ['--expose-gc', '--max-old-space-size=8192'];
  const { stdout } = await run(process.execPath, [...node, 'build/run.mjs', child, name, String(MESSAGES)]);
  return JSON.parse(stdout) as SearchRun;
}

/** Figures of different answers are worth nothing. */
function agree(ours: SearchRun, name: string, peer: SearchRun): void {
  for (const [nth, total] of peer.totals.entries()) {
    const right = ours.totals[nth] ?? null;
    if (total !== null && right !== null && total !== right)
      throw new Error(`question ${nth}: ${name} finds ${total} messages, FTS5 ${right}`);
  }
}

function besides(ours: SearchRun, name: string, peer: SearchRun): readonly Comparison[] {
  const keystrokes = Object.entries(ours.keystrokes).flatMap(([kind, times]) => {
    const theirs = peer.keystrokes[kind] ?? [];
    return [
      compare(`keystroke, ${kind}`, 'ms', times, name, theirs),
      compare(`keystroke, ${kind}, p95`, 'ms', [percentile95(times)], name, [percentile95(theirs)]),
    ];
  });
  return [
    compare('time to build', 'ms', [ours.buildMs], name, [peer.buildMs]),
    compare('memory, all of it in memory', 'MiB', [ours.memoryMiB], name, [peer.memoryMiB]),
    ...keystrokes,
  ];
}

function percentile95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
