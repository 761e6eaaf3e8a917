import type { TransferView } from '../../../shared/contracts/transfers.ts';
import type { PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { startNetwork, type TestNetwork } from './network.ts';

export const ACCOUNT = 'alex';

/** The network service with the account of alex on a mock, and the list of transfers as it told it last. */
export interface Desk {
  readonly net: TestNetwork;
  readonly list: () => readonly TransferView[];
}

/** `root`: what another service left; `password`: another one than the right one. Stop `net` at the end. */
export async function deskOn(
  { mock }: PlainClient,
  {
    root,
    password,
    paused = false,
  }: {
    readonly root?: string | undefined;
    readonly password?: string | undefined;
    readonly paused?: boolean;
  } = {},
): Promise<Desk> {
  const net = await startNetwork(root === undefined ? {} : { folder: root });
  let list: readonly TransferView[] = [];
  net.network.onEvent('transfers', (event) => (list = event.list));
  const right = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  net.service.setAccounts([
    {
      id: ACCOUNT,
      url: mock.mailboxUrl('alex'),
      user: 'alex',
      password: password ?? right,
      demo: false,
      paused,
    },
  ]);
  return { net, list: () => list };
}
