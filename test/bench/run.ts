import { besideMutt } from './beside-mutt.bench.ts';
import { coldStart } from './cold-start.bench.ts';
import { download } from './download.bench.ts';
import { largeFolder } from './large-folder.bench.ts';
import { mockDownload } from './mock-download.bench.ts';
import { mockMailbox } from './mock-mailbox.bench.ts';
import { multistatus } from './multistatus.bench.ts';
import { search } from './search.bench.ts';
import { sync, syncLarge } from './sync.bench.ts';
import { typing } from './typing.bench.ts';
import { upload } from './upload.bench.ts';
import { windowSync } from './window-sync.bench.ts';
import { type Bench, type BenchContext, type Comparison, formatTable } from './lib/bench.ts';
import { keepResult, machineFacts } from './lib/keep-result.ts';

const BENCHES: readonly Bench[] = [
  coldStart,
  multistatus,
  mockMailbox,
  mockDownload,
  download,
  upload,
  search,
  sync,
  syncLarge,
  windowSync,
  largeFolder,
  typing,
  besideMutt,
];
/** Runs the named benches (without a name all but the long ones), prints a table each and keeps it; returns the exit status. */
export async function runBenches(names: readonly string[], context: BenchContext): Promise<number> {
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    console.error(
      `bench: there is no bench ${unknown.join(', ')}; there are: ${BENCHES.map((b) => b.name).join(', ')}`,
    );
    return 2;
  }
  for (const bench of BENCHES) {
    if (names.length > 0 ? !names.includes(bench.name) : bench.isLong) continue;
    console.log(`${bench.name}: ${bench.title}`);
    const comparisons = await bench.run(context);
    console.log(formatTable(comparisons));
    await keep(bench, comparisons, context);
  }
  return 0;
}

async function keep(bench: Bench, comparisons: readonly Comparison[], context: BenchContext): Promise<void> {
  const { name, title } = bench;
  const at = new Date().toISOString();
  const machine = { ...machineFacts(), electron: context.electronVersion };
  await keepResult(name, { bench: name, title, at, machine, comparisons });
}
