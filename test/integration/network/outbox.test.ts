import { afterEach, expect, it } from 'vitest';
import type { Outbox } from '../../../electron/network/outbox.ts';
import type { NetworkContract } from '../../../shared/contracts/network.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { createCaller } from '../../../shared/rpc/caller.ts';
import { outgoing } from '../../helpers/outgoing.ts';
import { portPair } from '../../helpers/port-pair.ts';
import { failureOf, startNetwork, type TestNetwork } from './network.ts';

const started: TestNetwork[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});
async function start(outbox?: Outbox): Promise<TestNetwork> {
  const one = await startNetwork(outbox ? { outbox } : {});
  started.push(one);
  return one;
}

it('says that nothing can be sent where there is no outbox', async () => {
  const { network } = await start();
  const failure = await failureOf(network.call('outgoing.command', { id: 'a1', command: 'send-now' }));
  expect(failure).toMatchObject({ kind: 'unsupported' });
  expect(await failureOf(network.call('outgoing.steps', { id: 'a1' }))).toMatchObject({
    kind: 'unsupported',
  });
});

it('tells the list on a new port and after each change, and passes commands on', async () => {
  const told: string[] = [];
  let change: (list: readonly OutgoingView[]) => void = () => {};
  const list = [outgoing('a1', { kind: 'checking' })];
  const { service } = await start({
    list: () => list,
    onChange: (listener) => (change = listener),
    command: async (id, command) => void told.push(`${id} ${command}`),
    steps: async () => [],
  });
  const { left, right } = portPair();
  const network = createCaller<NetworkContract>(left);
  const seen: (readonly OutgoingView[])[] = [];
  network.onEvent('outgoing', (event) => void seen.push(event.list));
  service.connect(right);
  await network.call('outgoing.command', { id: 'a1', command: 'verify-now' });
  change([]);
  expect(await network.call('outgoing.steps', { id: 'a1' })).toEqual([]);
  expect(told).toEqual(['a1 verify-now']);
  expect(seen).toEqual([list, []]);
  const refused = network.call('outgoing.command', { id: '../x', command: 'verify-now' });
  expect(await failureOf(refused)).toMatchObject({ kind: 'invalid-input' });
});
