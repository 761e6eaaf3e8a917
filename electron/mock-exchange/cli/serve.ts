import { type AdminServer, startAdmin } from '../admin/server.ts';
import type { MockExchange, MockOptions } from '../api.ts';
import { startMockExchange } from '../index.ts';
import { publicFolders } from '../public/folders.ts';
import { CommandError } from './command-error.ts';
import { mailboxesFor } from './mailbox.ts';
import type { CliOptions } from './options.ts';
import { facesFor, faceUrls, namingFaces } from './faces.ts';
import { sayingScenario, scenarioFlag } from './scenario.ts';

/** What a script needs to know to use the server. */
export interface Ready {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly admin: string;
  /** `pop3://127.0.0.1:PORT/`; only where it was asked for. */
  readonly pop3?: string;
  readonly imap4?: string;
}

/** Both servers, running. */
export interface Running {
  readonly ready: Ready;
  stop(): Promise<void>;
}

/** Turns "address in use" and its like into a sentence that names the flag. */
async function listening<T>(flag: string, port: number, host: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    const sentence =
      code === 'EADDRINUSE'
        ? `Port ${port} on ${host} is in use; choose another with --${flag}, or 0 for a free one.`
        : `Port ${port} on ${host} cannot be opened [${code}]; choose another with --${flag}, or 0 for a free one.`;
    throw new CommandError(1, sentence, error);
  }
}

async function startAdminFor(options: CliOptions, mock: MockExchange, user: string): Promise<AdminServer> {
  const { adminPort, host } = options;
  try {
    return await listening('admin-port', adminPort, host, () =>
      startAdmin({ mock, user, host, port: adminPort }),
    );
  } catch (error) {
    await mock.stop();
    throw error;
  }
}

/** Makes the mailboxes and starts the mail server and the admin API. */
export async function serve(options: CliOptions): Promise<Running> {
  const { host, port } = options;
  const now = Date.now();
  const given = await mockOptions(options, now);
  const mock = await sayingScenario(options.scenario, () =>
    listening('port', port, host, () => namingFaces(options, () => startMockExchange(given))),
  );
  const [account] = mock.accounts;
  if (account === undefined) throw new CommandError(2, '--scenario: mailboxes: there is none to sign in to');
  const admin = await startAdminFor(options, mock, account.user);
  return {
    ready: {
      url: account.url,
      user: account.user,
      password: account.password,
      admin: `${admin.origin}/`,
      ...faceUrls(mock, host),
    },
    async stop() {
      await Promise.all([admin.stop(), mock.stop()]);
    },
  };
}

/** Flags that were not given are left to the scenario. */
async function mockOptions(options: CliOptions, now: number): Promise<MockOptions> {
  const { host, port, tls, auth, personality, seed, language, scenario } = options;
  return {
    host,
    port,
    tls,
    ...facesFor(options),
    mailboxes: await mailboxesFor(options, now),
    publicFolders: publicFolders({ seed: seed ?? 1, now, domain: 'halvorsen-lie.example' }),
    ...(auth === null ? {} : { auth }),
    ...(personality === null ? {} : { personality }),
    ...(seed === null ? {} : { seed }),
    ...(language === null ? {} : { language }),
    ...(scenario === null ? {} : { scenario: scenarioFlag(scenario) }),
  };
}
