// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, failing, fakeServices, mail, opened, type World } from './support/fake-services.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

async function show(world: World = {}) {
  const fakes = await fakeServices(world);
  render(<App services={fakes.services} />);
  return fakes;
}
const rows = () => screen.findAllByRole('row', { name: /Subject|No subject/ });
const list = () => screen.getByRole('treegrid');
const frame = async () => (await screen.findByTitle('Message text')) as HTMLIFrameElement;

describe('the message list', () => {
  it('shows rows with spoken names under their group', async () => {
    await show({ rows: [mail(1, { read: false }), mail(2, { hasAttachment: true })] });
    const [first, second] = await rows();
    expect(first?.getAttribute('aria-label')).toMatch(/^Unread\. Sender 1\. Subject 1\. .+\.$/);
    expect(second?.getAttribute('aria-label')).toContain('Attachment 2 KB');
    expect(list().getAttribute('aria-rowcount')).toBe('2');
    expect(screen.getByText('2 messages, 1 unread', { selector: '.list-head .meta' })).toBeTruthy();
  });

  it('bears an empty sender, an empty subject, no date, a long and a misleading subject', async () => {
    const long = 'x'.repeat(200);
    await show({
      rows: [
        mail(1, { from: '', subject: '', preview: '' }),
        mail(2, { subject: `Subject ${long}` }),
        mail(3, { subject: 'Subject \u202egnp.exe', date: null }),
      ],
    });
    expect((await rows()).map((row) => row.getAttribute('aria-label'))).toEqual([
      expect.stringContaining('No sender. No subject'),
      expect.stringContaining(long),
      expect.stringContaining('Subject gnp.exe. No date'),
    ]);
    expect(document.querySelector('.direction-mark')).not.toBeNull();
  });

  it('moves, selects ranges and tells how many are selected', async () => {
    await show({ rows: [mail(1), mail(2), mail(3)] });
    await rows();
    fireEvent.keyDown(list(), { key: 'ArrowDown' });
    await screen.findByRole('heading', { name: 'Subject 1' });
    fireEvent.keyDown(list(), { key: 'ArrowDown', shiftKey: true });
    await screen.findByText('2 messages selected');
    fireEvent.keyDown(list(), { key: 'End' });
    await screen.findByRole('heading', { name: 'Subject 3' });
  });

  it('follows every key, also those that come before the list is drawn again', async () => {
    await show({ rows: [mail(1), mail(2), mail(3), mail(4)] });
    await rows();
    for (const shiftKey of [false, false, true]) fireEvent.keyDown(list(), { key: 'ArrowDown', shiftKey });
    await screen.findByText('2 messages selected');
    const selected = (await rows()).map((row) => row.getAttribute('aria-selected'));
    expect(selected).toEqual(['false', 'true', 'true', 'false']);
  });

  it('finds the next unread message', async () => {
    await show({ rows: [mail(1), mail(2), mail(3, { read: false })] });
    await rows();
    fireEvent.keyDown(window, { key: ']', ctrlKey: true });
    await screen.findByRole('heading', { name: 'Subject 3' });
  });

  it('says that an empty folder is empty', async () => {
    await show();
    await screen.findByText('No messages here.');
    expect(screen.getByText('No message selected.')).toBeTruthy();
  });

  it.each(['offline', 'paused'] as const)(
    'says that a folder has still to be fetched while %s',
    async (connection) => {
      const { database } = await show({ state: { connection } });
      await act(() => database.cursors.clear());
      await screen.findByText('This folder has not been fetched yet.');
    },
  );

  it('tags what is not on this computer while offline', async () => {
    const { database } = await show({ rows: [mail(1), mail(2)], state: { connection: 'offline' } });
    await rows();
    await waitFor(() => expect(screen.getAllByText('Headers only')).toHaveLength(2));
    const body = { kind: 'mime', bytes: new Uint8Array() } as const;
    await act(() => database.bodies.put({ messageId: 'a|/m1', body, fetchedAt: 0 }));
    await waitFor(() => expect(screen.getAllByText('Headers only')).toHaveLength(1));
  });
});

describe('the reading pane', () => {
  it('shows a message in a sandboxed frame and marks it as read after two seconds', async () => {
    const { asked } = await show({ rows: [mail(1, { read: false })] });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    const shown = await frame();
    expect(shown.getAttribute('sandbox')).toBe('allow-popups');
    expect(shown.getAttribute('srcdoc')).toContain('Body of Subject 1');
    expect(asked('message.read')).toEqual([]);
    await waitFor(() => expect(asked('message.read')).toEqual([{ messageIds: ['a|/m1'], read: true }]), {
      timeout: 4000,
    });
  });

  it('leaves a message unread that was marked so with the button', async () => {
    const { asked, services } = await show({ rows: [mail(1)] });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    await frame();
    const heard: string[] = [];
    services.commands.listen((command) => heard.push(command));
    const ofMessage = within(screen.getByRole('toolbar', { name: 'Message' }));
    fireEvent.click(ofMessage.getByRole('button', { name: 'Mark as unread' }));
    await waitFor(() => expect(asked('messages.read')).toEqual([{ messageIds: ['a|/m1'], read: false }]));
    expect(heard).toContain('mark-unread');
  });

  it('does not open what a repeating key passes over', async () => {
    const { asked } = await show({ rows: [mail(1), mail(2), mail(3)] });
    await rows();
    fireEvent.keyDown(list(), { key: 'ArrowDown', repeat: true });
    await screen.findByRole('heading', { name: 'Subject 1' });
    fireEvent.keyDown(list(), { key: 'ArrowDown', repeat: true });
    await screen.findByRole('heading', { name: 'Subject 2' });
    expect(asked('message.open')).toEqual([]);
    fireEvent.keyUp(list(), { key: 'ArrowDown' });
    await frame();
    expect(asked('message.open')).toEqual([{ messageId: 'a|/m2' }]);
  });

  it('blocks remote images until they are asked for', async () => {
    const row = mail(1);
    const html = '<p>x</p><img src="https://a.example/1.png" width=64 height=64>';
    const image = { contentId: '', mimeType: 'image/png', bytes: new Uint8Array([1]) };
    const { asked } = await show({
      rows: [row],
      engine: {
        'message.open': () => opened(row, { html }),
        'images.load': () => [{ url: 'https://a.example/1.png', image, failure: null }],
      },
    });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    await screen.findByText('1 remote image blocked.');
    expect((await frame()).getAttribute('srcdoc')).not.toContain('a.example/1.png');
    fireEvent.click(screen.getByRole('button', { name: 'Load once' }));
    await waitFor(async () =>
      expect((await frame()).getAttribute('srcdoc')).toContain('src="data:image/png;base64,AQ=="'),
    );
    expect(asked('images.load')).toEqual([{ urls: ['https://a.example/1.png'] }]);
  });

  it('says what failed, shows the preview, and tries again', async () => {
    const sentence = 'The server failed twice while preparing this message (500).';
    const { asked } = await show({
      rows: [mail(1)],
      engine: { 'message.open': failing({ kind: 'server-fault', sentence }) },
    });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    await screen.findByText(sentence, { exact: false });
    expect(screen.getAllByText('Preview 1')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(asked('message.open')).toHaveLength(2));
  });

  it('never shows a blank page', async () => {
    const row = mail(1);
    await show({
      rows: [row],
      engine: { 'message.open': () => opened(row, { html: '<p> </p>', text: null }) },
    });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    await screen.findByText('This message has no text that can be shown.');
  });

  it('shows the source', async () => {
    const text = 'Subject: x\r\n\r\n<b>raw</b>';
    await show({ rows: [mail(1)], engine: { 'message.source': () => ({ text, cut: true }) } });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    await frame();
    fireEvent.keyDown(window, { key: 'u', ctrlKey: true });
    await screen.findByText(/<b>raw<\/b>/);
    expect(screen.getByText(/cut after 1 MB/)).toBeTruthy();
  });
});

describe('attachments', () => {
  const row = mail(1);
  const info = {
    index: 0,
    part: '/x/a.pdf',
    name: 'a.pdf',
    mimeType: 'application/pdf',
    size: 2048,
    local: false,
    inline: false,
  };
  const withAttachment = (warning: string | null) => ({
    'message.open': () =>
      opened(row, { attachments: [{ ...info, warning: warning === null ? null : { sentence: warning } }] }),
    'attachment.fetch': () => ({ fileId: 'ab', size: 2048 }),
  });

  it('are fetched and opened', async () => {
    const { asked } = await show({ rows: [row], engine: withAttachment(null) });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    await screen.findByText('2 KB, not fetched');
    fireEvent.click(screen.getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(asked('attachment.open')).toEqual([{ fileId: 'ab', name: 'a.pdf' }]));
    await screen.findByText('2 KB, on this computer');
  });

  it('that have gone from this computer meanwhile are fetched anew', async () => {
    const { asked, main } = await show({ rows: [row], engine: withAttachment(null) });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    main.set('attachment.open', { kind: 'not-found', sentence: 'It is no longer on this computer.' });
    fireEvent.click(await screen.findByRole('button', { name: 'Open' }));
    const again = await screen.findByRole('button', { name: 'Try again' });
    main.clear();
    fireEvent.click(again);
    await waitFor(() => expect(asked('attachment.open')).toHaveLength(2));
    expect(asked('attachment.fetch')).toHaveLength(2);
    fireEvent.click(await screen.findByRole('button', { name: 'Open' }));
    await waitFor(() => expect(asked('attachment.open')).toHaveLength(3));
    expect(asked('attachment.fetch')).toHaveLength(2);
  });

  it('that are risky can only be saved, after a question', async () => {
    const { asked } = await show({ rows: [row], engine: withAttachment('Program file, not opened here') });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    const group = await screen.findByRole('group', { name: 'a.pdf' });
    expect(within(group).queryByRole('button', { name: 'Open' })).toBeNull();
    fireEvent.click(within(group).getByRole('button', { name: 'Save…' }));
    const dialog = await screen.findByRole('dialog');
    expect(asked('attachment.fetch')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save…' }));
    await waitFor(() => expect(asked('attachment.save')).toEqual([{ fileId: 'ab', name: 'a.pdf' }]));
  });
});

describe('links', () => {
  it('are opened only after their whole address was shown', async () => {
    const row = mail(1);
    const html = '<a href="https://evil.example/a%20b">www.bank.example</a>';
    const fakes = await show({
      rows: [row],
      engine: { 'message.open': () => opened(row, { html }) },
    });
    fireEvent.mouseDown((await rows())[0] as HTMLElement);
    await frame();
    act(() => fakes.emit('link.clicked', { url: 'https://evil.example/a%20b' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('https://evil.example/a b');
    expect(dialog.textContent).toContain('text names bank.example, but it leads to evil.example');
    expect(fakes.asked('link.open')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(fakes.asked('link.open')).toEqual([{ url: 'https://evil.example/a%20b' }]));
  });
});

describe('accounts', () => {
  it('are set up on first run, after a check', async () => {
    const failure = {
      kind: 'unauthorized',
      sentence: 'The server did not accept this name and password (401).',
    } as const;
    const world: { report: NonNullable<World['report']> } & World = {
      accounts: [],
      report: {
        steps: [{ state: 'ok', sentence: 'It answers', fact: 'OPTIONS 200' }],
        failure,
        dialect: 'exchange',
      },
    };
    const { asked } = await show(world);
    fireEvent.change(await screen.findByLabelText('Server'), { target: { value: 'mail.example.com' } });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await screen.findByText('Enter the user name.');
    fireEvent.change(screen.getByLabelText('User name'), { target: { value: 'dagny' } });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await screen.findByText(failure.sentence);
    expect(screen.getByRole('button', { name: 'Add account' })).toHaveProperty('disabled', true);
    world.report = { steps: [], failure: null, dialect: 'plain' };
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Add account' })).toHaveProperty('disabled', false),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Add account' }));
    const form = {
      name: 'mail.example.com',
      url: 'https://mail.example.com/',
      user: 'dagny',
      password: 'secret',
    };
    await waitFor(() =>
      expect(asked('accounts.add')).toEqual([{ form, remember: 'keychain', dialect: 'plain' }]),
    );
  });

  it('that need a password ask for it in their banner', async () => {
    const { asked } = await show({ accounts: [{ ...ACCOUNT, needsPassword: true }] });
    fireEvent.change(await screen.findByLabelText('Password for Work'), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() =>
      expect(asked('accounts.password')).toEqual([{ id: 'a', password: 'secret', remember: 'keychain' }]),
    );
    await waitFor(() => expect(asked('sync.now')).toEqual([{ accountId: 'a' }]));
  });

  it('are listed, get another password, and leave after a question', async () => {
    const fakes = await show({ rows: [mail(1)] });
    const { asked } = fakes;
    await rows();
    act(() => fakes.emit('menu.command', { command: 'accounts' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Accounts' }));
    dialog.getByText('dagny at https://mail.example.com/');
    fireEvent.click(dialog.getByRole('button', { name: 'Change password…' }));
    fireEvent.change(dialog.getByLabelText('Password for Work'), { target: { value: 'new' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(asked('accounts.password')).toMatchObject([{ id: 'a', password: 'new' }]));
    await waitFor(() => expect(dialog.queryByLabelText('Password for Work')).toBeNull());
    fireEvent.click(dialog.getByRole('button', { name: 'Remove…' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Keep' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Remove…' }));
    expect(asked('accounts.remove')).toEqual([]);
    fireEvent.click(dialog.getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(asked('accounts.remove')).toEqual([{ id: 'a' }]));
    act(() => fakes.emit('accounts.changed', []));
    await screen.findByRole('button', { name: 'Check' });
  });

  it('that are offline say since when, and can be tried now', async () => {
    const { asked } = await show({ rows: [mail(1)], state: { connection: 'offline' } });
    await screen.findByText(/^Work: offline since /);
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    await waitFor(() => expect(asked('sync.now')).toEqual([{ accountId: 'a' }]));
  });

  it('are handed to the engine, and the folder in view too', async () => {
    const { asked } = await show({ rows: [mail(1)] });
    await rows();
    expect(asked('accounts.set').at(-1)).toEqual({
      accounts: [{ id: 'a', name: 'Work', keeps: [], roots: [] }],
    });
    expect(asked('folder.watch').at(-1)).toEqual({ folderId: 'a|/Inbox' });
  });
});

describe('the rest of the window', () => {
  it('lists errors and clears them', async () => {
    const { asked, database } = await show({ rows: [mail(1)] });
    await rows();
    const line = {
      at: 0,
      accountId: 'a',
      level: 'error',
      title: 'T',
      sentence: 'It failed.',
      detail: '',
    } as const;
    await act(() => database.log.add(line));
    fireEvent.click(await screen.findByRole('button', { name: 'Error log: 1 new' }));
    await screen.findByText('It failed.');
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    await waitFor(() => expect(asked('log.clear')).toHaveLength(1));
  });

  it('says that the network process was given up', async () => {
    const fakes = await show({ rows: [mail(1)] });
    await rows();
    act(() =>
      fakes.emit('network.exit', { gaveUp: true, sentence: 'It stopped five times in five minutes.' }),
    );
    await screen.findByText('It stopped five times in five minutes.');
  });

  it('reports a readable Inbox when started with --smoke', async () => {
    const { asked } = await show({ rows: [mail(1), mail(2)], smoke: true });
    fireEvent.load(await frame());
    await waitFor(() => expect(asked('smoke.ready')).toEqual([{ messages: 2, folders: 2 }]));
  });

  it('reports a refusal when started with --smoke', async () => {
    const failure = { kind: 'forbidden', sentence: 'The server refused the account (403).' } as const;
    const { asked } = await show({ smoke: true, state: { connection: 'refused', failure } });
    await waitFor(() => expect(asked('smoke.failed')).toEqual([{ sentence: failure.sentence }]));
  });
});
