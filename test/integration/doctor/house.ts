import { spawn } from 'node:child_process';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { Finding } from '../../../shared/delivery/findings.ts';

/** One run of the real command. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface Report {
  readonly server: { readonly product: string; readonly requests: number };
  readonly findings: readonly (Omit<Finding, 'since' | 'evidence'> & {
    readonly since: string | null;
    readonly evidence: readonly string[];
  })[];
}
/** A mock, and `doctor` on its mailbox of alex. */
export interface Practice {
  readonly mock: MockExchange;
  run(...more: readonly string[]): Promise<Run>;
  /** With --json; the status is asserted by the caller. */
  look(...more: readonly string[]): Promise<{ readonly status: number | null; readonly report: Report }>;
  /** Methods of the mock's journal that could change something. */
  writes(): readonly string[];
  stop(): Promise<void>;
}

const READING = ['OPTIONS', 'PROPFIND', 'SEARCH', 'GET', 'HEAD'];

export async function openPractice(options: MockOptions): Promise<Practice> {
  const mock = await startMockExchange(options);
  const alex = mock.accounts.find(({ user }) => user === 'alex');
  const run = (...more: readonly string[]) =>
    runDoctor(['--url', mock.mailboxUrl('alex'), '--user', 'alex', ...more], alex?.password ?? '');
  return {
    mock,
    run,
    async look(...more) {
      const { status, stdout } = await run('--json', ...more);
      return { status, report: JSON.parse(stdout) as Report };
    },
    writes: () => mock.journal.map(({ method }) => method).filter((method) => !READING.includes(method)),
    stop: () => mock.stop(),
  };
}

/** The order of the characters' codes. */
export function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Runs the command as a script would, without npm in between. */
export function runDoctor(args: readonly string[], password: string): Promise<Run> {
  const child = spawn(process.execPath, ['build/run.mjs', 'electron/cli/doctor.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, RETINUE_PASSWORD: password },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}
