// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, fakeServices, INBOX, mail, type World } from './support/fake-services.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

async function show(world: World) {
  const fakes = await fakeServices(world);
  render(<App services={fakes.services} />);
  await screen.findAllByRole('row', { name: /Subject/ });
  return fakes;
}

describe('the Progress panel', () => {
  it('tells which folder is listed, and pauses its server', async () => {
    const activity = { folderId: INBOX, done: 2300, total: 10_000 };
    const { services, asked } = await show({ rows: [mail(1)], state: { activity } });
    act(() => services.commands.send('progress'));
    const panel = within(await screen.findByRole('complementary', { name: 'Progress' }));
    await panel.findByText('Listing Inbox');
    expect(panel.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('23');
    fireEvent.click(panel.getByRole('button', { name: 'Pause this server' }));
    await waitFor(() =>
      expect(asked('server.pause')).toEqual([{ origin: 'https://mail.example.com', paused: true }]),
    );
    expect(panel.queryByRole('button', { name: 'Keep it no more' })).toBeNull();
  });

  it('tells which folder is being kept on this computer, and ends that', async () => {
    const activity = { what: 'keep', folderId: INBOX, done: 120, total: 1284 } as const;
    const { services, asked } = await show({ rows: [mail(1)], state: { activity } });
    act(() => services.commands.send('progress'));
    const panel = within(await screen.findByRole('complementary', { name: 'Progress' }));
    expect(panel.getByText('120 of 1,284 messages')).toBeTruthy();
    fireEvent.click(await panel.findByRole('button', { name: 'Keep it no more' }));
    await waitFor(() =>
      expect(asked('folder.keep')).toEqual([{ accountId: 'a', path: '/Inbox', keep: null }]),
    );
  });
});

describe('keeping a folder on this computer', () => {
  it('begins with how it is kept now, and takes what is chosen', async () => {
    const keeps = [{ path: '/Inbox', upToBytes: 10 * 2 ** 20 }];
    const { services, asked } = await show({ rows: [mail(1)], accounts: [{ ...ACCOUNT, keeps }] });
    act(() => services.commands.send('keep-folder'));
    const dialog = within(screen.getByRole('dialog', { name: 'Keep folder on this computer' }));
    expect(dialog.getByRole('radio', { name: 'Messages up to 10 MB' })).toHaveProperty('checked', true);
    fireEvent.click(dialog.getByRole('radio', { name: 'Everything, whatever its size' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Keep so' }));
    await waitFor(() =>
      expect(asked('folder.keep')).toEqual([{ accountId: 'a', path: '/Inbox', keep: { upToBytes: null } }]),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('working offline', () => {
  it('is told by one banner for all accounts, which ends it', async () => {
    const { services, asked } = await show({
      rows: [mail(1)],
      accounts: [{ ...ACCOUNT, offline: true, paused: true }],
    });
    expect(screen.getByText('You work offline')).toBeTruthy();
    expect(screen.queryByText('Work: paused by you')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Go online' }));
    await waitFor(() => expect(asked('work.offline')).toEqual([{ offline: false }]));
    act(() => services.commands.send('work-offline'));
    await waitFor(() => expect(asked('work.offline')).toHaveLength(2));
  });
});

describe('what is stored of an account', () => {
  const facts = { folders: 2, messages: 1284, bodies: 41, waiting: 1 };
  const report = { folders: 2, messages: 1284, days: 1, strays: 0, bodies: 3 };
  async function openAccounts() {
    const fakes = await show({
      rows: [mail(1)],
      engine: { 'store.facts': () => facts, 'store.verify': () => report, 'store.rebuild': () => null },
    });
    act(() => fakes.services.commands.send('accounts'));
    return { ...fakes, dialog: within(screen.getByRole('dialog', { name: 'Accounts' })) };
  }

  it('is verified, and what was mended is told', async () => {
    const { dialog } = await openAccounts();
    fireEvent.click(dialog.getByRole('button', { name: 'Verify' }));
    await dialog.findByText(
      '1,284 messages in 2 folders looked through; mended: 1 wrong count, 3 contents of no message. Every message is compared with the server next.',
    );
  });

  it('is rebuilt after it was said what that costs', async () => {
    const { dialog, asked } = await openAccounts();
    fireEvent.click(dialog.getByRole('button', { name: 'Rebuild…' }));
    await dialog.findByText(
      /^Retinue forgets 1,284 messages in 2 folders .* The text of 41 is fetched again .* 1 change that waits for the server stays\./,
    );
    expect(asked('store.rebuild')).toEqual([]);
    fireEvent.click(dialog.getByRole('button', { name: 'Rebuild' }));
    await dialog.findByText('The mail was forgotten and is being listed anew, newest first.');
    expect(asked('store.rebuild')).toEqual([{ accountId: 'a' }]);
  });
});
