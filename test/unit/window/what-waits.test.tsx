// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { changeWords, isReturn } from '../../../renderer/features/status/change-words.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { TaskRow } from '../../../renderer/store/tables.ts';
import { outgoing } from '../../helpers/outgoing.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import {
  ACCOUNT,
  failing,
  fakeServices,
  folder,
  INBOX,
  mail,
  NOW,
  type World,
} from './support/fake-services.ts';
import { english } from '../../../shared/language/say.ts';

const say = english();

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const PROJECTS = folder('a|/Projects');
const ROWS = [mail(1), mail(2, { messageId: '<two@example.com>', flagged: true }), mail(3)];

/** One works offline; one message is on its way to Projects, one is to be read and unflagged, one was answered. */
async function show(world: World = {}) {
  const fakes = await fakeServices({
    accounts: [{ ...ACCOUNT, offline: true }],
    state: { connection: 'paused' },
    folders: [PROJECTS],
    rows: ROWS,
    ...world,
  });
  const writer = openWriter(fakes.database);
  await writer.place(['a|/m1'], PROJECTS.id, NOW);
  await writer.mark(['a|/m2'], () => ({ kind: 'flag', flagged: false }), NOW);
  await writer.mark(['a|/m3'], () => ({ kind: 'categories', categories: ['Quay'] }), NOW);
  const waiting = { kind: 'queued', sendAt: NOW } as const;
  await fakes.database.outgoing.put(outgoing('r', waiting, { answers: '<two@example.com>', isPaused: true }));
  render(<App services={fakes.services} />);
  await screen.findByRole('row', { name: /Subject 3/ });
  return { ...fakes, writer };
}
const lines = () =>
  within(screen.getByRole('list', { name: 'Changes that wait' }))
    .getAllByRole('listitem')
    .map((line) => [...line.querySelectorAll('p > *')].slice(0, 2).map(({ textContent }) => textContent));

describe('what waits', () => {
  it('is listed in order from the banner, and each can be withdrawn', async () => {
    const { asked, database, writer } = await show();
    expect(screen.getByText('You work offline')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: 'See what waits' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'What waits' }));
    await waitFor(() =>
      expect(lines()).toEqual([
        ['Move from Inbox to Projects', 'Subject 1'],
        ['Remove the flag', 'Subject 2'],
        ['Put into Quay', 'Subject 3'],
      ]),
    );
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const [task] = await database.tasks.orderBy('id').toArray();
    fireEvent.click(
      dialog.getByRole('button', { name: /^Withdraw: Move from Inbox to Projects, Subject 1/ }),
    );
    await waitFor(() => expect(asked('tasks.withdraw')).toEqual([{ id: task?.id }]));
    await writer.place(['a|/m1'], INBOX, NOW);
    await waitFor(() => expect(lines()).toHaveLength(2));
    await screen.findByRole('row', { name: /Subject 1/, hidden: true });
  });

  it('holds changes of folders too, and they are withdrawn like the others', async () => {
    const { asked, writer, database } = await show();
    const made = await writer.folder.create({ accountId: 'a', parent: PROJECTS.id, name: 'Kai' }, NOW + 1);
    await writer.folder.place(PROJECTS.id, { parent: 'a|/', name: 'Works' }, false, NOW + 2);
    const old = folder('a|/Old');
    await database.folders.put(old);
    await writer.folder.remove(old.id, NOW + 3);
    fireEvent.click(await screen.findByRole('button', { name: 'See what waits' }));
    await screen.findByRole('dialog', { name: 'What waits' });
    await waitFor(() =>
      expect(lines().slice(3)).toEqual([
        ['Make the folder in Works', 'Kai'],
        ['Rename the folder Projects', 'Works'],
        ['Delete the folder for good, with all that is in it', 'Old'],
      ]),
    );
    const task = (await database.folderTasks.toArray()).find(({ folderId }) => folderId === made);
    fireEvent.click(screen.getByRole('button', { name: /^Withdraw: Make the folder in Works, Kai/ }));
    await waitFor(() => expect(asked('folders.withdraw')).toEqual([{ id: task?.id }]));
  });

  it('says so where nothing does, also when it has gone out meanwhile', async () => {
    const { database } = await show();
    fireEvent.click(await screen.findByRole('button', { name: 'See what waits' }));
    await screen.findByRole('dialog', { name: 'What waits' });
    await database.tasks.clear();
    await screen.findByText('No change waits. The servers have all of them.');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'See what waits' })).toBeNull());
  });

  it('that cannot be withdrawn any more is said', async () => {
    const sentence = 'This change waits no more: the server has it.';
    await show({ engine: { 'tasks.withdraw': failing({ kind: 'not-found', sentence }) } });
    fireEvent.click(await screen.findByRole('button', { name: 'See what waits' }));
    fireEvent.click((await screen.findAllByRole('button', { name: /^Withdraw/ }))[0] as HTMLElement);
    await screen.findByText(sentence);
  });

  it('stands on its rows, there and in the folder that they go to', async () => {
    await show();
    const row = await screen.findByRole('row', { name: /Subject 2.*Reply waits/ });
    expect(row.querySelector('.tag')?.textContent).toBe('Reply waits');
    fireEvent.click(screen.getByRole('treeitem', { name: /^Projects/ }));
    await screen.findByRole('row', { name: /Subject 1.*Move waits/ });
  });

  it('is not on rows while the server is there', async () => {
    await show({ accounts: [ACCOUNT], state: { connection: 'online' } });
    fireEvent.click(screen.getByRole('treeitem', { name: /^Projects/ }));
    await screen.findByRole('row', { name: /Subject 1/ });
    expect(screen.queryByText('Move waits')).toBeNull();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'See what waits' })).toBeNull());
  });
});

describe('the words for a change', () => {
  const folders = [folder('a|/Inbox'), PROJECTS];
  const task = { accountId: 'a', folderId: INBOX, messageId: 'a|/m1', at: NOW };
  const words = (change: TaskRow, from = INBOX) =>
    changeWords({ task: change, from, row: mail(1) }, folders, say);
  it('say what the server will be asked', () => {
    expect(words({ ...task, kind: 'move', to: PROJECTS.id })).toBe('Move from Inbox to Projects');
    expect(words({ ...task, kind: 'move', to: 'a|/Gone' })).toBe('Move from Inbox to a folder that is gone');
    expect(words({ ...task, kind: 'remove' })).toBe('Delete for good, from Inbox');
    expect(words({ ...task, kind: 'read', read: false })).toBe('Mark as unread');
    expect(words({ ...task, kind: 'flag', flagged: true })).toBe('Flag');
    expect(words({ ...task, kind: 'categories', before: ['A'], categories: ['B', 'C'] })).toBe(
      'Put into B, C; take out of A',
    );
  });
  it('of a way back say that it may be needless', () => {
    const back = { ...task, kind: 'move', to: INBOX } as const;
    expect(words(back)).toBe('Put back into Inbox, if it had left already');
    expect(isReturn({ task: back, from: INBOX, row: mail(1) })).toBe(true);
  });
});
