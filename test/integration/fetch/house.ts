import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DoneLine } from '../../../electron/cli/fetch-report.ts';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { ScenarioInput } from '../../../electron/mock-exchange/scenarios/scenario.ts';
import { clientOf } from '../../mock-exchange/library/plain-client.ts';

export const PASSWORD_VARIABLE = 'RETINUE_PASSWORD';

/** A mock with one message that carries a file of so many bytes, and a folder of its own for what is fetched. */
export interface House {
  readonly mock: MockExchange;
  /** The attachment's own address. */
  readonly url: string;
  readonly folder: string;
  readonly out: string;
  readonly user: string;
  readonly password: string;
  /** Body bytes that the server handed to the line for this attachment. */
  sent(): number;
  stop(): Promise<void>;
}

/** A mailbox of alex whose message "Drawing set C" carries one file of so many bytes. */
export function oneLargeFile(bytes: number, rules: readonly RuleInput[] = []): ScenarioInput {
  const item = {
    folder: 'inbox',
    subject: 'Drawing set C',
    from: 'bo@halvorsen-lie.example',
    to: ['alex@halvorsen-lie.example'],
    text: 'The scan is attached.',
    messageId: '<scan-1@halvorsen-lie.example>',
    attachment: { name: 'drawing-set-c.bin', bytes },
    ageHours: 2,
  };
  const people = { displayName: 'Alex Dahl', address: 'alex@halvorsen-lie.example' };
  return {
    name: 'one-large-file',
    title: 'One large file',
    description: 'A message with one attachment.',
    seed: 329067,
    rules: [...rules],
    mailboxes: [{ user: 'alex', ...people, messages: 5, folders: 2, items: [item] }],
  };
}

export async function openHouse(bytes: number, rules: readonly RuleInput[] = []): Promise<House> {
  const mock = await startMockExchange({ scenario: oneLargeFile(bytes, rules) });
  const client = await clientOf(mock);
  const href = await client.attachment('Inbox/Drawing%20set%20C.EML');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-fetch-'));
  const alex = mock.accounts.find(({ user }) => user === 'alex');
  return {
    mock,
    url: `${mock.origin}${href}`,
    folder,
    out: path.join(folder, 'drawing-set-c.bin'),
    user: 'alex',
    password: alex?.password ?? '',
    sent: () =>
      mock.journal
        .filter(({ method, path: asked }) => method === 'GET' && asked === href)
        .reduce((sum, { responseBytes }) => sum + responseBytes, 0),
    async stop() {
      await client.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a run of the command line left behind; `last` is the last line of standard output where that is JSON. */
export interface FetchRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly last: DoneLine | { readonly done: false; readonly sentence?: string } | null;
}
export interface FetchProcess {
  readonly finished: Promise<FetchRun>;
  /** kill -9. */
  kill(): void;
}

/** Starts `fetch` as a script would, without npm in between. */
export function startFetch(args: readonly string[], password: string): FetchProcess {
  const child = spawn(process.execPath, ['build/run.mjs', 'electron/cli/fetch.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [PASSWORD_VARIABLE]: password },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<FetchRun>((resolve) => {
    child.once('close', (status) => {
      const line = stdout.trimEnd().split('\n').at(-1) ?? '';
      const last = line.startsWith('{') ? (JSON.parse(line) as DoneLine) : null;
      resolve({ status, stdout, stderr, last });
    });
  });
  return { finished, kill: () => void child.kill('SIGKILL') };
}

/** Runs `fetch` for the house's file to its end. */
export function fetchIn(house: House, ...more: readonly string[]): Promise<FetchRun> {
  const { url, user, out, password } = house;
  return startFetch(['--url', url, '--user', user, '--out', out, '--json', ...more], password).finished;
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The file's true digest, read from the mock without a fault. */
export async function trueSha256(house: House): Promise<string> {
  const basic = `Basic ${Buffer.from(`${house.user}:${house.password}`).toString('base64')}`;
  const answer = await fetch(house.url, { headers: { authorization: basic, translate: 'f' } });
  const hash = createHash('sha256');
  for await (const chunk of answer.body ?? []) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
