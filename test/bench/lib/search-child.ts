// Measures one search library in a process of its own and prints it as one JSON line:
// node --expose-gc build/run.mjs test/bench/lib/search-child.ts ENGINE MESSAGES
import { ENGINES } from './search-engines.ts';
import { type BenchMail, benchMail, benchQueries } from './search-mail.ts';

/** What one library took. */
export interface SearchRun {
  readonly buildMs: number;
  readonly memoryMiB: number;
  readonly keystrokes: Readonly<Record<string, readonly number[]>>;
  /** Of every question that was asked, so that the libraries can be checked against each other. */
  readonly totals: readonly (number | null)[];
}

const BATCH = 250;
const EACH = 25;
/** A library that takes seconds for a question is asked fewer of its kind. */
const KIND_MS = 4000;
const [, , name = '', messages = '0'] = process.argv;
const open = ENGINES[name];
if (!open) throw new Error(`there is no search engine ${name}`);
const resident = () => {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
};

const before = resident();
const engine = await open();
let buildMs = 0;
let batch: BenchMail[] = [];
const put = async () => {
  const from = performance.now();
  await engine.put(batch);
  buildMs += performance.now() - from;
  batch = [];
};
for (const mail of benchMail(Number(messages))) {
  batch.push(mail);
  if (batch.length === BATCH) await put();
}
await put();
const memoryMiB = resident() - before;

const queries = benchQueries(Number(messages), EACH);
for (const query of queries.slice(1, 8)) await engine.find(query); // warms the compiler
const keystrokes: Record<string, number[]> = {};
const totals: (number | null)[] = [];
for (const query of queries) {
  const times = (keystrokes[query.kind] ??= []);
  if (times.reduce((sum, ms) => sum + ms, 0) > KIND_MS) {
    totals.push(null);
    continue;
  }
  const from = performance.now();
  const { total } = await engine.find(query);
  times.push(performance.now() - from);
  totals.push(total);
}
const run: SearchRun = { buildMs, memoryMiB, keystrokes, totals };
process.stdout.write(`${JSON.stringify(run)}\n`, () => process.exit(0));
