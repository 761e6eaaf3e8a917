import { type Failure, toFailure } from '../../shared/errors.ts';
import type { Finding } from '../../shared/delivery/findings.ts';
import { DOCTOR_HELP, type DoctorOptions, doctorOptions } from './doctor-options.ts';
import { fixFinding } from './doctor-fix.ts';
import { type Visit, visitMailbox } from './doctor-look.ts';
import { findingsJson, findingsText, reportJson, reportText } from './doctor-report.ts';

/** Exit statuses (DOCTOR_HELP). */
const STATUS = { healthy: 0, findings: 1, arguments: 2, blind: 4 } as const;

async function main(args: readonly string[]): Promise<number> {
  let options: DoctorOptions | null;
  try {
    options = await doctorOptions(args, process.env);
  } catch (thrown) {
    return refuse(toFailure(thrown));
  }
  if (options === null) {
    process.stdout.write(DOCTOR_HELP);
    return STATUS.healthy;
  }
  return await run(options);
}

async function run(options: DoctorOptions): Promise<number> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  const sights = {
    seen: (visit: Visit) => tell(options, visit, stopped.signal),
    blind: (failure: Failure, findings: readonly Finding[]) => blind(options, failure, findings),
  };
  try {
    return await visitMailbox(options, sights, stopped.signal);
  } catch (thrown) {
    const failure = toFailure(thrown);
    return failure.kind === 'invalid-input' ? refuse(failure) : blind(options, failure, []);
  }
}

function blind({ json, fix }: DoctorOptions, failure: Failure, findings: readonly Finding[]): number {
  if (json)
    process.stdout.write(`${JSON.stringify({ server: null, findings: findingsJson(findings), failure })}\n`);
  else if (fix === null) process.stdout.write(findingsText(findings));
  process.stderr.write(`doctor: ${failure.sentence}\n`);
  return STATUS.blind;
}

async function tell(options: DoctorOptions, visit: Visit, signal: AbortSignal): Promise<number> {
  const { look } = visit;
  if (options.fix !== null) return await fix(options, options.fix, visit, signal);
  process.stdout.write(options.json ? reportJson(look) : reportText(look));
  return look.findings.length === 0 ? STATUS.healthy : STATUS.findings;
}

async function fix(
  options: DoctorOptions,
  wanted: NonNullable<DoctorOptions['fix']>,
  visit: Visit,
  signal: AbortSignal,
): Promise<number> {
  const say = (done: boolean, sentence: string) =>
    process.stdout.write(options.json ? `${JSON.stringify({ done, sentence })}\n` : `${sentence}\n`);
  try {
    say(true, await fixFinding(options, wanted, visit, signal));
    return STATUS.healthy;
  } catch (thrown) {
    const { sentence } = toFailure(thrown);
    if (options.json) say(false, sentence);
    process.stderr.write(`doctor: ${sentence}\n`);
    return STATUS.findings;
  }
}

function refuse(failure: Failure): number {
  process.stderr.write(`doctor: ${failure.sentence} --help lists what there is.\n`);
  return STATUS.arguments;
}

process.exitCode = await main(process.argv.slice(2));
