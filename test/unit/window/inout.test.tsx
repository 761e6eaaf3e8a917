// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { ExportReport, ImportReport } from '../../../shared/contracts/inout.ts';
import { fail } from '../../../shared/errors.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, fakeServices, folder, INBOX, mail, opened, type World } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const FILES = [{ token: 'ab'.repeat(16), name: 'old.mbox' }];
const NOTHING: ImportReport = {
  added: 0,
  already: 0,
  deleted: 0,
  refused: [],
  others: 0,
  folders: [],
  ended: null,
};

async function show(world: World) {
  const fakes = await fakeServices({ rows: [mail(1), mail(2)], ...world });
  render(<App services={fakes.services} />);
  await screen.findByRole('treeitem', { name: /^Inbox/ });
  const send = (command: 'import' | 'export' | 'save-message' | 'carry') =>
    act(() => fakes.services.commands.send(command));
  return { ...fakes, send };
}
const dialog = (name: string) => within(screen.getByRole('dialog', { name }));

it('says what came in, what was here already, and each place that was refused', async () => {
  const report = {
    ...NOTHING,
    added: 2,
    already: 1,
    refused: [{ file: '/tmp/old.mbox', offset: 4096, sentence: 'No message begins there.' }],
  };
  const { send, asked } = await show({
    bridge: { 'mail.chooseImport': () => FILES, 'local.open': () => ({ ...ACCOUNT, id: 'local' }) },
    engine: { 'mail.import': () => report },
  });
  send('import');
  fireEvent.click(dialog('Import mail').getByRole('button', { name: 'Choose files…' }));
  await screen.findByText('2 messages came in.');
  const within_ = dialog('Import mail');
  expect(within_.getByText('1 message was already here and was not doubled.')).toBeTruthy();
  expect(within_.getByText('/tmp/old.mbox, from byte 4,096: No message begins there.')).toBeTruthy();
  expect(asked('local.open')).toHaveLength(1);
  expect(asked('mail.import')).toEqual([{ tokens: [FILES[0]?.token] }]);
  fireEvent.click(within_.getByRole('button', { name: 'Done' }));
  expect(screen.queryByRole('dialog', { name: 'Import mail' })).toBeNull();
});

it('asks for nothing where nothing was chosen, and says why an import failed', async () => {
  let files: typeof FILES = [];
  const { send, asked } = await show({
    bridge: { 'mail.chooseImport': () => files, 'local.open': () => ACCOUNT },
    engine: {
      'mail.import': () => {
        throw fail('storage-full', 'The disk is full.');
      },
    },
  });
  send('import');
  fireEvent.click(dialog('Import mail').getByRole('button', { name: 'Choose folders…' }));
  await waitFor(() => expect(asked('mail.chooseImport')).toEqual([{ what: 'folder' }]));
  await screen.findByRole('button', { name: 'Choose files…' });
  expect(asked('local.open')).toEqual([]);
  files = FILES;
  fireEvent.click(dialog('Import mail').getByRole('button', { name: 'Choose files…' }));
  expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.');
});

it('exports what is chosen, and names what could not be had', async () => {
  const report: ExportReport = {
    written: 1,
    place: 'Out',
    ended: null,
    failed: [{ folder: 'Inbox', subject: 'Subject 2', sentence: 'You may not read this message (403).' }],
  };
  const { send, asked } = await show({
    bridge: { 'mail.chooseExport': () => FILES[0] },
    engine: { 'mail.export': () => report },
  });
  fireEvent.click(screen.getByRole('treeitem', { name: /^Inbox/ }));
  send('export');
  const asking = dialog('Export mail');
  fireEvent.click(asking.getByLabelText('The folder “Inbox” with its subfolders'));
  fireEvent.click(asking.getByLabelText(/^Maildir/));
  fireEvent.click(asking.getByRole('button', { name: 'Choose a folder…' }));
  await screen.findByText('1 message was written to Out.');
  expect(screen.getByText('Inbox, “Subject 2”: You may not read this message (403).')).toBeTruthy();
  expect(asked('mail.export')).toEqual([
    {
      token: FILES[0]?.token,
      form: 'maildir',
      what: { kind: 'folder', folderId: INBOX },
      untitled: 'No subject',
    },
  ]);
});

it('an import is paused and goes on', async () => {
  let end = (_report: ImportReport) => {};
  const { send, asked } = await show({
    bridge: { 'mail.chooseImport': () => FILES, 'local.open': () => ACCOUNT },
    engine: {
      'mail.import': () => new Promise<ImportReport>((resolve) => (end = resolve)),
      'mail.pause': () => null,
    },
  });
  send('import');
  fireEvent.click(dialog('Import mail').getByRole('button', { name: 'Choose files…' }));
  const token = FILES[0]?.token;
  fireEvent.click(await screen.findByRole('button', { name: 'Pause' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Resume' }));
  await screen.findByRole('button', { name: 'Pause' });
  expect(asked('mail.pause')).toEqual([
    { token, paused: true },
    { token, paused: false },
  ]);
  end({ ...NOTHING, added: 1 });
  await screen.findByText('1 message came in.');
  expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
});

it('shows a message file that the system opens, and the next one after it', async () => {
  const taken = [FILES[0], { token: 'cd'.repeat(16), name: 'two.eml' }];
  const { asked } = await show({
    bridge: { 'mail.take': () => taken },
    engine: {
      'mail.peek': ({ token }: { readonly token: string }) => {
        if (token.startsWith('cd')) throw fail('too-large', 'This message is too large to be shown here.');
        return { ...opened(mail(7)), fileName: 'old.mbox' };
      },
    },
  });
  const first = await screen.findByRole('dialog', { name: 'Subject 7, read-only' });
  expect(within(first).getByText('Read-only, from the file old.mbox')).toBeTruthy();
  fireEvent.click(within(first).getByRole('button', { name: 'Close' }));
  await screen.findByText('This message is too large to be shown here.');
  expect(asked('mail.peek')).toHaveLength(2);
});

it('files that are dropped on the folders are imported', async () => {
  const { services } = await show({
    bridge: { 'local.open': () => ACCOUNT },
    engine: { 'mail.import': () => ({ ...NOTHING, added: 1 }) },
  });
  Object.assign(services.bridge, { dropped: () => Promise.resolve({ ok: true, value: FILES }) });
  const data = {
    dataTransfer: { types: ['Files'], files: [new File(['x'], 'old.mbox')], dropEffect: 'none' },
  };
  fireEvent.drop(screen.getByRole('treeitem', { name: /^Inbox/ }), data);
  await screen.findByText('1 message came in.');
});

it('copies or moves the selected message to another mailbox, and to no folder of its own', async () => {
  const local = { ...ACCOUNT, id: 'local', name: 'On this computer', dialect: 'local' as const };
  const { send, asked } = await show({
    accounts: [ACCOUNT, local],
    folders: [{ ...folder('local|/Old'), parentPath: null }],
    engine: { 'messages.carry': () => ({ copied: 1, already: 0, failed: [], ended: null }) },
  });
  fireEvent.click(screen.getByRole('treeitem', { name: /^Inbox/ }));
  fireEvent.mouseDown(await screen.findByText('Subject 1'), { button: 0 });
  send('carry');
  const asking = dialog('To another mailbox');
  const choice = await asking.findByLabelText('Folder');
  expect([...choice.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
    'On this computer: Old',
  ]);
  fireEvent.click(asking.getByRole('button', { name: 'Move' }));
  await screen.findByText('1 message is there now.');
  expect(asked('messages.carry')).toEqual([{ messageIds: ['a|/m1'], folderId: 'local|/Old', move: true }]);
});
