import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { failureOf, startNetwork, type TestNetwork } from './network.ts';

const DOMAIN = 'halvorsen-lie.example';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

interface House {
  readonly mock: MockExchange;
  readonly one: TestNetwork;
  readonly outgoing: () => readonly OutgoingView[];
  readonly look: () => Promise<
    readonly { readonly id: string; readonly mechanism: string; readonly subject: string }[]
  >;
}

async function open(scenario: string): Promise<House> {
  const mock = await startMockExchange({ scenario });
  stops.push(() => mock.stop());
  const one = await startNetwork();
  stops.push(() => one.stop());
  let last: readonly OutgoingView[] = [];
  one.network.onEvent('outgoing', (event) => void (last = event.list));
  const alex = mock.accounts.find(({ user }) => user === 'alex');
  if (!alex) throw new Error('nobody is alex');
  one.service.setAccounts([{ id: 'a', url: alex.url, user: 'alex', password: alex.password, demo: false }]);
  const look = async () =>
    (await one.network.call('findings.look', { accountId: 'a' })).map(({ id, mechanism, item }) => ({
      id,
      mechanism,
      subject: item?.subject ?? '',
    }));
  return { mock, one, outgoing: () => last, look };
}
const act = ({ one }: House, id: string, what: 'adopt-and-send' | 'move-to-drafts' | 'delete') =>
  one.network.call('findings.act', { accountId: 'a', id, act: what });
const truthOf = ({ mock }: House, messageId: string) => {
  const found = mock.oracle().messages.find((each) => each.messageId === messageId);
  return {
    deliveries: Object.fromEntries(
      (found?.deliveries ?? []).map(({ recipient, copies }) => [recipient, copies]),
    ),
    drafts: found?.draftsLeft ?? 0,
  };
};
const writes = ({ mock }: House) =>
  mock.journal
    .map(({ method }) => method)
    .filter((each) => !['PROPFIND', 'SEARCH', 'GET', 'OPTIONS', 'HEAD'].includes(each));

describe('what is stuck on the server', () => {
  it('is found by looking, which changes nothing', async () => {
    const house = await open('foreign-drafts');
    expect((await house.look()).map(({ mechanism }) => mechanism)).toEqual([
      'foreign-drafts',
      'foreign-drafts',
    ]);
    expect(writes(house)).toEqual([]);
  });

  it('S20: is adopted and sent once, by the Outbox, as it lies there', async () => {
    const house = await open('foreign-drafts');
    const signed = (await house.look()).find(({ subject }) => subject === 'Signed minutes');
    await act(house, signed?.id ?? '', 'adopt-and-send');
    await vi.waitFor(() => expect(house.outgoing()[0]?.state.kind).toBe('done'), {
      timeout: 20_000,
      interval: 100,
    });
    expect(house.outgoing()[0]?.recipients).toEqual([`bo@${DOMAIN}`, `cy@${DOMAIN}`]);
    expect(truthOf(house, `<signed@${DOMAIN}>`)).toEqual({
      deliveries: { [`bo@${DOMAIN}`]: 1, [`cy@${DOMAIN}`]: 1 },
      drafts: 0,
    });
    expect(writes(house)).toEqual(['MOVE']);
    expect((await house.look()).map(({ subject }) => subject)).toEqual(['Fender supplier, second offer']);
    const again = await failureOf(act(house, signed?.id ?? '', 'adopt-and-send'));
    expect(again).toMatchObject({ kind: 'not-found' });
  });

  it('S20: stays where it is when it is taken back', async () => {
    const house = await open('foreign-drafts');
    house.mock.faults.add({
      id: 'busy',
      title: 'Busy',
      where: { method: 'MOVE' },
      step: 'after-headers',
      what: { kind: 'status', status: 503 },
    });
    const signed = (await house.look()).find(({ subject }) => subject === 'Signed minutes');
    await act(house, signed?.id ?? '', 'adopt-and-send');
    await vi.waitFor(() => expect(house.outgoing()[0]?.commands).toContain('take-back'), {
      timeout: 20_000,
      interval: 50,
    });
    await vi.waitFor(() => expect(house.outgoing()[0]?.state.kind).toBe('blocked'), {
      timeout: 20_000,
      interval: 50,
    });
    await house.one.network.call('outgoing.command', {
      id: house.outgoing()[0]?.id ?? '',
      command: 'take-back',
    });
    await vi.waitFor(() => expect(house.outgoing()[0]?.state.kind).toBe('taken-back'), {
      timeout: 20_000,
      interval: 50,
    });
    expect(truthOf(house, `<signed@${DOMAIN}>`)).toEqual({ deliveries: {}, drafts: 1 });
    expect(writes(house)).not.toContain('DELETE');
  });

  it('S20: goes to Deleted Items, from where it can come back', async () => {
    const house = await open('foreign-drafts');
    const [first] = await house.look();
    const { sentence } = await act(house, first?.id ?? '', 'delete');
    expect(sentence).toContain('Deleted Items');
    expect(await house.look()).toHaveLength(1);
    expect(writes(house)).toEqual(['MOVE']);
  });

  it('S19: goes back to Drafts, and is not sent', async () => {
    const house = await open('queued-not-spooled');
    const [first] = await house.look();
    await act(house, first?.id ?? '', 'move-to-drafts');
    // What is old and lies there complete can be adopted.
    expect((await house.look()).map(({ mechanism }) => mechanism)).toEqual([
      'foreign-drafts',
      'queued-not-spooled',
    ]);
    expect(house.mock.oracle().messages.flatMap(({ deliveries }) => deliveries)).toEqual([]);
  });

  it('S17: is removed, and what has content is not', async () => {
    const house = await open('half-created');
    const [first] = await house.look();
    expect(first?.mechanism).toBe('half-created');
    await act(house, first?.id ?? '', 'delete');
    expect(await house.look()).toEqual([]);
    const other = await open('foreign-drafts');
    const [whole] = await other.look();
    expect(await failureOf(act(other, whole?.id ?? '', 'move-to-drafts'))).toMatchObject({
      kind: 'conflict',
    });
    expect(writes(other)).toEqual([]);
  });
});
