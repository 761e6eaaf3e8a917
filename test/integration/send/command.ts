import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { emlOf, type Letter } from './house.ts';

/** A message of alex and the spool of its own that it is sent from, by the command. */
export interface Parcel {
  readonly eml: string;
  readonly spool: string;
}
export interface Ended {
  readonly status: number | null;
  /** The last line that it wrote with --json. */
  readonly last: { readonly done?: boolean; readonly sentence?: string };
}
/** The command `send` as one file: a process of it starts in half the time that compiling its sources takes. */
export interface Command {
  parcel(name: string, letter?: Letter): Promise<Parcel>;
  start(mock: MockExchange, parcel: Parcel): ChildProcess;
  toItsEnd(mock: MockExchange, parcel: Parcel): Promise<Ended>;
  remove(): Promise<void>;
}

export async function buildCommand(): Promise<Command> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-command-'));
  await build({
    configFile: false,
    root: path.resolve(import.meta.dirname, '../../..'),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20',
      outDir: path.join(folder, 'command'),
      rollupOptions: {
        input: { send: 'electron/cli/send.ts' },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[hash].mjs' },
      },
    },
  });
  const start = (mock: MockExchange, { eml, spool }: Parcel): ChildProcess => {
    const alex = mock.accounts.find(({ user }) => user === 'alex');
    const args = ['--url', mock.mailboxUrl('alex'), '--user', 'alex', '--eml', eml, '--spool', spool];
    return spawn(process.execPath, [path.join(folder, 'command/send.mjs'), ...args, '--json'], {
      env: {
        ...process.env,
        RETINUE_PASSWORD: alex?.password ?? '',
        NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };
  return {
    async parcel(name, letter = {}) {
      const eml = path.join(folder, `${name}.eml`);
      await writeFile(eml, emlOf({ subject: name, bcc: 'cy', ...letter }));
      return { eml, spool: path.join(folder, `${name}-spool`) };
    },
    start,
    async toItsEnd(mock, parcel) {
      const child = start(mock, parcel);
      let out = '';
      child.stdout?.on('data', (chunk) => (out += String(chunk)));
      const [status] = (await once(child, 'close')) as [number | null];
      return { status, last: JSON.parse(out.trim().split('\n').at(-1) || '{}') as Ended['last'] };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What the judge says of the messages with this subject. */
export function judged(mock: MockExchange, subject: string) {
  const found = mock.oracle().messages.filter((each) => each.subject === subject);
  return found.map(({ deliveries, sentCopies, draftsLeft }) => ({
    copies: deliveries.map(({ copies }) => copies),
    sentCopies,
    draftsLeft,
  }));
}
export const ONCE = [{ copies: [1, 1], sentCopies: 1, draftsLeft: 0 }];

/** Works on all of them, a few at a time; the results stand in the order of what was given. */
export async function inLanes<T, R>(
  lanes: number,
  given: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let nth = next++; nth < given.length; nth = next++) results[nth] = await work(given[nth] as T);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
