import { afterEach, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { NewFolder } from '../../../electron/mock-exchange/store/content.ts';
import type { PersonalityName } from '../../../electron/mock-exchange/personality/personality.ts';
import type { Root, UserFolder } from '../../../shared/mail/roots.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { letters } from '../engine/house.ts';
import { collect, failureOf, startNetwork } from './network.ts';

const accountId = 'a';
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function start(personality: PersonalityName, more: readonly NewFolder[] = []) {
  const person = { password: 'secret', folders: [] };
  const mock = await startMockExchange({
    personality,
    language: 'fr',
    mailboxes: [
      { ...person, user: 'alex', displayName: 'Alex Moe', address: 'alex@example.com' },
      {
        ...person,
        user: 'bo.b',
        displayName: 'Bo Berg',
        address: 'bo@example.com',
        folders: [
          { name: 'Inbox', role: 'inbox', messages: await letters(3), grants: { alex: 'reviewer' } },
          { name: 'Offene', messages: await letters(1, 50) },
        ],
      },
      {
        ...person,
        user: 'bodil',
        displayName: 'Bo Dahl',
        address: 'bodil@example.com',
        folders: [
          {
            name: 'Prosjekt',
            messages: await letters(2, 100),
            folders: [{ name: 'Kai', messages: await letters(1, 200) }],
          },
        ],
        grants: { '*': 'editor' },
      },
    ],
    publicFolders: [
      {
        name: 'Company',
        messages: await letters(4, 300),
        folders: [{ name: 'Closed', messages: [], grants: {} }],
      },
      { name: 'Møterom', folderClass: 'IPF.Appointment', messages: [] },
      { name: 'News', messages: await letters(2, 400), grants: { '*': 'reviewer' } },
      ...more,
    ],
  });
  const net = await startNetwork();
  open.push(net, mock);
  const account = { url: mock.mailboxUrl('alex'), user: 'alex', password: 'secret', demo: false };
  const dialect = personality === 'rfc4918' ? 'plain' : 'exchange';
  net.service.setAccounts([{ id: accountId, ...account, dialect }]);
  const find = (user: string, folder: UserFolder) =>
    net.network.call('roots.find', { accountId, user, folder });
  const browse = (folder: string | null, from = 0) =>
    net.network.call('roots.browse', { accountId, folder, from });
  const list = async ({ path, href, whole }: Pick<Root, 'path' | 'href' | 'whole'>) =>
    (await collect(net.network.stream('roots.list', { accountId, root: { path, href, whole } }))).items;
  const rows = async (folder: string) =>
    (await collect(net.network.stream('messages.page', { accountId, folder, from: FIRST_PAGE, rows: 50 })))
      .items;
  return { mock, net, find, browse, list, rows };
}

describe.each(['2000', '2003', '2007'] as const)('another user’s folder on %s', (personality) => {
  it('is found by alias, address or name, in the mailbox’s own language, and read', async () => {
    const { find, list, rows, net } = await start(personality);
    const root = await find('bo.b', 'inbox');
    expect(root).toMatchObject({ kind: 'user', owner: 'Bo Berg', name: 'Boîte de réception', whole: false });
    expect(await find('bo@example.com', 'inbox')).toEqual(root);
    expect(await find('Bo Berg', 'inbox')).toEqual(root);
    const [folder, ...none] = await list(root);
    expect(none).toEqual([]);
    expect(folder).toMatchObject({ path: root.path, parentPath: null, role: 'none', total: 3, unread: 1 });
    const found = await rows(root.href);
    expect(found.map(({ subject }) => subject)).toEqual(['Letter 2', 'Letter 1', 'Letter 0']);
    const [item] = found;
    if (!item) throw new Error('no letter');
    expect(await net.network.call('message.body', { accountId, item, size: 500 })).toMatchObject({
      kind: 'mime',
    });
    const args = { accountId, folder: root.href, items: [item] };
    expect(
      await net.network.call('flags.mark', { ...args, mark: { kind: 'read', read: true } }),
    ).toMatchObject([{ failure: { kind: 'forbidden', status: 403 } }]);
    expect(await net.network.call('messages.remove', args)).toMatchObject([
      { failure: { kind: 'forbidden', status: 403 } },
    ]);
  });

  it('is a whole mailbox where rights allow, with the folders in it', async () => {
    const { find, list, rows, net } = await start(personality);
    const root = await find('bodil', 'whole');
    expect(root).toMatchObject({ owner: 'Bo Dahl', name: 'Bo Dahl', whole: true });
    const folders = await list(root);
    expect(folders[0]).toMatchObject({ path: root.path, parentPath: null });
    const project = folders.find(({ name }) => name === 'Prosjekt');
    const quay = folders.find(({ name }) => name === 'Kai');
    expect([project?.parentPath, quay?.parentPath]).toEqual([root.path, project?.path]);
    if (!project || !quay) throw new Error('no folders');
    const [item] = await rows(project.href);
    if (!item) throw new Error('no letter');
    const move = { accountId, folder: project.href, items: [item], target: quay.href };
    expect(await net.network.call('messages.move', move)).toMatchObject([{ failure: null }]);
    expect(await rows(quay.href)).toHaveLength(2);
  });

  it('is refused in a sentence: nobody, several, no rights, oneself', async () => {
    const { find } = await start(personality);
    expect(await failureOf(find('zoe', 'inbox'))).toMatchObject({ kind: 'not-found' });
    expect((await failureOf(find('Bo', 'inbox'))).sentence).toContain('Bo Berg (bo@example.com), Bo Dahl');
    const refused = await failureOf(find('bo.b', 'whole'));
    expect(refused).toMatchObject({ kind: 'forbidden', status: 403 });
    expect(refused.sentence).toContain('Bo Berg has not let you into this folder (403)');
    expect(await failureOf(find('bo.b', 'sent'))).toMatchObject({ kind: 'forbidden' });
    expect(await failureOf(find('Alex Moe', 'inbox'))).toMatchObject({ kind: 'invalid-input' });
  });
});

describe.each(['2000', '2003', '2007'] as const)('public folders on %s', (personality) => {
  it('are gone through level by level and read', async () => {
    const { browse, list, rows } = await start(personality);
    const top = await browse(null);
    expect(top.next).toBeNull();
    expect(top.folders.map(({ name, isMail, hasFolders }) => [name, isMail, hasFolders])).toEqual([
      ['Company', true, true],
      ['Møterom', false, false],
      ['News', true, false],
    ]);
    const [company] = top.folders;
    if (!company) throw new Error('no folder');
    expect(await browse(company.href)).toEqual({ folders: [], next: null });
    const [folder] = await list({ ...company, whole: false });
    expect(folder).toMatchObject({ name: 'Company', total: 4, unread: null });
    expect(folder?.contentTag).not.toBeNull();
    expect(await rows(company.href)).toHaveLength(4);
  });

  it('are moved among each other as far as rights go', async () => {
    const { browse, rows, net } = await start(personality);
    const [company, , news] = (await browse(null)).folders;
    if (!company || !news) throw new Error('no folders');
    const move = async (folder: string, target: string) => {
      const items = (await rows(folder)).slice(0, 2);
      return await net.network.call('messages.move', { accountId, folder, items, target });
    };
    expect(await failureOf(move(company.href, news.href))).toMatchObject({ kind: 'forbidden', status: 403 });
    expect(await failureOf(move(news.href, company.href))).toMatchObject({ kind: 'forbidden', status: 403 });
    expect([await rows(company.href), await rows(news.href)].map(({ length }) => length)).toEqual([4, 2]);
  });
});

describe('a public tree of thousands', () => {
  it('is never listed whole: two hundred a question, nothing of what lies below', async () => {
    const many = Array.from({ length: 450 }, (_, nth) => ({
      name: `Room ${String(nth).padStart(4, '0')}`,
      messages: [],
      folders: [{ name: 'Inside', messages: [] }],
    }));
    const { browse, mock } = await start('2003', many);
    const first = await browse(null);
    expect([first.folders.length, first.next]).toEqual([200, 200]);
    const second = await browse(null, 200);
    const third = await browse(null, 400);
    expect([second.next, third.next]).toEqual([400, null]);
    const names = [first, second, third].flatMap(({ folders }) => folders.map(({ name }) => name));
    expect(new Set(names).size).toBe(453);
    expect(mock.journal.filter(({ method }) => method === 'SEARCH')).toHaveLength(3);
  });
});

describe('a server without public folders or others’ mailboxes', () => {
  it('says so in a sentence', async () => {
    const { browse, find } = await start('rfc4918');
    expect(await failureOf(browse(null))).toMatchObject({ kind: 'unsupported' });
    expect(await failureOf(find('bo.b', 'inbox'))).toMatchObject({ kind: 'unsupported' });
  });

  it('may have a filter before the address list: what was typed is tried', async () => {
    const { browse, find, mock } = await start('2003');
    const where = { method: 'GET', path: '/exchange/alex/' };
    mock.faults.add({ id: 'filter', where, step: 'before-read', what: { kind: 'status', status: 404 } });
    expect(await find('bo@example.com', 'inbox')).toMatchObject({ owner: 'bo@example.com' });
    const gone = { path: '/public/' };
    mock.faults.add({ id: 'none', where: gone, step: 'before-read', what: { kind: 'status', status: 404 } });
    expect((await failureOf(browse(null))).sentence).toContain('no public folders at the usual place (404)');
  });
});
