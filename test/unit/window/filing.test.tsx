// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { NO_FILING } from '../../../shared/filing/filing.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, folder, INBOX, mail, type World } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const ARCHIVE = folder('a|/Archiv');
const JUNK = folder('a|/Junk', 'junk');

async function show(world: World = {}) {
  const fakes = await fakeServices({
    rows: [mail(1), mail(2)],
    folders: [ARCHIVE, JUNK],
    engine: { 'messages.move': ({ messageIds }) => ({ step: 7, count: (messageIds as string[]).length }) },
    ...world,
  });
  render(<App services={fakes.services} />);
  await screen.findByRole('treeitem', { name: /^Inbox/ });
  const row = (await screen.findByText('Subject 1')).closest('[role="row"]') as HTMLElement;
  fireEvent.mouseDown(row, { button: 0 });
  await waitFor(() => expect(row.getAttribute('aria-selected')).toBe('true'));
  return { ...fakes, row, list: document.querySelector('[data-pane="list"]') as HTMLElement };
}
const toast = (text: RegExp) => screen.findByText(text);

describe('Archive and Junk', () => {
  it('Backspace in the list archives in a folder found by its name, and elsewhere does nothing', async () => {
    const { asked, list } = await show();
    fireEvent.keyDown(document.body, { key: 'Backspace' });
    fireEvent.keyDown(list, { key: 'Backspace' });
    await toast(/1 message archived in Archiv/);
    expect(asked('messages.move')).toEqual([{ messageIds: ['a|/m1'], folderId: ARCHIVE.id }]);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked('messages.undo')).toEqual([{ step: 7 }]));
  });

  it('asks once where there is no such folder, makes one, and remembers it', async () => {
    const { asked, list } = await show({
      folders: [],
      engine: {
        'messages.move': () => ({ step: 7, count: 1 }),
        'folders.create': () => ({ folderId: 'a|/Archive', step: 1 }),
      },
    });
    fireEvent.keyDown(list, { key: 'Backspace' });
    const dialog = within(await screen.findByRole('dialog', { name: 'Where is mail archived?' }));
    fireEvent.click(dialog.getByRole('option', { name: /New folder: Archive/ }));
    await toast(/1 message archived in Archive/);
    expect(asked('folders.create')).toEqual([{ accountId: 'a', parentId: null, name: 'Archive' }]);
    expect(asked('messages.move')).toEqual([{ messageIds: ['a|/m1'], folderId: 'a|/Archive' }]);
    expect(asked('filing.set').at(-1)).toEqual({
      filing: { ...NO_FILING, places: [{ accountId: 'a', role: 'archive', folderId: 'a|/Archive' }] },
    });
  });

  it('Junk blocks the sender as well, and undo takes both back', async () => {
    const { asked, list } = await show();
    fireEvent.keyDown(list, { key: 'j', ctrlKey: true, altKey: true });
    await toast(/Mail of the sender goes there from now on/);
    expect(asked('messages.move')).toEqual([{ messageIds: ['a|/m1'], folderId: JUNK.id }]);
    const blocked = (call: unknown) => (call as { filing: typeof NO_FILING }).filing.junk.blocked;
    expect(blocked(asked('filing.set').at(-1))).toEqual(['s1@example.com']);
    fireEvent.keyDown(list, { key: 'z', ctrlKey: true });
    await toast(/Taken back/);
    expect(asked('messages.undo')).toEqual([{ step: 7 }]);
    expect(blocked(asked('filing.set').at(-1))).toEqual([]);
  });

  it('in Junk the same key trusts the sender and moves to the Inbox', async () => {
    const { asked, services, list } = await show({
      rows: [mail(1, { folderId: INBOX }), mail(3, { folderId: JUNK.id })],
    });
    fireEvent.click(screen.getByRole('treeitem', { name: /^Junk/ }));
    const row = (await screen.findByText('Subject 3')).closest('[role="row"]') as HTMLElement;
    fireEvent.mouseDown(row, { button: 0 });
    await waitFor(() => expect(row.getAttribute('aria-selected')).toBe('true'));
    act(() => services.commands.send('junk'));
    await toast(/The sender is trusted from now on/);
    expect(asked('messages.move')).toEqual([{ messageIds: ['a|/m3'], folderId: INBOX }]);
    expect(list).toBeTruthy();
  });
});

describe('dragging messages', () => {
  const transfer = () => ({
    effectAllowed: '',
    dropEffect: '',
    setData: () => {},
    setDragImage: () => {},
    types: [] as string[],
  });

  it('moves the selected ones to the folder they are dropped on, and says why it does not', async () => {
    const { asked, row } = await show();
    fireEvent.mouseDown(await screen.findByText('Subject 2'), { button: 0, ctrlKey: true });
    await waitFor(() => expect(screen.getAllByRole('row', { selected: true })).toHaveLength(2));
    fireEvent.mouseDown(row, { button: 0 });
    expect(screen.getAllByRole('row', { selected: true })).toHaveLength(2);
    const dataTransfer = transfer();
    fireEvent.dragStart(row, { dataTransfer });
    const inbox = screen.getByRole('treeitem', { name: /^Inbox/ });
    await waitFor(() => {
      fireEvent.dragOver(inbox, { dataTransfer });
      expect(screen.getByText('The messages are in this folder.')).toBeTruthy();
    });
    const archive = screen.getByRole('treeitem', { name: /^Archiv/ });
    fireEvent.dragOver(archive, { dataTransfer });
    expect(archive.getAttribute('data-drop')).toBe('yes');
    fireEvent.drop(archive, { dataTransfer });
    await toast(/2 messages moved to Archiv/);
    const [call] = asked('messages.move') as { messageIds: string[]; folderId: string }[];
    expect(call?.folderId).toBe(ARCHIVE.id);
    expect([...(call?.messageIds ?? [])].sort()).toEqual(['a|/m1', 'a|/m2']);
  });

  it('open a closed folder that they stay over', async () => {
    const { row } = await show({
      folders: [ARCHIVE, { ...folder('a|/Archiv/2026'), parentPath: '/Archiv', name: '2026' }],
    });
    const archive = screen.getByRole('treeitem', { name: /^Archiv/ });
    if (archive.getAttribute('aria-expanded') === 'true')
      fireEvent.click(archive.querySelector('.tree-twisty') as HTMLElement);
    await waitFor(() => expect(archive.getAttribute('aria-expanded')).toBe('false'));
    fireEvent.dragStart(row, { dataTransfer: transfer() });
    await waitFor(() => {
      fireEvent.dragOver(archive, { dataTransfer: transfer() });
      expect(archive.getAttribute('data-drop')).toBe('yes');
    });
    await screen.findByRole('treeitem', { name: /^2026/ });
  });

  it('that are let go elsewhere stay, and a press without a drag selects one', async () => {
    const { asked, row } = await show();
    fireEvent.mouseDown(await screen.findByText('Subject 2'), { button: 0, ctrlKey: true });
    fireEvent.mouseDown(row, { button: 0 });
    fireEvent.mouseUp(row, { button: 0 });
    await waitFor(() => expect(screen.getAllByRole('row', { selected: true })).toHaveLength(1));
    fireEvent.dragStart(row, { dataTransfer: transfer() });
    fireEvent.dragEnd(row, { dataTransfer: transfer() });
    expect(asked('messages.move')).toEqual([]);
  });
});

describe('dragging mail out of the window', () => {
  const TOKEN = 'ab'.repeat(16);
  const transfer = () => ({ effectAllowed: '', setData: () => {}, setDragImage: () => {}, types: ['Files'] });
  const written = { written: 1, failed: [], place: 'x', ended: null };
  const out = (report: unknown = written) => ({
    bridge: { 'drag.place': () => ({ token: TOKEN }) },
    engine: { 'mail.export': () => report, 'messages.move': () => ({ step: 7, count: 1 }) },
  });
  /** With keys and a related target, which the fireEvent of this page leaves out of drags. */
  const drag = (on: Element, type: string, init: MouseEventInit = {}, dataTransfer: unknown = transfer()) => {
    const event = new MouseEvent(type, { bubbles: true, cancelable: true, ...init });
    Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
    return fireEvent(on, event);
  };
  /** Out over the edge of the window. */
  const leave = () => drag(document.body, 'dragleave', { relatedTarget: null });

  it('hands a message over as a file once the pointer has left, and not before', async () => {
    const { asked, row } = await show(out());
    fireEvent.dragStart(row, { dataTransfer: transfer() });
    drag(row, 'dragleave', { relatedTarget: document.body });
    expect(asked('drag.place')).toEqual([]);
    leave();
    await waitFor(() => expect(asked('drag.start')).toEqual([{ token: TOKEN }]));
    expect(asked('mail.export')).toEqual([
      {
        token: TOKEN,
        form: 'eml',
        what: { kind: 'messages', messageIds: ['a|/m1'] },
        untitled: 'No subject',
      },
    ]);
    expect(asked('drag.ready')).toEqual([{ token: TOKEN, what: 'messages' }]);
    // Back over the folders it is still these messages, and no mail that comes in.
    const archive = screen.getByRole('treeitem', { name: /^Archiv/ });
    const dataTransfer = { ...transfer(), dropEffect: '', files: [new File([''], 'First.eml')] };
    await waitFor(() => {
      drag(archive, 'dragover', {}, dataTransfer);
      expect(archive.getAttribute('data-drop')).toBe('yes');
    });
    expect(dataTransfer.dropEffect).toBe('copy');
    drag(archive, 'drop', {}, dataTransfer);
    fireEvent.dragEnd(row, { dataTransfer });
    await toast(/1 message moved to Archiv/);
    expect(asked('messages.move')).toEqual([{ messageIds: ['a|/m1'], folderId: ARCHIVE.id }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('with Alt from the beginning, a folder as an mbox', async () => {
    const { asked } = await show(out());
    const archive = screen.getByRole('treeitem', { name: /^Archiv/ });
    expect(drag(archive, 'dragstart', { altKey: true })).toBe(false);
    await waitFor(() => expect(asked('drag.start')).toHaveLength(1));
    expect(asked('mail.export')).toEqual([
      { token: TOKEN, form: 'mbox', what: { kind: 'folder', folderId: ARCHIVE.id }, untitled: 'No subject' },
    ]);
    fireEvent.mouseMove(document.body, { buttons: 0 });
    expect(document.body.dataset['dragging']).toBeUndefined();
  });

  it.each([
    [
      { ...written, failed: [{ folder: 'Inbox', subject: 'Plans', sentence: 'The server has lost it.' }] },
      /A message could not be had, so nothing was dragged out. “Plans”: The server has lost it./,
    ],
    [
      { ...written, ended: { kind: 'offline', sentence: 'You work offline.' } },
      /Nothing was dragged out. You work offline./,
    ],
  ])('says why nothing was dragged out, and keeps nothing', async (report, words) => {
    const { asked, row } = await show(out(report));
    fireEvent.dragStart(row, { dataTransfer: transfer() });
    leave();
    await toast(words);
    expect(asked('drag.forget')).toEqual([{ token: TOKEN }]);
    expect(asked('drag.start')).toEqual([]);
    fireEvent.dragEnd(row, { dataTransfer: transfer() });
  });
});
