import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { LIMITS } from '../../../electron/network/limits.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { letter, letters } from '../engine/house.ts';
import { type Bend, type BentServer, startBentServer } from '../in-step/bent-server.ts';
import { otherClient } from '../in-step/other-client.ts';
import { collect, startNetwork, type TestNetwork } from './network.ts';

const accountId = 'a';
const COUNT = 12;
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

interface Place {
  readonly mock: MockExchange;
  readonly net: TestNetwork;
  readonly bent: BentServer;
  readonly other: ReturnType<typeof otherClient>;
  readonly inbox: string;
  readonly projects: string;
  changes(since: string | null, folder?: string): ReturnType<typeof changesOf>;
  requests: () => number;
}

async function start(more: Partial<MockOptions> = {}, count = COUNT): Promise<Place> {
  const folders = [
    { name: 'Inbox', role: 'inbox' as const, messages: await letters(count) },
    { name: 'Projects', messages: await letters(2, 1000) },
  ];
  const [user, password] = ['alex', 'secret'];
  const alex = { user, displayName: 'Alex', address: 'alex@example.com', password, folders };
  const mock = await startMockExchange({ mailboxes: [alex], ...more });
  const bent = await startBentServer(mock.origin);
  const net = await startNetwork();
  open.push(mock, bent, net);
  const url = `${bent.origin}/exchange/${user}/`;
  const dialect = mock.state.personality === 'rfc4918' ? 'plain' : 'exchange';
  net.service.setAccounts([{ id: accountId, url, user, password, demo: false, dialect }]);
  const { items } = await collect(net.network.stream('folders.list', { accountId }));
  const inbox = items.find(({ role }) => role === 'inbox')?.href ?? '';
  const projects = items.find(({ name }) => name === 'Projects')?.href ?? '';
  return {
    mock,
    net,
    bent,
    inbox,
    projects,
    other: otherClient(mock),
    changes: (since, folder = inbox) => changesOf(net, folder, since),
    requests: () => net.requests.length,
  };
}

async function changesOf({ network }: TestNetwork, folder: string, since: string | null) {
  const { items, end } = await collect(network.stream('messages.changes', { accountId, folder, since }));
  const listed = items.flatMap((each) => (each.kind === 'listed' ? [each.message] : []));
  const gone = items.flatMap((each) => (each.kind === 'gone' ? [each.key] : []));
  return { listed, gone, ...end };
}

async function keysOf({ net, inbox }: Place): Promise<ReadonlyMap<string, string>> {
  const args = { accountId, folder: inbox, from: FIRST_PAGE, rows: 100 };
  const { items } = await collect(net.network.stream('messages.page', args));
  return new Map(items.map(({ subject, key }) => [subject, key]));
}
const NO_MARK = 'no mark';

describe.each(['2000', '2003', '2007'] as const)('what changed on Exchange %s', (personality) => {
  it('is told in one request: what is new, marked and gone', async () => {
    const place = await start({ personality });
    const keys = await keysOf(place);
    const { mark, known } = await place.changes(null);
    expect(known).toBe(false);
    const [first, second, third] = await place.other.messages('Inbox');
    await place.other.remove(first?.href ?? '');
    await place.other.mark(second?.href ?? '', !second?.read);
    await place.other.move(third?.href ?? '', 'Projects');
    await place.mock.deliver('alex', await letter(500, false));
    const before = place.requests();
    const told = await place.changes(mark);
    expect(place.requests() - before).toBe(1);
    expect(told.known).toBe(true);
    expect(new Map(told.listed.map(({ subject, read }) => [subject, read]))).toEqual(
      new Map([
        ['Letter 500', false],
        [second?.subject, !second?.read],
      ]),
    );
    expect(new Set(told.gone)).toEqual(
      new Set([keys.get(first?.subject ?? ''), keys.get(third?.subject ?? '')]),
    );
    expect(await place.changes(told.mark)).toMatchObject({ listed: [], gone: [], known: true });
    // The old mark is good still: what was told and not written is told again.
    expect((await place.changes(mark)).gone).toEqual(told.gone);
  });

  it('is told where only deletions are, for the price of one request more', async () => {
    const place = await start({ personality });
    const keys = await keysOf(place);
    const { mark } = await place.changes(null);
    const [first] = await place.other.messages('Inbox');
    await place.other.remove(first?.href ?? '');
    const before = place.requests();
    expect((await place.changes(mark)).gone).toEqual([keys.get(first?.subject ?? '')]);
    expect(place.requests() - before).toBe(2);
  });

  it('is told in parts where it is more than one answer holds', async () => {
    const count = LIMITS.changeRows + 30;
    const place = await start({ personality }, 1);
    const { mark } = await place.changes(null);
    for (let n = 0; n < count; n += 1) await place.mock.deliver('alex', await letter(100 + n, false));
    const before = place.requests();
    const { listed, known, mark: after } = await place.changes(mark);
    expect([new Set(listed.map(({ key }) => key)).size, known, place.requests() - before]).toEqual([
      count,
      true,
      2,
    ]);
    expect(await place.changes(after)).toMatchObject({ listed: [], gone: [], known: true });
  });
});

describe('a mark', () => {
  it.each([
    ['of another folder', (place: Place) => place.changes(null, place.projects)],
    ['that is none', async () => ({ mark: NO_MARK })],
    ['of another kind', async () => ({ mark: 'listing-1 abc' })],
  ])('%s is not known, and there is a new one', async (_what, given) => {
    const place = await start();
    const { mark } = await given(place);
    const told = await place.changes(mark);
    expect(told).toMatchObject({ listed: [], gone: [], known: false });
    expect((await place.changes(told.mark)).known).toBe(true);
  });

  it('that the server has forgotten is not known, and there is a new one', async () => {
    const place = await start();
    const { mark } = await place.changes(null);
    const told = await place.changes(`${mark?.slice(0, -8)}AAAAAAA=`);
    expect(told).toMatchObject({ listed: [], known: false });
    expect((await place.changes(told.mark)).known).toBe(true);
  });

  it('of a server that was reset is not known', async () => {
    const place = await start();
    await place.mock.deliver('alex', await letter(500));
    const { mark } = await place.changes(null);
    await place.mock.reset();
    expect(await place.changes(mark)).toMatchObject({ listed: [], gone: [], known: false });
  });
});

const replicating: (bend: Bend) => Bend = (bend) => (answer) =>
  answer.asked.includes('collblob') ? bend(answer) : {};
const REFUSALS: readonly (readonly [string, Bend])[] = [
  ['refuses the question (400)', () => ({ status: 400, text: '', type: 'text/plain' })],
  ['does not know the verb in it (501)', () => ({ status: 501, text: '', type: 'text/plain' })],
  ['answers as if it were none', ({ text }) => ({ text: text.replace(/<\w:repl>.*?<\/\w:repl>/s, '') })],
];

describe('a server without collblobs', () => {
  it.each(REFUSALS)('that %s is asked once', async (_what, bend) => {
    const place = await start();
    place.bent.bend(replicating(bend));
    const before = place.requests();
    expect(await place.changes(null)).toMatchObject({ known: false, mark: null });
    expect(place.requests() - before).toBeLessThanOrEqual(1);
    const after = place.requests();
    expect(await place.changes(NO_MARK, place.projects)).toMatchObject({ known: false, mark: null });
    expect(place.requests()).toBe(after);
  });

  it('that only fails is asked again later', async () => {
    const place = await start();
    place.bent.bend(replicating(() => ({ status: 500, text: '' })));
    expect(await place.changes(null)).toMatchObject({ known: false, mark: null });
    place.bent.bend(() => ({}));
    expect((await place.changes(null)).mark).not.toBeNull();
  });

  it('that names messages otherwise there is not believed about what is gone', async () => {
    const place = await start();
    const { mark } = await place.changes(null);
    const [first, second] = await place.other.messages('Inbox');
    await place.other.mark(first?.href ?? '', !first?.read);
    await place.other.remove(second?.href ?? '');
    place.bent.bend(({ text }) => ({ text: text.replace(/rid:[0-9a-f]{8}/g, 'rid:00000000') }));
    expect(await place.changes(mark)).toMatchObject({ listed: [], gone: [], known: false, mark: null });
  });
});

describe('how many there are', () => {
  it('is counted in one request of one row, of all times and of some', async () => {
    const { net, inbox, requests } = await start();
    const count = async (from: number | null, before: number | null) =>
      (await net.network.call('messages.count', { accountId, folder: inbox, span: { from, before } })).count;
    const asked = requests();
    const start0 = Date.UTC(2026, 0, 1);
    expect(await count(null, null)).toBe(COUNT);
    expect(await count(start0 + 5 * 60_000, null)).toBe(COUNT - 5);
    expect(await count(start0, start0 + 5 * 60_000)).toBe(5);
    expect(await count(start0 + 3_600_000, null)).toBe(0);
    expect(requests() - asked).toBe(4);
    expect(Math.max(...net.requests.slice(asked).map(({ bytes }) => bytes))).toBeLessThan(2000);
  });
});
