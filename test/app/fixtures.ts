import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ElectronApplication, type Page, test as base, _electron } from '@playwright/test';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { ensureBundle } from '../../build/bundle.mjs';
import { ensureRuntime, type Runtime } from '../../build/runtime.mjs';
import { isRoot } from '../../build/system.mjs';
import { generateMailbox } from '../../electron/mock-exchange/generate/mailbox.ts';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import type { Bridge } from '../../shared/contracts/main.ts';

declare global {
  interface Window {
    readonly retinue: Bridge;
  }
}

const root = path.resolve(import.meta.dirname, '../..');

/** A running application. */
export interface Retinue {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What it printed so far. */
  log(): string;
  /** Ends it as a person would; killed by its id when it does not. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Switches of the application: `--no-demo`, `--demo-messages=200` … */
  readonly args?: readonly string[];
  /** To start again on what an earlier start left. */
  readonly userData?: string;
}

/** A mock server in this process with one account to sign in to. */
export interface TestServer {
  readonly mock: MockExchange;
  readonly user: string;
  readonly password: string;
  readonly url: string;
}

interface Fixtures {
  /** The folder of this test's data; removed afterwards. */
  readonly userData: string;
  /** Starts the built application; every one that is still there is closed afterwards. */
  readonly start: (options?: StartOptions) => Promise<Retinue>;
  readonly server: TestServer;
}
interface WorkerFixtures {
  readonly runtime: Runtime;
}

/** How long it may take to end when asked. */
const CLOSE_MS = 8000;

export const test = base.extend<Fixtures, WorkerFixtures>({
  runtime: [
    async ({}, provide) => {
      const runtime = await ensureRuntime();
      await ensureBundle();
      await provide(runtime);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  userData: async ({}, provide) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'retinue-app-'));
    await provide(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  start: async ({ runtime, userData }, provide, info) => {
    const running: Retinue[] = [];
    await provide(async (options = {}) => {
      const retinue = await launch(runtime, options.userData ?? userData, options.args ?? []);
      running.push(retinue);
      return retinue;
    });
    for (const [index, retinue] of running.entries()) {
      if (info.status !== info.expectedStatus) {
        const picture = await retinue.page.screenshot().catch(() => null);
        if (picture) await info.attach(`window-${index}.png`, { body: picture, contentType: 'image/png' });
        await info.attach(`log-${index}.txt`, { body: retinue.log(), contentType: 'text/plain' });
      }
      await retinue.close();
    }
  },
  server: async ({}, provide) => {
    const password = 'correct horse';
    const mailbox = generateMailbox({ seed: 7, messages: 200, folders: 6, now: Date.now() });
    const mock = await startMockExchange({ mailboxes: [{ ...mailbox, password }] });
    await provide({ mock, user: mailbox.user, password, url: mock.mailboxUrl(mailbox.user) });
    await mock.stop();
  },
});

/** The switches that every start needs. */
export function baseArguments(userData: string): readonly string[] {
  return [...(isRoot() ? ['--no-sandbox'] : []), root, `--user-data-dir=${userData}`];
}

async function launch(runtime: Runtime, userData: string, args: readonly string[]): Promise<Retinue> {
  const app = await _electron.launch({
    executablePath: runtime.binary,
    args: [...baseArguments(userData), ...args],
    cwd: root,
  });
  let log = '';
  const child = app.process();
  child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
    await app.close().catch(() => undefined); // it may have gone between the question and the call
    clearTimeout(timer);
  };
  const page = await app.firstWindow();
  return { app, page, userData, log: () => log, close };
}

/** The id of one of the application's processes: `network` or `mock`. */
export async function processId({ app }: Retinue, name: string): Promise<number> {
  const found = await app.evaluate(
    ({ app: electron }, wanted) => electron.getAppMetrics().find((metric) => metric.name === wanted)?.pid,
    name,
  );
  if (found === undefined) throw new Error(`there is no process called ${name}`);
  return found;
}

/** Adds the test server's account as the set-up form would, with a password that is not written down. */
export async function addAccount({ page }: Retinue, server: TestServer): Promise<void> {
  const { url, user, password } = server;
  const answer = await page.evaluate(
    (form) => window.retinue.call('accounts.add', { form, remember: 'session', dialect: 'exchange' }),
    { name: 'Test', url, user, password },
  );
  if (!answer.ok) throw new Error(answer.failure.sentence);
}
