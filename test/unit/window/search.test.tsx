// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { SearchQuery } from '../../../shared/contracts/engine.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, failing, fakeServices, folder, mail, NOW, type World } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const OTHER = { ...ACCOUNT, id: 'b', name: 'Harbour' };
const FOLDERS = [
  folder('a|/Deleted Items', 'deleted'),
  folder('a|/Projects'),
  folder('b|/Inbox', 'inbox'),
  folder('b|/Trash', 'deleted'),
];
const ROWS = [
  mail(1, { subject: 'Subject quay', flagged: true }),
  mail(2, { subject: 'Subject pier', folderId: 'a|/Projects', flagged: true, read: false }),
  mail(3, { subject: 'Subject bay', id: 'b|/m3', accountId: 'b', folderId: 'b|/Inbox', flagged: true }),
];
const found = (ids: readonly string[] = ROWS.map(({ id }) => id)) => ({
  ids,
  total: ids.length,
  bodies: { here: 2, messages: 3 },
  indexing: 0,
});

/** The window with an engine that moves and marks in the store, as the real one does. */
async function show(world: World = {}) {
  const steps = new Map<number, { readonly ids: readonly string[]; readonly back: string }>();
  let writer: ReturnType<typeof openWriter> | undefined;
  const fakes = await fakeServices({
    accounts: [ACCOUNT, OTHER],
    folders: FOLDERS,
    rows: ROWS,
    ...world,
    engine: {
      'search.find': () => found(),
      'messages.move': async ({ messageIds, folderId }: { messageIds: string[]; folderId: string }) => {
        const placed = (await writer?.place(messageIds, folderId, NOW)) ?? [];
        for (const { row } of placed) steps.set(steps.size + 1, { ids: [row.id], back: row.folderId });
        return { step: placed.length === 0 ? null : steps.size, count: placed.length };
      },
      'messages.undo': async ({ step }: { step: number }) => {
        const { ids, back } = steps.get(step) ?? { ids: [], back: '' };
        await writer?.place(ids, back, NOW);
        return null;
      },
      'messages.flag': () => ({ step: null, count: 0 }),
      ...world.engine,
    },
  });
  writer = openWriter(fakes.database);
  render(<App services={fakes.services} />);
  await screen.findByRole('row', { name: /Subject quay/ });
  return fakes;
}
const field = () => screen.getByRole('searchbox') as HTMLInputElement;
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const results = () => screen.findByRole('grid', { name: 'Results' });
const subjects = () =>
  [...document.querySelectorAll('.row-subject')].map(({ textContent }) => textContent?.slice(8));
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? window, { key, ...more });
const all = async () => {
  const list = await results();
  await waitFor(() => expect(subjects()).toHaveLength(3));
  fireEvent.keyDown(list, { key: 'ArrowDown' });
  await waitFor(() => expect(list.getAttribute('aria-activedescendant')).toBeTruthy());
  fireEvent.keyDown(list, { key: 'a', ctrlKey: true });
  await screen.findByText('3 messages selected');
};
const sound = async () => {
  // The DOM of the tests has no layout: contrast and regions are looked at in the application.
  const options = { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } } as const;
  const { violations } = await axe.run(document.body, options);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

describe('the search field', () => {
  it('asks for what is written, and shows it over all accounts with its folders', async () => {
    const { asked } = await show();
    type('sub');
    await results();
    await waitFor(() => expect(subjects()).toEqual(['quay', 'pier', 'bay']));
    const query = asked('search.find').at(-1) as SearchQuery;
    expect(query).toMatchObject({
      accountId: null,
      clauses: [{ not: false, term: { kind: 'words', text: 'sub' } }],
    });
    expect(screen.getByText('3 messages', { selector: '.list-head .meta' })).toBeTruthy();
    expect(screen.getByText(/Searched this computer: 1 of 3 bodies are not here/)).toBeTruthy();
    expect((await results()).querySelector('.tag')?.textContent).toBe('Inbox');
    await sound();
  });

  it('stays in one account where the person says so', async () => {
    const { asked } = await show();
    type('sub');
    fireEvent.click(await screen.findByLabelText(/Only/));
    await waitFor(() => expect(asked('search.find').at(-1)).toMatchObject({ accountId: 'a' }));
  });

  it('is left with Escape: the folder is there again', async () => {
    await show();
    type('sub');
    await results();
    fireEvent.keyDown(field(), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Results' })).toBeNull());
    expect(field().value).toBe('');
    expect(screen.getByRole('treegrid', { name: 'Inbox' })).toBeTruthy();
  });

  it('says that nothing was found, and why nothing could be looked for', async () => {
    const sentence = 'The index of words could not be started.';
    const world: { engine: NonNullable<World['engine']> } = { engine: { 'search.find': () => found([]) } };
    await show(world);
    type('zebra');
    await screen.findByText('Nothing found on this computer.');
    cleanup();
    await show({ engine: { 'search.find': failing({ kind: 'unsupported', sentence }) } });
    type('zebra');
    await screen.findByText(sentence);
  });

  it('has a chip for each operator; one that it does not know is a question', async () => {
    await show();
    type('quay is:unread lager:5M');
    const chips = within(await screen.findByRole('list', { name: 'What is looked for' }));
    expect(
      chips.getByRole('button', { name: /^Remove lager:5M\. There is no operator lager:/ }),
    ).toBeTruthy();
    fireEvent.click(chips.getByRole('button', { name: 'Remove is:unread' }));
    expect(field().value).toBe('quay lager:5M');
    await sound();
  });

  it('asks the servers only when told, and says what each answered', async () => {
    const world = {
      engine: {
        'search.server': ({ accountId }: { accountId: string }) =>
          accountId === 'a'
            ? { ids: ['a|/m2'], more: true }
            : failing({ kind: 'throttled', sentence: 'The server is busy (503).' })(),
        'search.find': () => found(['a|/m1']),
      },
    };
    const { asked } = await show(world);
    type('sub');
    await waitFor(() => expect(subjects()).toEqual(['quay']));
    expect(asked('search.server')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Search on the server' }));
    await waitFor(() => expect(subjects()).toEqual(['quay', 'pier']));
    await screen.findByText(/1 message found on the server. It may hold more/);
    expect(screen.getByText('Harbour: The server is busy (503).')).toBeTruthy();
  });
});

describe('a server that cannot search', () => {
  const noSearch = 'This server keeps files and cannot search in them.';

  it('is not asked, and says why', async () => {
    // What kind of server it is says nothing of what it can.
    await show({ accounts: [ACCOUNT], state: { noSearch: { sentence: noSearch } } });
    type('sub');
    await screen.findByText(noSearch);
    expect(screen.queryByRole('button', { name: 'Search on the server' })).toBeNull();
  });

  it('leaves the others to be asked, whatever they are', async () => {
    const other = { ...OTHER, dialect: 'plain' as const };
    const engine = { 'search.server': () => ({ ids: [], more: false }) };
    const { asked } = await show({
      accounts: [ACCOUNT, other],
      state: { noSearch: { sentence: noSearch } },
      engine,
    });
    type('sub');
    fireEvent.click(await screen.findByRole('button', { name: 'Search on the server' }));
    await waitFor(() => expect(asked('search.server')).toMatchObject([{ accountId: 'b' }]));
    expect(screen.queryByText(noSearch)).toBeNull();
  });
});

describe('a search with a name', () => {
  it('is saved, chosen in the tree, renamed and deleted', async () => {
    const { asked } = await show();
    type('from:ada');
    fireEvent.click(await screen.findByRole('button', { name: 'Save this search…' }));
    const name = await screen.findByLabelText('Name');
    fireEvent.change(name, { target: { value: ' Ada ' } });
    fireEvent.keyDown(name, { key: 'Enter' });
    const line = () => screen.findByRole('treeitem', { name: 'Ada' });
    expect((await line()).getAttribute('aria-selected')).toBe('true');
    expect(asked('searches.set')).toMatchObject([{ list: [{ name: 'Ada', text: 'from:ada' }] }]);

    fireEvent.click(screen.getByRole('treeitem', { name: /^Projects/ }));
    await waitFor(() => expect(field().value).toBe(''));
    fireEvent.click(await line());
    await waitFor(() => expect(field().value).toBe('from:ada'));

    fireEvent.click(await screen.findByRole('button', { name: 'Rename this search…' }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Ada L' } });
    await sound();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('treeitem', { name: 'Ada L' });
    fireEvent.click(screen.getByRole('button', { name: 'Delete this search' }));
    await waitFor(() => expect(screen.queryByRole('treeitem', { name: 'Ada L' })).toBeNull());
    expect(asked('searches.set').at(-1)).toEqual({ list: [] });
  });
});

describe('a search with a name, in the tree', () => {
  const kept = { id: 'ab', name: 'Ada', text: 'from:ada' };
  const withSearch = () => show({ bridge: { 'searches.list': () => [kept] } });

  it('is renamed by F2', async () => {
    const { asked } = await withSearch();
    const line = await screen.findByRole('treeitem', { name: 'Ada' });
    fireEvent.click(line);
    await screen.findByRole('button', { name: 'Rename this search…' });
    fireEvent.keyDown(line, { key: 'F2' });
    const name = await screen.findByLabelText('Name');
    fireEvent.change(name, { target: { value: 'Ada L' } });
    fireEvent.keyDown(name, { key: 'Enter' });
    expect(await screen.findByRole('treeitem', { name: 'Ada L' })).toBeTruthy();
    expect(asked('searches.set')).toEqual([{ list: [{ ...kept, name: 'Ada L' }] }]);
  });

  it('is removed by its menu and by Delete, and brought back', async () => {
    const { asked } = await withSearch();
    const line = () => screen.findByRole('treeitem', { name: 'Ada' });
    fireEvent.contextMenu(await line());
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'Rename…',
      'Delete',
    ]);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByRole('treeitem', { name: 'Ada' })).toBeNull());
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    const again = await line();
    await act(async () => undefined);
    fireEvent.keyDown(again, { key: 'Delete' });
    await waitFor(() =>
      expect(asked('searches.set')).toEqual([{ list: [] }, { list: [kept] }, { list: [] }]),
    );
  });
});

describe('what was found', () => {
  it('is deleted in all its accounts, goes out of the results, and comes back', async () => {
    const { asked, database } = await show();
    type('sub');
    await all();
    press('Delete');
    await waitFor(() => expect(subjects()).toEqual([]));
    await screen.findByText('3 messages moved to the Deleted Items of their accounts.');
    expect(asked('messages.move')).toEqual([
      { messageIds: ['a|/m1', 'a|/m2'], folderId: 'a|/Deleted Items' },
      { messageIds: ['b|/m3'], folderId: 'b|/Trash' },
    ]);
    expect((await database.messages.get('b|/m3'))?.folderId).toBe('b|/Trash');
    press('z', { ctrlKey: true });
    await waitFor(() => expect(asked('messages.undo')).toHaveLength(2));
    await waitFor(() => expect(subjects()).toContain('bay'));
  });

  it('of several accounts is not moved, and it is said why', async () => {
    const { asked } = await show();
    type('sub');
    await all();
    press('M', { ctrlKey: true, shiftKey: true });
    await screen.findByText(/^These messages are of several accounts/);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked('messages.move')).toEqual([]);
  });

  it('of several folders of one account is moved together', async () => {
    const { asked } = await show({ engine: { 'search.find': () => found(['a|/m1', 'a|/m2']) } });
    type('sub');
    const list = await results();
    await waitFor(() => expect(subjects()).toHaveLength(2));
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    await waitFor(() => expect(list.getAttribute('aria-activedescendant')).toBeTruthy());
    fireEvent.keyDown(list, { key: 'a', ctrlKey: true });
    await screen.findByText('2 messages selected');
    press('M', { ctrlKey: true, shiftKey: true });
    const dialog = within(await screen.findByRole('dialog', { name: 'Move 2 messages' }));
    expect((await dialog.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['Inbox', 'Projects']),
    );
    fireEvent.click(dialog.getByRole('option', { name: 'Projects' }));
    await waitFor(() =>
      expect(asked('messages.move')).toEqual([{ messageIds: ['a|/m1', 'a|/m2'], folderId: 'a|/Projects' }]),
    );
    await screen.findByText('1 message moved to Projects.');
  });

  it('is flagged and marked, all of it', async () => {
    const { asked } = await show();
    type('sub');
    await all();
    press('G', { ctrlKey: true, shiftKey: true });
    const messageIds = expect.arrayContaining(['a|/m1', 'a|/m2', 'b|/m3']);
    await waitFor(() => expect(asked('messages.flag')).toEqual([{ messageIds, flagged: false }]));
    press('T', { ctrlKey: true });
    await waitFor(() => expect(asked('messages.read')).toContainEqual({ messageIds, read: true }));
  });

  it('has a next unread message', async () => {
    await show();
    type('sub');
    await results();
    await waitFor(() => expect(subjects()).toHaveLength(3));
    press(']', { ctrlKey: true });
    await screen.findByRole('heading', { name: 'Subject pier' });
  });
});
