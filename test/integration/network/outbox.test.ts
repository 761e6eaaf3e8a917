import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createEntry } from '../../../electron/network/spool/entry.ts';
import type { NetworkContract } from '../../../shared/contracts/network.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { createCaller } from '../../../shared/rpc/caller.ts';
import { AT } from '../../helpers/outgoing.ts';
import { portPair } from '../../helpers/port-pair.ts';
import { failureOf, startNetwork, type TestNetwork } from './network.ts';

const started: TestNetwork[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

const ID = 'a'.repeat(32);

/** A network service whose spool holds one message of an account that is not there. */
async function startWithMail(): Promise<TestNetwork> {
  const folder = await mkdtemp(join(tmpdir(), 'retinue-outbox-'));
  await mkdir(join(folder, 'spool'));
  const eml = Buffer.from('To: bo@example.com\r\n\r\nHello\r\n');
  await createEntry(join(folder, 'spool'), ID, [eml], {
    kind: 'spooled',
    format: 1,
    at: AT,
    account: { id: 'gone', url: 'http://127.0.0.1/', user: 'alex' },
    messageId: '<one@example.com>',
    subject: 'Hello',
    from: 'alex@example.com',
    recipients: ['bo@example.com'],
    hidden: ['cy@example.com'],
    bytes: eml.byteLength,
    sha256: '',
    sendAt: AT,
  });
  const one = await startNetwork({ folder });
  started.push(one);
  return one;
}

it('tells the list on a new port and after each change, and passes commands on', async () => {
  const { service } = await startWithMail();
  const { left, right } = portPair();
  const network = createCaller<NetworkContract>(left);
  const seen: (readonly OutgoingView[])[] = [];
  network.onEvent('outgoing', (event) => void seen.push(event.list));
  service.connect(right);
  await network.call('outgoing.command', { id: ID, command: 'take-back' });
  const steps = await network.call('outgoing.steps', { id: ID });
  expect(steps).toMatchObject([{ kind: 'spooled' }, { kind: 'told', command: 'take-back' }]);
  expect(seen.map((list) => list.map(({ state }) => state.kind))).toEqual([['queued'], ['taken-back']]);
  expect(seen[0]).toMatchObject([
    {
      id: ID,
      recipients: ['bo@example.com', 'cy@example.com'],
      hidden: 1,
      commands: ['take-back', 'send-now', 'discard'],
    },
  ]);
});

it('refuses what does not fit: an unknown message, a command that is too late, an id that is none', async () => {
  const { network } = await startWithMail();
  const of = (id: string, command: 'verify-now' | 'take-back') =>
    failureOf(network.call('outgoing.command', { id, command }));
  expect(await of('b'.repeat(32), 'take-back')).toMatchObject({ kind: 'not-found' });
  expect(await of(ID, 'verify-now')).toMatchObject({ kind: 'invalid-input' });
  expect(await of('../x', 'verify-now')).toMatchObject({ kind: 'invalid-input' });
  expect(await failureOf(network.call('outgoing.steps', { id: 'b'.repeat(32) }))).toMatchObject({
    kind: 'not-found',
  });
});
