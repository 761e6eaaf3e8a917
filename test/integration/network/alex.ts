import type { MockOptions } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { Clock } from '../../../electron/network/clock.ts';
import { letters } from '../engine/house.ts';
import { startNetwork } from './network.ts';

/** What the account of `startAlex` is called. */
export const accountId = 'a';

export interface AlexOptions {
  /** Letters in the Inbox; three. */
  readonly inbox?: number;
  /** Letters in Projects; two. */
  readonly projects?: number;
  /** What is signed in with; what the mock takes. */
  readonly user?: string;
  readonly password?: string;
  readonly clock?: Clock;
}

/** Alex's mailbox on a mock server, an Inbox and a folder Projects, and a network service that knows it as its account. */
export async function startAlex(server: Partial<MockOptions>, options: AlexOptions = {}) {
  const { inbox = 3, projects = 2, user = 'alex', password = 'secret', clock } = options;
  const folders = [
    { name: 'Inbox', role: 'inbox' as const, messages: await letters(inbox) },
    { name: 'Projects', messages: await letters(projects, 100) },
  ];
  const own = { user: 'alex', address: 'alex@example.com', password: 'secret' };
  const mailboxes = [{ ...own, displayName: 'Alex', folders }];
  const mock = await startMockExchange({ mailboxes, ...server });
  const net = await startNetwork(clock ? { clock } : {});
  const form = { url: mock.mailboxUrl('alex'), user, password };
  const dialect = mock.state.personality === 'rfc4918' ? 'plain' : 'exchange';
  net.service.setAccounts([{ id: accountId, ...form, demo: false, dialect }]);
  const stop = async () => {
    await net.stop();
    await mock.stop();
  };
  return { mock, net, form, stop };
}
