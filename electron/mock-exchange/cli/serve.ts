import { type AdminServer, startAdmin } from '../admin/server.ts';
import type { MockExchange } from '../api.ts';
import { startMockExchange } from '../index.ts';
import { CommandError } from './command-error.ts';
import { mailboxFor } from './mailbox.ts';
import type { CliOptions } from './options.ts';

/** What a script needs to know to use the server. */
export interface Ready {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly admin: string;
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
      startAdmin({ mock, user, host, port: adminPort, now: Date.now }),
    );
  } catch (error) {
    await mock.stop();
    throw error;
  }
}

/** Makes the mailbox and starts the mail server and the admin API. */
export async function serve(options: CliOptions): Promise<Running> {
  const { host, port, language } = options;
  const mailbox = await mailboxFor(options, Date.now());
  const mock = await listening('port', port, host, () =>
    startMockExchange({ host, port, language, mailboxes: [mailbox] }),
  );
  const admin = await startAdminFor(options, mock, mailbox.user);
  return {
    ready: {
      url: mock.mailboxUrl(mailbox.user),
      user: mailbox.user,
      password: mailbox.password,
      admin: `${admin.origin}/`,
    },
    async stop() {
      await Promise.all([admin.stop(), mock.stop()]);
    },
  };
}
