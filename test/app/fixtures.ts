import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { ensureBundle } from '../../build/bundle.mjs';
import { ensureRuntime, type Runtime } from '../../build/runtime.mjs';
import { generateMailbox } from '../../electron/mock-exchange/generate/mailbox.ts';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { launch, type Retinue, type TestServer } from './launch.ts';

export { addAccount, baseArguments, type Retinue, type TestServer } from './launch.ts';

export interface StartOptions {
  /** Switches of the application: `--no-demo`, `--demo-messages=200` … */
  readonly args?: readonly string[];
  /** To start again on what an earlier start left. */
  readonly userData?: string;
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
        for (const [nth, page] of retinue.app.windows().entries()) {
          const picture = await page.screenshot().catch(() => null);
          const name = `window-${index}-${nth}.png`;
          if (picture) await info.attach(name, { body: picture, contentType: 'image/png' });
        }
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

/** The id of one of the application's processes: `network` or `mock`. */
export async function processId({ app }: Retinue, name: string): Promise<number> {
  const found = await app.evaluate(
    ({ app: electron }, wanted) => electron.getAppMetrics().find((metric) => metric.name === wanted)?.pid,
    name,
  );
  if (found === undefined) throw new Error(`there is no process called ${name}`);
  return found;
}
