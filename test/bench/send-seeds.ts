import { parseArgs } from 'node:util';
import { runSeed, type SeedResult } from '../integration/send/seeds.ts';
import { keepSummary } from './lib/keep-result.ts';

/** Seeds that are listed one by one when they fail; the file holds them all. */
const SHOWN = 20;
const PROGRESS_SEEDS = 500;

/**
 * npm run bench -- send-seeds [--seeds N] [--first K]: two messages a seed through drawn faults and ends of the program,
 * judged by the server. Prints a summary, keeps it in results/send-seeds.json, and returns 1 where a seed failed.
 */
export async function sendSeeds(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '10000' },
      first: { type: 'string', default: '1' },
    },
  });
  const [count, first] = [Number(values.seeds), Number(values.first)];
  if (![count, first].every((each) => Number.isSafeInteger(each) && each >= 0)) {
    console.error('send-seeds: --seeds and --first want whole numbers.');
    return 2;
  }
  const results: SeedResult[] = [];
  const began = performance.now();
  for (let seed = first; seed < first + count; seed += 1) {
    results.push(await resultOf(seed));
    if (results.length % PROGRESS_SEEDS === 0) console.log(`  ${results.length} of ${count}`);
  }
  const summary = summaryOf(results, first, performance.now() - began);
  console.log(JSON.stringify(summary, null, 2));
  const failed = results.filter(({ problem }) => problem !== null);
  for (const { seed, problem } of failed.slice(0, SHOWN)) console.log(`\nseed ${seed}: ${problem}`);
  await keepSummary('send-seeds', summary);
  return failed.length === 0 ? 0 : 1;
}

async function resultOf(seed: number): Promise<SeedResult> {
  try {
    return await runSeed(seed);
  } catch (thrown) {
    const problem = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const nothing = { deliveries: 0, doubles: 0, losses: 0, crashes: 0, requests: 0, virtualMs: 0 };
    return { seed, problem, ends: [], journals: [], ...nothing };
  }
}

function summaryOf(results: readonly SeedResult[], first: number, ms: number) {
  const sum = (of: 'deliveries' | 'doubles' | 'losses' | 'crashes' | 'requests' | 'virtualMs') =>
    results.reduce((all, each) => all + each[of], 0);
  const ends = new Map<string, number>();
  for (const end of results.flatMap((each) => each.ends)) ends.set(end, (ends.get(end) ?? 0) + 1);
  return {
    seeds: { first, runs: results.length },
    messages: results.flatMap((each) => each.ends).length,
    deliveries: sum('deliveries'),
    doubles: sum('doubles'),
    losses: sum('losses'),
    ends: Object.fromEntries([...ends].sort(([a], [b]) => a.localeCompare(b))),
    crashes: sum('crashes'),
    requests: sum('requests'),
    virtualHours: Math.round(sum('virtualMs') / 3_600_000),
    msPerSeed: Math.round((ms / Math.max(1, results.length)) * 10) / 10,
    failedSeeds: results.filter(({ problem }) => problem !== null).map(({ seed }) => seed),
  };
}
