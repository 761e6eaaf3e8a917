import path from 'node:path';
import { type ElectronApplication, type Page, _electron } from '@playwright/test';
import type { Runtime } from '../../build/runtime.mjs';
import { isRoot } from '../../build/system.mjs';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import type { Bridge, Remember } from '../../shared/contracts/main.ts';

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

/** A mock server in this process with one account to sign in to. */
export interface TestServer {
  readonly mock: MockExchange;
  readonly user: string;
  readonly password: string;
  readonly url: string;
}

/** How long it may take to end when asked. */
const CLOSE_MS = 8000;

/** The switches that every start needs. Without a graphics card a start spends a second on finding that out. */
export function baseArguments(userData: string): readonly string[] {
  return [
    ...(isRoot() ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--force-prefers-reduced-motion',
    root,
    `--user-data-dir=${userData}`,
  ];
}

type LaunchOptions = Omit<NonNullable<Parameters<typeof _electron.launch>[0]>, 'executablePath'>;

/**
 * Starts the runtime in the one way in which Playwright holds the application's start back until it is attached: it has
 * to find the runtime itself. Else a window that opened meanwhile made it wait for ever, now and then. That way brings
 * switches of Playwright's; `asIs` goes without both.
 */
export function launchElectron(
  binary: string,
  { asIs = false, ...options }: LaunchOptions & { readonly asIs?: boolean | undefined },
): Promise<ElectronApplication> {
  if (asIs) return _electron.launch({ executablePath: binary, ...options });
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = path.dirname(binary);
  return _electron.launch(options);
}

/** Starts the built application on a folder of data. `own`: more of what it is started with. */
export async function launch(
  { binary }: Pick<Runtime, 'binary'>,
  userData: string,
  args: readonly string[],
  own: Pick<LaunchOptions, 'env' | 'bypassCSP'> & { readonly asIs?: boolean } = {},
): Promise<Retinue> {
  const app = await launchElectron(binary, {
    args: [...baseArguments(userData), ...args],
    cwd: root,
    ...own,
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

/** Adds the test server's account as the set-up form would; where nothing else is said, its password is not written down. */
export async function addAccount(
  { page }: Retinue,
  server: TestServer,
  remember: Remember = 'session',
): Promise<void> {
  const { url, user, password } = server;
  const answer = await page.evaluate((args) => window.retinue.call('accounts.add', args), {
    form: { name: 'Test', url, user, password },
    remember,
    dialect: 'exchange' as const,
  });
  if (!answer.ok) throw new Error(answer.failure.sentence);
}
