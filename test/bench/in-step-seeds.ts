import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { type InStepResult, runSeed } from '../integration/in-step/run.ts';
import { keepSummary } from './lib/keep-result.ts';

const PROGRESS_SEEDS = 10;

/** What the judge of test/integration/in-step/ledger.ts lets pass, for whoever reads the figures. */
const EXCUSED = [
  'A change of the person that the other client touched as well since both were last in step: either may have come last.',
  'A move into a folder that the other client renamed or removed since both were last in step: told, and not made.',
  'Where a message is, or whether it is read, after an undo that said that it did not find the message.',
  'Messages that the other client copied: only that client and server agree on them.',
];

/**
 * npm run bench -- in-step [--seeds N] [--first K] [--operations M]: two clients change one mailbox in M drawn operations
 * a seed, through faults, and must agree in the end. Prints a summary, keeps it in results/in-step-K.json after each seed,
 * so that a run can be ended early and two can go beside one another, and returns 1 where a seed failed. A seed draws the
 * same operations each time; how they meet on the wire is left to the machine.
 */
export async function inStepSeeds(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '100' },
      first: { type: 'string', default: '1' },
      operations: { type: 'string', default: '1000' },
    },
  });
  const [count, first, operations] = [Number(values.seeds), Number(values.first), Number(values.operations)];
  if (![count, first, operations].every((each) => Number.isSafeInteger(each) && each >= 0)) {
    console.error('in-step: --seeds, --first and --operations want whole numbers.');
    return 2;
  }
  const results: InStepResult[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const result = await runSeed(seed, operations);
    results.push(result);
    for (const problem of result.problems) console.log(`seed ${seed}: ${problem}`);
    if (results.length % PROGRESS_SEEDS === 0) console.log(`  ${results.length} of ${count}`);
    await keepSummary(`in-step-${first}`, summaryOf(results, first, operations));
  }
  const summary = summaryOf(results, first, operations);
  console.log(JSON.stringify(summary, null, 2));
  return summary.failedSeeds.length === 0 ? 0 : 1;
}

function summaryOf(results: readonly InStepResult[], first: number, operationsEach: number) {
  const sum = (of: 'faults' | 'requests' | 'messages' | 'toldLost' | 'ms') =>
    results.reduce((all, each) => all + each[of], 0);
  const operations = new Map<string, number>();
  for (const [name, times] of results.flatMap((each) => Object.entries(each.operations)))
    operations.set(name, (operations.get(name) ?? 0) + times);
  return {
    seeds: { first, runs: results.length, operationsEach },
    operations: Object.fromEntries([...operations].sort(([a], [b]) => a.localeCompare(b))),
    requestsStruckByFaults: sum('faults'),
    requests: sum('requests'),
    messagesCompared: sum('messages'),
    changesBeatenAndTold: sum('toldLost'),
    disagreements: results.reduce((all, { problems }) => all + problems.length, 0),
    msPerSeed: Math.round(sum('ms') / Math.max(1, results.length)),
    excused: EXCUSED,
    failedSeeds: results.filter(({ problems }) => problems.length > 0).map(({ seed }) => seed),
  };
}
