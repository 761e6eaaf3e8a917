import { type ChildProcess, spawn } from 'node:child_process';

/** What a finished command left behind. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs until it is told to stop. */
export interface Command {
  readonly pid: number;
  /** The first line of standard output; rejects with what it said on standard error if it ends before that. */
  readonly firstLine: Promise<string>;
  readonly finished: Promise<Finished>;
  kill(signal: 'SIGTERM' | 'SIGINT'): void;
}

function collected(
  child: ChildProcess,
  name: 'stdout' | 'stderr',
  onText: (all: string) => void,
): () => string {
  let all = '';
  child[name]?.setEncoding('utf8').on('data', (text: string) => {
    all += text;
    onText(all);
  });
  return () => all;
}

/** A promise with its handles; `Promise.withResolvers` is younger than the oldest Node that the project supports. */
function pending() {
  let resolve: (value: string) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<string>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Starts the mock's command line as a script would, without npm in between. */
export function mockCommand(...args: readonly string[]): Command {
  const child = spawn(process.execPath, ['build/run.mjs', 'electron/mock-exchange/cli.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_lifecycle_event: undefined },
  });
  const line = pending();
  const stdout = collected(child, 'stdout', (all) => {
    if (all.includes('\n')) line.resolve(all.slice(0, all.indexOf('\n')));
  });
  const stderr = collected(child, 'stderr', () => undefined);
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      line.reject(new Error(`ended with status ${status}: ${stderr()}`));
      resolve({ status, stdout: stdout(), stderr: stderr() });
    });
  });
  line.promise.catch(() => undefined); // a command that is expected to fail never prints a line
  return {
    pid: child.pid ?? 0,
    firstLine: line.promise,
    finished,
    kill: (signal) => void child.kill(signal),
  };
}

/** The ready line of `--json`, with types. */
export interface ReadyLine {
  readonly ready: boolean;
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly admin: string;
  readonly pop3?: string;
  readonly imap4?: string;
  readonly pid: number;
}

/** Starts the mock on free ports, waits until it is ready, runs the step and stops it; returns how it ended. */
export async function withMock(
  args: readonly string[],
  step: (ready: ReadyLine) => Promise<void>,
): Promise<Finished> {
  const command = mockCommand('--port', '0', '--admin-port', '0', '--json', ...args);
  try {
    await step(JSON.parse(await command.firstLine) as ReadyLine);
  } finally {
    command.kill('SIGTERM');
  }
  return command.finished;
}
