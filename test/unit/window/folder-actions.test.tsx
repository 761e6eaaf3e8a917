// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { contentsOf, folderSites, isForGood } from '../../../renderer/features/mail/folders/folder-places.ts';
import type { FolderRow } from '../../../renderer/store/tables.ts';
import { fail } from '../../../shared/errors.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, fakeServices, mail, type World } from './support/fake-services.ts';
import { english } from '../../../shared/language/say.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

function folder(path: string, more: Partial<FolderRow> = {}): FolderRow {
  const at = path.lastIndexOf('/');
  return {
    id: `a|${path}`,
    accountId: 'a',
    path,
    href: `${path}/`,
    parentPath: at > 0 ? path.slice(0, at) : null,
    name: path.slice(at + 1),
    role: 'none',
    total: 3,
    unread: 0,
    contentTag: null,
    ...more,
  };
}
const PROJECTS = folder('/Projects');
const QUAY = folder('/Projects/Quay', { total: 4 });
const TRASH = folder('/Trash', { role: 'deleted', name: 'Deleted Items' });

async function show(world: World = {}) {
  const fakes = await fakeServices({ rows: [mail(1)], folders: [PROJECTS, QUAY, TRASH], ...world });
  render(<App services={fakes.services} />);
  const line = await screen.findByRole('treeitem', { name: /^Projects/ });
  fireEvent.click(line);
  return { ...fakes, line };
}
const dialog = (name: string) => within(screen.getByRole('dialog', { name }));

describe('where folders can be', () => {
  const all = [PROJECTS, QUAY, TRASH, folder('/Other', { accountId: 'b', id: 'b|/Other' })];
  it('is anywhere in their account but in themselves', () => {
    expect(folderSites(all, 'a', null, english()).map(({ label }) => label)).toEqual([
      'The top of the mailbox',
      'Deleted Items',
      'Projects',
      'Projects / Quay',
    ]);
    expect(folderSites(all, 'a', PROJECTS, english()).map(({ label }) => label)).toEqual([
      'The top of the mailbox',
      'Deleted Items',
    ]);
  });
  it('ends also where a server lists a circle', () => {
    const circle = [folder('/a', { parentPath: '/b' }), folder('/b', { parentPath: '/a' })];
    expect(folderSites(circle, 'a', circle[0] ?? null, english())).toHaveLength(1);
  });
  it('says what a deletion takes along, and whether it is for good', () => {
    expect(contentsOf(all, PROJECTS)).toEqual({ messages: 7, folders: 1 });
    expect(isForGood(all, PROJECTS)).toBe(false);
    expect(isForGood([PROJECTS], PROJECTS)).toBe(true);
    const inside = folder('/Trash/Old');
    expect(isForGood([TRASH, inside], inside)).toBe(true);
  });
});

describe('a folder', () => {
  it('is made in the one that is open', async () => {
    const { services, asked } = await show({
      engine: { 'folders.create': () => ({ folderId: 'a|/Projects/New', step: 1 }) },
    });
    act(() => services.commands.send('new-folder'));
    fireEvent.change(dialog('New folder').getByLabelText('Name'), { target: { value: 'New' } });
    fireEvent.click(dialog('New folder').getByRole('button', { name: 'Make folder' }));
    await waitFor(() =>
      expect(asked('folders.create')).toEqual([{ accountId: 'a', parentId: 'a|/Projects', name: 'New' }]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is made at the top of an account from its own line', async () => {
    const { asked } = await show({
      engine: { 'folders.create': () => ({ folderId: 'a|/New', step: 1 }) },
    });
    fireEvent.contextMenu(screen.getByText('Work', { selector: '.tree-account *' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'New folder…' }));
    fireEvent.change(dialog('New folder').getByLabelText('Name'), { target: { value: 'New' } });
    fireEvent.click(dialog('New folder').getByRole('button', { name: 'Make folder' }));
    await waitFor(() =>
      expect(asked('folders.create')).toEqual([{ accountId: 'a', parentId: null, name: 'New' }]),
    );
  });

  it('on this computer is kept already, and is the only copy', async () => {
    const local = { ...ACCOUNT, dialect: 'local' as const };
    const { services } = await show({ accounts: [local], folders: [PROJECTS] });
    act(() => services.commands.send('keep-folder'));
    await screen.findByText('All of this folder is on this computer already.');
    act(() => services.commands.send('delete-folder'));
    expect(screen.getByText(/^It leaves this computer with 3 messages, the only copy\./)).toBeTruthy();
  });

  it('is renamed by F2; a name that cannot be is said in the dialog, which stays', async () => {
    let tries = 0;
    const { line, asked } = await show({
      engine: {
        'folders.place': () => {
          tries += 1;
          if (tries === 1) throw fail('conflict', 'There is a folder Quay here already.');
          return { step: 5 };
        },
        'folders.undo': () => null,
      },
    });
    fireEvent.keyDown(line, { key: 'F2' });
    const asks = dialog('Rename or move folder');
    expect(asks.getByLabelText('Name')).toHaveProperty('value', 'Projects');
    fireEvent.change(asks.getByLabelText('Name'), { target: { value: 'Works' } });
    fireEvent.change(asks.getByLabelText('In'), { target: { value: 'a|/Trash' } });
    fireEvent.click(asks.getByRole('button', { name: 'Change' }));
    await asks.findByText('There is a folder Quay here already.');
    fireEvent.click(asks.getByRole('button', { name: 'Change' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('folders.place').at(-1)).toEqual({
      folderId: 'a|/Projects',
      parentId: 'a|/Trash',
      name: 'Works',
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked('folders.undo')).toEqual([{ step: 5 }]));
  });

  it('is deleted by its menu, after it was said what goes along', async () => {
    const { line, asked } = await show({ engine: { 'folders.remove': () => ({ step: 2 }) } });
    fireEvent.contextMenu(line, { clientX: 40, clientY: 8 });
    expect(screen.getByRole('menu', { name: 'Projects' }).style.left).toBe('40px');
    const menu = within(screen.getByRole('menu', { name: 'Projects' }));
    fireEvent.click(menu.getByRole('menuitem', { name: 'Delete…' }));
    const asks = dialog('Delete “Projects”');
    expect(asks.getByText('It goes to Deleted Items with 7 messages and 1 folder.')).toBeTruthy();
    fireEvent.click(asks.getByRole('button', { name: 'Delete folder' }));
    await waitFor(() =>
      expect(asked('folders.remove')).toEqual([{ folderId: 'a|/Projects', forGood: false }]),
    );
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('of the mailbox itself is left as it is', async () => {
    const { services } = await show();
    fireEvent.click(screen.getByRole('treeitem', { name: /^Inbox/ }));
    act(() => services.commands.send('delete-folder'));
    await screen.findByText(/^This folder belongs to the mailbox/);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('that the server has moved stays in view under its new id', async () => {
    const { database } = await show();
    await screen.findByRole('heading', { name: 'Projects' });
    await act(async () => {
      await database.folders.delete(PROJECTS.id);
      await database.folders.put({ ...PROJECTS, id: 'a|/Projects2', path: '/Projects2' });
    });
    await waitFor(() =>
      expect(screen.getByRole('treeitem', { name: /^Projects/ }).getAttribute('aria-selected')).toBe('true'),
    );
  });
});
