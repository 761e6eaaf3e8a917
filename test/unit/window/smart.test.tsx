// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { openWriter } from '../../../renderer/store/writer.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, fakeServices, folder, mail, NOW } from './support/fake-services.ts';

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
  mail(1, { flagged: true, categories: ['Quay', 'Old'] }),
  mail(2, { folderId: 'a|/Projects', flagged: true, read: false, categories: ['Quay'] }),
  mail(3, { id: 'b|/m3', accountId: 'b', folderId: 'b|/Inbox', flagged: true, read: false }),
  mail(4, { folderId: 'a|/Deleted Items', read: false, flagged: true }),
];

/** The window with an engine that moves and marks in the store. */
async function show() {
  let writer: ReturnType<typeof openWriter> | undefined;
  const done = (some: readonly unknown[] = []) => ({ step: some.length || null, count: some.length });
  const fakes = await fakeServices({
    accounts: [ACCOUNT, OTHER],
    folders: FOLDERS,
    rows: ROWS,
    bridge: { 'categories.list': () => [{ name: 'Travel', colour: 3 }] },
    engine: {
      'messages.move': async ({ messageIds, folderId }: { messageIds: string[]; folderId: string }) =>
        done(await writer?.place(messageIds, folderId, NOW)),
      'messages.flag': async ({ messageIds, flagged }: { messageIds: string[]; flagged: boolean }) =>
        done(await writer?.mark(messageIds, () => ({ kind: 'flag', flagged }), NOW)),
      'messages.categories': () => done(),
      'messages.read': async ({ messageIds, read }: { messageIds: string[]; read: boolean }) => {
        await writer?.mark(messageIds, () => ({ kind: 'read', read }), NOW);
        return done();
      },
    },
  });
  writer = openWriter(fakes.database);
  render(<App services={fakes.services} />);
  await screen.findByRole('row', { name: /Subject 1/ });
  return fakes;
}
const subjects = () => [...document.querySelectorAll('.row-subject')].map(({ textContent }) => textContent);
const tree = (name: RegExp) => screen.findByRole('treeitem', { name });
const open = async (name: RegExp, count: number) => {
  fireEvent.click(await tree(name));
  await waitFor(() => expect(subjects()).toHaveLength(count));
  return screen.getByRole('grid');
};
const all = async (list: HTMLElement, count: number) => {
  fireEvent.keyDown(list, { key: 'ArrowDown' });
  await waitFor(() => expect(list.getAttribute('aria-activedescendant')).toBeTruthy());
  fireEvent.keyDown(list, { key: 'a', ctrlKey: true });
  await screen.findByText(`${count} messages selected`);
};
const press = (key: string, more: object = {}) => fireEvent.keyDown(window, { key, ...more });
const sound = async () => {
  // The DOM of the tests has no layout: contrast and regions are looked at in the application.
  const options = { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } } as const;
  const { violations } = await axe.run(document.body, options);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

describe('Unread and Flagged', () => {
  it('gather the accounts, without Deleted Items, and name the folder of each', async () => {
    await show();
    await open(/^Flagged, 3 items/, 3);
    expect(subjects()).toEqual(['Subject 1', 'Subject 2', 'Subject 3']);
    expect([...document.querySelectorAll('.row .tag')].map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['Inbox', 'Projects']),
    );
    await sound();
    await open(/^Unread, 2 items/, 2);
    expect(subjects()).toEqual(['Subject 2', 'Subject 3']);
  });

  it('have a next unread message, also where the flag gathers them', async () => {
    await show();
    await open(/^Flagged/, 3);
    press(']', { ctrlKey: true });
    await screen.findByRole('heading', { name: 'Subject 2' });
    press(']', { ctrlKey: true });
    await screen.findByRole('heading', { name: 'Subject 3' });
    cleanup();
    await show();
    await open(/^Unread/, 2);
    press(']', { ctrlKey: true });
    await screen.findByRole('heading', { name: 'Subject 2' });
  });

  it('delete into each account, of all that is selected', async () => {
    const { asked, database } = await show();
    await all(await open(/^Flagged/, 3), 3);
    press('Delete');
    await screen.findByText('3 messages moved to the Deleted Items of their accounts.');
    await waitFor(() => expect(subjects()).toEqual([]));
    expect(asked('messages.move')).toHaveLength(2);
    expect((await database.messages.get('b|/m3'))?.folderId).toBe('b|/Trash');
    expect((await database.messages.get('a|/m2'))?.folderId).toBe('a|/Deleted Items');
  });

  it('let go of what loses its flag, and keep what is read until one leaves', async () => {
    await show();
    await all(await open(/^Flagged/, 3), 3);
    press('G', { ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(subjects()).toEqual([]));
    await all(await open(/^Unread/, 2), 2);
    press('T', { ctrlKey: true });
    await tree(/^Unread$/);
    expect(subjects()).toHaveLength(2);
    await open(/^Flagged/, 0);
    await open(/^Unread/, 0);
  });

  it('delete the message below after one that was read and is kept in view', async () => {
    const { database } = await show();
    const list = await open(/^Unread/, 2);
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    await screen.findByRole('heading', { name: 'Subject 2' });
    press('T', { ctrlKey: true });
    await tree(/^Unread, 1 item/);
    press('Delete');
    await screen.findByRole('heading', { name: 'Subject 3' });
    await waitFor(() => expect(subjects()).toEqual(['Subject 3']));
    expect((await database.messages.get('a|/m2'))?.folderId).toBe('a|/Deleted Items');
  });
});

describe('categories of several messages', () => {
  it('are ticked, half ticked and made; only what was touched changes', async () => {
    const { asked } = await show();
    const list = await open(/^Flagged/, 3);
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    await screen.findByRole('heading', { name: 'Subject 1' });
    fireEvent.keyDown(list, { key: 'ArrowDown', shiftKey: true });
    await screen.findByText('2 messages selected');
    press('C', { ctrlKey: true, shiftKey: true });
    const dialog = within(await screen.findByRole('dialog', { name: 'Categories of 2 messages' }));
    const box = (name: string) => dialog.getByRole('checkbox', { name }) as HTMLInputElement;
    expect([box('Quay').checked, box('Old').indeterminate, box('Travel').checked]).toEqual([
      true,
      true,
      false,
    ]);
    await sound();
    fireEvent.click(box('Quay'));
    fireEvent.change(dialog.getByLabelText('New category'), { target: { value: 'travel' } });
    expect(dialog.getByText('There is a category of this name.')).toBeTruthy();
    fireEvent.change(dialog.getByLabelText('New category'), { target: { value: 'Harbour' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Make' }));
    expect(box('Harbour').checked).toBe(true);
    fireEvent.click(dialog.getByRole('button', { name: 'Apply' }));
    await waitFor(() =>
      expect(asked('messages.categories')).toEqual([
        { messageIds: ['a|/m1', 'a|/m2'], add: ['Harbour'], remove: ['Quay'] },
      ]),
    );
    expect(asked('categories.set')).toHaveLength(1);
  });
});
