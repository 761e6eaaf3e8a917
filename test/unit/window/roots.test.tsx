// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { deletionsOf } from '../../../renderer/features/mail/deletions.ts';
import { itemName, visibleItems } from '../../../renderer/features/mail/folders/tree-model.ts';
import { moveTargets } from '../../../renderer/features/mail/move-targets.ts';
import type { FolderRow } from '../../../renderer/store/tables.ts';
import { fail } from '../../../shared/errors.ts';
import { type Root, storeOf } from '../../../shared/mail/roots.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, fakeServices, folder, mail, type World } from './support/fake-services.ts';
import { english } from '../../../shared/language/say.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const root = (path: string, more: Partial<Root> = {}): Root => ({
  kind: 'public',
  path,
  href: `${path}/`,
  name: path.slice(path.lastIndexOf('/') + 1),
  owner: '',
  whole: false,
  ...more,
});
const NEWS = root('/public/News');
const BO = root('/exchange/bo', { kind: 'user', name: 'Bo Berg', owner: 'Bo Berg', whole: true });
const ADA = root('/exchange/ada/Inbox', { kind: 'user', owner: 'Ada Lie' });
const row = (path: string, of: Root): FolderRow => ({
  ...folder(`a|${path}`),
  name: path.slice(path.lastIndexOf('/') + 1),
  parentPath: path === of.path ? null : path.slice(0, path.lastIndexOf('/')),
  root: of.path,
});
const OUTSIDE = [
  row(NEWS.path, NEWS),
  row(BO.path, BO),
  row('/exchange/bo/Projects', BO),
  row('/exchange/bo/Projects/Quay', BO),
  row(ADA.path, ADA),
];
const account = { ...ACCOUNT, roots: [NEWS, BO, ADA] };

describe('the tree', () => {
  const own = folder('a|/Inbox', 'inbox');
  const items = visibleItems([account], [own, ...OUTSIDE], new Set(), english());
  it('has a branch for each user, and one for the public folders, under the mailbox’s own', () => {
    expect(items.map((item) => [item.level, itemName(item, english())])).toEqual([
      [1, 'Work'],
      [2, 'Inbox'],
      [2, 'Ada Lie'],
      [3, 'Inbox'],
      [2, 'Bo Berg'],
      [3, 'Projects'],
      [2, 'Public Folders'],
      [3, 'News'],
    ]);
    const second = items.filter(({ level }) => level === 2);
    expect(second.map(({ position, siblings }) => [position, siblings])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });
  it('shows nothing of what is off the list', () => {
    const names = visibleItems([ACCOUNT], [own, ...OUTSIDE], new Set(), english()).map((item) =>
      itemName(item, english()),
    );
    expect(names).toEqual(['Work', 'Inbox']);
  });
});

describe('where messages can go', () => {
  const own = [folder('a|/Inbox', 'inbox'), folder('a|/Trash', 'deleted')];
  const all = [...own, ...OUTSIDE];
  it('is their own mailbox, or the public folders', () => {
    const labels = (id: string) =>
      moveTargets(all, { accountId: 'a', id }, '').map(({ folder: { path } }) => path);
    expect(labels('a|/Inbox')).toEqual(['/Trash']);
    expect(labels('a|/exchange/bo/Projects').sort()).toEqual(['/exchange/bo', '/exchange/bo/Projects/Quay']);
    expect(labels(`a|${NEWS.path}`)).toEqual([]);
    expect(storeOf(OUTSIDE[2] as FolderRow)).toBe('exchange/bo');
    expect(storeOf(own[0] as FolderRow)).toBe('');
  });
  it('is not Deleted Items from elsewhere: they go for good, after a question', () => {
    const rows = [mail(1), mail(2, { folderId: `a|${NEWS.path}` })];
    const { moves, rest } = deletionsOf(rows, all);
    expect(moves.map(({ messageIds }) => messageIds)).toEqual([['a|/m1']]);
    expect(rest).toEqual(['a|/m2']);
  });
});

async function show(world: World = {}) {
  const fakes = await fakeServices({ rows: [mail(1)], folders: OUTSIDE, accounts: [account], ...world });
  render(<App services={fakes.services} />);
  await screen.findByRole('treeitem', { name: 'Public Folders' });
  // Whoever listens for commands does so after the first picture.
  await act(async () => undefined);
  const send = (command: Parameters<typeof fakes.services.commands.send>[0]) =>
    act(() => fakes.services.commands.send(command));
  return { ...fakes, send };
}
const dialog = async (name: string) => within(await screen.findByRole('dialog', { name }));

describe('another user’s folder', () => {
  it('is asked for by name and folder, and put on the list', async () => {
    const { asked, send } = await show({ engine: { 'roots.find': () => ADA } });
    send('open-user-folder');
    const form = await dialog('Open another user’s folder');
    fireEvent.change(form.getByLabelText('Name or address'), { target: { value: 'Ada Lie' } });
    fireEvent.change(form.getByLabelText('Folder'), { target: { value: 'sent' } });
    fireEvent.click(form.getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('roots.find')).toEqual([{ accountId: 'a', user: 'Ada Lie', folder: 'sent' }]);
    expect(asked('root.set')).toEqual([{ accountId: 'a', root: ADA, listed: true }]);
  });

  it('stays a question where the server refuses, with the sentence', async () => {
    const refuse = () => {
      throw fail('forbidden', 'Ada Lie has not let you into this folder (403).');
    };
    const { asked, send } = await show({ engine: { 'roots.find': refuse } });
    send('open-user-folder');
    const form = await dialog('Open another user’s folder');
    fireEvent.change(form.getByLabelText('Name or address'), { target: { value: 'ada' } });
    fireEvent.click(form.getByRole('button', { name: 'Open' }));
    expect(await form.findByText('Ada Lie has not let you into this folder (403).')).toBeTruthy();
    expect(asked('root.set')).toEqual([]);
  });

  it('needs an account on Exchange', async () => {
    const { send } = await show({ accounts: [{ ...account, dialect: 'plain' }] });
    send('open-user-folder');
    expect(await screen.findByText(/no account is/)).toBeTruthy();
  });
});

describe('public folders', () => {
  const level = (names: readonly string[], next: number | null = null) => ({
    folders: names.map((name) => ({
      path: `/public/${name}`,
      href: `/public/${name}/`,
      name,
      isMail: name !== 'Rooms',
      hasFolders: name === 'Company',
    })),
    next,
  });
  const browse = ({ folder: at, from }: { folder: string | null; from: number }) => {
    if (at !== null) return level(['Company/Canteen']);
    return from === 0 ? level(['Company', 'News', 'Rooms'], 3) : level(['Zebra']);
  };

  it('are gone through level by level; what is ticked is on the list', async () => {
    const { asked, send } = await show({ engine: { 'roots.browse': browse } });
    send('public-folders');
    const box = await dialog('Public folders');
    const news = (await box.findByLabelText('News')) as HTMLInputElement;
    expect(news.checked).toBe(true);
    expect((box.getByLabelText(/^Rooms/) as HTMLInputElement).disabled).toBe(true);
    fireEvent.click(box.getByRole('button', { name: 'Show more' }));
    fireEvent.click(await box.findByLabelText('Zebra'));
    await waitFor(() =>
      expect(asked('root.set')).toEqual([{ accountId: 'a', root: root('/public/Zebra'), listed: true }]),
    );
    fireEvent.click(news);
    await waitFor(() => expect(asked('root.set')).toHaveLength(2));
    expect(asked('root.set').at(-1)).toEqual({ accountId: 'a', root: NEWS, listed: false });
    fireEvent.click(box.getByRole('button', { name: 'Look inside Company' }));
    expect(await box.findByText('Public Folders / Company')).toBeTruthy();
    expect(await box.findByLabelText('Company/Canteen')).toBeTruthy();
    fireEvent.click(box.getByRole('button', { name: 'Up one level' }));
    expect(await box.findByLabelText('News')).toBeTruthy();
    expect(asked('roots.browse')).toHaveLength(4);
  });

  it('say why where there are none', async () => {
    const none = () => {
      throw fail('unsupported', 'There are none here (404).');
    };
    const { send } = await show({ engine: { 'roots.browse': none } });
    send('public-folders');
    expect(await (await dialog('Public folders')).findByText('There are none here (404).')).toBeTruthy();
  });
});

describe('a folder that is not of the mailbox', () => {
  it('is taken off the list by key, with a way back, and is not renamed', async () => {
    const { asked } = await show();
    const line = await screen.findByRole('treeitem', { name: 'News' });
    fireEvent.click(line);
    fireEvent.keyDown(line, { key: 'F2' });
    expect(await screen.findByText(/This folder is not in your mailbox/)).toBeTruthy();
    fireEvent.keyDown(line, { key: 'Delete' });
    expect(await screen.findByText(/News is off your list/)).toBeTruthy();
    expect(asked('root.set')).toEqual([{ accountId: 'a', root: NEWS, listed: false }]);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked('root.set')).toHaveLength(2));
    expect(asked('root.set').at(-1)).toEqual({ accountId: 'a', root: NEWS, listed: true });
  });

  it('offers that in its menu, for a whole mailbox too', async () => {
    const { asked } = await show();
    fireEvent.contextMenu(await screen.findByRole('treeitem', { name: 'Projects' }));
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'Keep on this computer…',
      'Take off the list',
    ]);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Take off the list' }));
    await waitFor(() => expect(asked('root.set')).toEqual([{ accountId: 'a', root: BO, listed: false }]));
  });
});
