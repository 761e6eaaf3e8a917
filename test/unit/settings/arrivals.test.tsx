// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { repairNodeName } from '../window/support/dom-for-dompurify.ts';
import { fakeServices, folder, INBOX, mail } from '../window/support/fake-services.ts';

beforeAll(repairNodeName);
beforeEach(() => {
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 23, 14, 28) });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.useRealTimers();
});

async function show() {
  const fakes = await fakeServices({
    rows: [mail(10), mail(11)],
    folders: [folder('a|/Projects'), folder('a|/Junk', 'junk')],
  });
  await fakes.database.cursors.put({
    folderId: 'a|/Projects',
    next: null,
    seen: null,
    completeAt: 1,
  });
  render(<App services={fakes.services} />);
  await screen.findAllByRole('row', { name: /Subject/ });
  await waitFor(() => expect(localStorage.getItem('retinue.mail-told')).toContain(INBOX));
  return fakes;
}

describe('mail that arrives', () => {
  it('is told by the system, and a click on the notice opens it', async () => {
    const fakes = await show();
    const { database, asked } = fakes;
    await act(() => database.messages.put(mail(1, { read: false })));
    await waitFor(() => expect(asked('notice.mail')).toHaveLength(1));
    expect(asked('notice.mail')[0]).toEqual({
      title: 'Sender 1',
      body: 'Subject 1',
      folderId: INBOX,
      messageId: 'a|/m1',
      count: 1,
    });
    act(() => fakes.emit('mail.open', { folderId: INBOX, messageId: 'a|/m1' }));
    await screen.findByRole('heading', { name: 'Subject 1' });
  });

  it('is told in a folder whose menu says so, and no more in an Inbox that says no', async () => {
    const { database, asked } = await show();
    const turn = async (name: RegExp) => {
      fireEvent.contextMenu(await screen.findByRole('treeitem', { name }));
      fireEvent.click(await screen.findByRole('menuitem', { name: 'Notices of new mail' }));
    };
    await turn(/^Projects/);
    await screen.findByText('New mail in “Projects” is told from now on.');
    await turn(/^Inbox/);
    await screen.findByText('New mail in “Inbox” is not told any more.');
    await waitFor(() => expect(localStorage.getItem('retinue.mail-told')).toContain('Projects'));
    await act(async () => {
      await database.messages.put(mail(1, { read: false }));
      await database.messages.put(mail(2, { read: false, folderId: 'a|/Projects' }));
    });
    await waitFor(() => expect(asked('notice.mail')).toMatchObject([{ title: 'Sender 2' }]));
    fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^Junk/ }));
    const menu = within(await screen.findByRole('menu', { name: 'Junk' }));
    expect(menu.queryByRole('menuitem', { name: 'Notices of new mail' })).toBeNull();
  });
});
