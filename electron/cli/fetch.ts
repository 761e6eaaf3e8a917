import { type Failure, toFailure } from '../../shared/errors.ts';
import { FETCH_HELP, type FetchOptions, fetchOptions } from './fetch-options.ts';
import { createReport } from './fetch-report.ts';
import { fetchFile } from './fetch-file.ts';

/** Exit statuses (FETCH_HELP). */
const STATUS = { whole: 0, gaveUp: 1, arguments: 2, changed: 3 } as const;

async function main(args: readonly string[]): Promise<number> {
  let options: FetchOptions | null;
  try {
    options = await fetchOptions(args, process.env);
  } catch (thrown) {
    return refuse(toFailure(thrown));
  }
  if (options === null) {
    process.stdout.write(FETCH_HELP);
    return STATUS.whole;
  }
  return await run(options);
}

async function run(options: FetchOptions): Promise<number> {
  const report = createReport(options.json, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY,
  });
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  try {
    const { result, tally } = await fetchFile(
      options,
      (progress) => report.progress(progress),
      stopped.signal,
    );
    report.done(result, tally);
    return STATUS.whole;
  } catch (thrown) {
    const failure = toFailure(thrown);
    const status = statusOf(failure);
    report.failed(failure, status);
    return status;
  } finally {
    report.stop();
  }
}

function statusOf({ kind }: Failure): number {
  if (kind === 'not-found' || kind === 'conflict') return STATUS.changed;
  return kind === 'invalid-input' ? STATUS.arguments : STATUS.gaveUp;
}

function refuse(failure: Failure): number {
  process.stderr.write(`fetch: ${failure.sentence} --help lists what there is.\n`);
  return STATUS.arguments;
}

process.exitCode = await main(process.argv.slice(2));
