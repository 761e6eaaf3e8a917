import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { letter, letters } from '../engine/house.ts';
import { collect, failureOf, startNetwork, type TestNetwork } from './network.ts';

const accountId = 'demo';
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function start(rules: readonly RuleInput[] = []) {
  const folders = [
    { name: 'Inbox', role: 'inbox' as const, messages: await letters(6) },
    { name: 'Projects', messages: await letters(1, 100) },
  ];
  const mailbox = {
    user: 'alex',
    displayName: 'Alex',
    address: 'alex@example.com',
    password: 'secret',
    folders,
  };
  const mock = await startMockExchange({ mailboxes: [mailbox], rules });
  const net = await startNetwork();
  open.push(net, mock);
  const url = mock.mailboxUrl('alex');
  net.service.setAccounts([{ id: accountId, url, user: 'alex', password: 'secret', demo: true }]);
  const { items } = await collect(net.network.stream('folders.list', { accountId }));
  const at = (name: string) => items.find((each) => each.name === name)?.href ?? '';
  return { mock, net, inbox: at('Inbox'), projects: at('Projects') };
}
async function rows(net: TestNetwork, folder: string) {
  const page = { accountId, folder, from: FIRST_PAGE, rows: 50 };
  return (await collect(net.network.stream('messages.page', page))).items;
}
const names = async (net: TestNetwork, folder: string) =>
  (await rows(net, folder))
    .map(({ subject }) => Number(subject.replace('Letter ', '')))
    .sort((a, b) => a - b);
const refs = (list: Awaited<ReturnType<typeof rows>>) =>
  list.map(({ href, permanentUrl, messageId }) => ({ href, permanentUrl, messageId }));
const verbs = (mock: MockExchange) =>
  mock.journal.map(({ method }) => method).filter((method) => /MOVE|DELETE/.test(method));
const lost = (method: string, step: 'after-headers' | 'after-commit-before-reply'): RuleInput => ({
  where: { method },
  step,
  what: { kind: 'reset' },
  howLong: { count: 1 },
});

describe('moving messages', () => {
  it('is one request for many, and says where each is now', async () => {
    const { net, mock, inbox, projects } = await start();
    const items = refs((await rows(net, inbox)).slice(0, 3));
    const results = await net.network.call('messages.move', {
      accountId,
      folder: inbox,
      items,
      target: projects,
    });
    expect(results.map(({ failure }) => failure)).toEqual([null, null, null]);
    expect(verbs(mock)).toEqual(['BMOVE']);
    expect(await names(net, inbox)).toEqual([0, 1, 2]);
    expect(await names(net, projects)).toEqual([3, 4, 5, 100]);
    const there = (await rows(net, projects)).map(({ href }) => href);
    for (const { newHref } of results) expect(there).toContain(newHref);
  });

  it('goes one by one where the server does not know the verb, which is remembered', async () => {
    const rule: RuleInput = {
      where: { method: 'BMOVE' },
      step: 'before-read',
      what: { kind: 'status', status: 501 },
    };
    const { net, mock, inbox, projects } = await start([rule]);
    const items = refs(await rows(net, inbox));
    for (const some of [items.slice(0, 2), items.slice(2, 4)])
      await net.network.call('messages.move', { accountId, folder: inbox, items: some, target: projects });
    expect(verbs(mock)).toEqual(['BMOVE', 'MOVE', 'MOVE', 'MOVE', 'MOVE']);
    expect(await names(net, projects)).toEqual([2, 3, 4, 5, 100]);
  });

  it('finds by permanent URL what another program moved, and says what is gone', async () => {
    const { net, inbox, projects } = await start();
    const [first, second] = refs(await rows(net, inbox));
    if (!first || !second) throw new Error('no rows');
    const items = [
      { ...first, href: `${inbox}renamed.EML` },
      { href: `${inbox}gone.EML`, permanentUrl: null, messageId: '<gone@example.com>' },
      second,
    ];
    const args = { accountId, folder: inbox, items, target: projects };
    const results = await net.network.call('messages.move', args);
    expect(results.map(({ failure }) => failure?.kind ?? null)).toEqual([null, 'not-found', null]);
    expect(await names(net, projects)).toEqual([4, 5, 100]);
  });

  it.each(['BMOVE', 'MOVE'])('%s whose answer was lost is found done at the next call', async (verb) => {
    const { net, mock, inbox, projects } = await start([lost(verb, 'after-commit-before-reply')]);
    const items = refs(await rows(net, inbox)).slice(0, verb === 'MOVE' ? 1 : 3);
    const args = { accountId, folder: inbox, items, target: projects };
    expect((await failureOf(net.network.call('messages.move', args))).kind).toBe('interrupted');
    const again = await net.network.call('messages.move', args);
    expect(again.map(({ failure }) => failure)).toEqual(items.map(() => null));
    const there = (await rows(net, projects)).map(({ href }) => href);
    for (const { newHref } of again) expect(there).toContain(newHref);
    expect(mock.folders('alex').reduce((sum, { total }) => sum + total, 0)).toBe(7);
  });

  it('that was lost before it arrived is done at the next call', async () => {
    const { net, inbox, projects } = await start([lost('BMOVE', 'after-headers')]);
    const items = refs(await rows(net, inbox)).slice(0, 2);
    const args = { accountId, folder: inbox, items, target: projects };
    expect((await failureOf(net.network.call('messages.move', args))).kind).toBe('interrupted');
    await net.network.call('messages.move', args);
    expect(await names(net, projects)).toEqual([4, 5, 100]);
  });

  it('never replaces what has the same name', async () => {
    const { net, mock, inbox, projects } = await start();
    const newest = async () => refs(await rows(net, inbox)).slice(0, 1);
    const move = async () =>
      net.network.call('messages.move', {
        accountId,
        folder: inbox,
        items: await newest(),
        target: projects,
      });
    await move();
    await mock.deliver('alex', await letter(5));
    const [second] = await move();
    expect(second?.failure).toBeNull();
    expect(await names(net, projects)).toEqual([5, 5, 100]);
    const there = (await rows(net, projects)).map(({ href }) => href);
    expect(there).toContain(second?.newHref);
  });
});

describe('removing messages', () => {
  it('is one request for many; what is gone already is removed', async () => {
    const { net, mock, inbox } = await start();
    const items = refs((await rows(net, inbox)).slice(0, 3));
    const args = { accountId, folder: inbox, items };
    const all = items.map(({ href }) => ({ href, failure: null }));
    expect(await net.network.call('messages.remove', args)).toEqual(all);
    expect(verbs(mock)).toEqual(['BDELETE']);
    expect(await net.network.call('messages.remove', args)).toEqual(all);
    expect(await names(net, inbox)).toEqual([0, 1, 2]);
  });

  it('goes one by one where the server does not know the verb, and over a lost answer', async () => {
    const unknown: RuleInput = {
      where: { method: 'BDELETE' },
      step: 'before-read',
      what: { kind: 'status', status: 501 },
    };
    const { net, mock, inbox } = await start([unknown, lost('DELETE', 'after-commit-before-reply')]);
    const items = refs((await rows(net, inbox)).slice(0, 2));
    const args = { accountId, folder: inbox, items };
    expect((await failureOf(net.network.call('messages.remove', args))).kind).toBe('interrupted');
    const again = await net.network.call('messages.remove', args);
    expect(again.map(({ failure }) => failure)).toEqual([null, null]);
    expect(verbs(mock)[0]).toBe('BDELETE');
    expect(await names(net, inbox)).toEqual([0, 1, 2, 3]);
  });
});
