// @vitest-environment happy-dom
import axe from 'axe-core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { arrange } from '../../../shared/mail/arrange.ts';
import type { ListArrangement } from '../../../shared/contracts/engine.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, mail } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const thread = 'a|quay';
const ROWS = [
  mail(1, { subject: 'Re: Quay', thread }),
  mail(2, { subject: 'Quay', thread, folderId: 'a|/Sent' }),
  mail(3, { subject: 'Quay', thread, read: false }),
  mail(4, { subject: 'Lunch', thread: 'a|lunch', size: 90_000 }),
];
const list = () => screen.getByRole('treegrid', { name: 'Inbox' });
const rows = () => screen.getAllByRole('row').flatMap((row) => row.getAttribute('aria-label') ?? []);
const press = (key: string) => fireEvent.keyDown(list(), { key });

async function show() {
  const fakes = await fakeServices({
    rows: ROWS,
    engine: {
      'list.arrange': ({ sort, descending, clauses }: ListArrangement) => {
        const all = ROWS.filter(({ folderId }) => folderId === 'a|/Inbox');
        const shown = clauses.length === 0 ? all : all.filter(({ read }) => !read);
        return { groups: arrange(shown, { sort, descending }, { today: 0, ndayOf: () => -1 }), more: 0 };
      },
    },
  });
  render(<App services={fakes.services} />);
  await screen.findByRole('row', { name: /Lunch/ });
  await screen.findByRole('row', { name: /3 messages, closed/ });
  return fakes;
}

describe('a conversation in the list', () => {
  it('is one row, unread while one of it is, and opens and closes by key', async () => {
    await show();
    expect(list().getAttribute('aria-rowcount')).toBe('2');
    expect(rows()[0]).toMatch(/^Unread\. Sender 1, you, Sender\. Re: Quay\..*3 messages, closed\.$/);
    press('ArrowDown');
    await screen.findByRole('heading', { name: 'Re: Quay' });
    press('ArrowRight');
    await waitFor(() => expect(list().getAttribute('aria-rowcount')).toBe('4'));
    const open = await screen.findByRole('row', { name: /3 messages, open/ });
    expect([open.getAttribute('aria-expanded'), open.getAttribute('aria-level')]).toEqual(['true', '1']);
    const children = screen.getAllByRole('row').filter((row) => row.getAttribute('aria-level') === '2');
    expect(children.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^You.*Sent Items/),
      expect.stringMatching(/^Sender 3/),
    ]);
    press('ArrowRight');
    await screen.findByRole('heading', { name: 'Quay' });
    press('ArrowLeft');
    await screen.findByRole('heading', { name: 'Re: Quay' });
    press('ArrowLeft');
    await waitFor(() => expect(list().getAttribute('aria-rowcount')).toBe('2'));
    const { violations } = await axe.run(list(), { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it('is marked and deleted as a whole while it is closed, message by message while it is open', async () => {
    const { services, asked } = await show();
    press('ArrowDown');
    await screen.findByRole('heading', { name: 'Re: Quay' });
    services.commands.send('mark-unread');
    await waitFor(() =>
      expect(asked('messages.read').at(-1)).toEqual({ messageIds: ['a|/m1', 'a|/m3'], read: false }),
    );
    press('ArrowRight');
    await screen.findByRole('row', { name: /3 messages, open/ });
    services.commands.send('mark-unread');
    await waitFor(() =>
      expect(asked('messages.read').at(-1)).toEqual({ messageIds: ['a|/m1'], read: false }),
    );
  });

  it('opens where the next unread message lies under its head', async () => {
    const { services } = await show();
    services.commands.send('next-unread');
    await screen.findByRole('row', { name: /3 messages, open/ });
    await screen.findByRole('heading', { name: 'Quay' });
  });

  it('is taken apart where conversations are off', async () => {
    const { services } = await show();
    services.commands.send('conversations');
    await waitFor(() =>
      expect(screen.getByRole('grid', { name: 'Inbox' }).getAttribute('aria-rowcount')).toBe('3'),
    );
  });
});

describe('a list that the person arranged', () => {
  it('stands by size under headings, and the same again turns it round', async () => {
    await show();
    fireEvent.click(screen.getByRole('button', { name: 'Sorted by: Date, newest first' }));
    fireEvent.click(screen.getByRole('menuitemradio', { name: 'Size' }));
    await screen.findByText('10 to 100 KB');
    await waitFor(() =>
      expect(rows().map((each) => /Lunch|Quay/.exec(each)?.[0])).toEqual(['Lunch', 'Quay', 'Quay']),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Sorted by: Size, largest first' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'Turn the order round' }));
    await screen.findByRole('button', { name: 'Sorted by: Size, smallest first' });
    await waitFor(() => expect(/Lunch/.test(rows().at(-1) ?? '')).toBe(true));
  });

  it('is filtered by a press, says how much it shows, and is whole again after Escape', async () => {
    await show();
    fireEvent.click(screen.getByRole('button', { name: 'Unread', pressed: false }));
    await screen.findByText('1 message shown');
    await waitFor(() => expect(rows()).toHaveLength(1));
    const field = screen.getByRole('textbox', { name: 'Filter this folder' });
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(rows()).toHaveLength(2));
  });

  it('shows what people wrote whom one knows', async () => {
    const { asked } = await show();
    fireEvent.click(screen.getByRole('button', { name: 'People I know', pressed: false }));
    await screen.findByRole('button', { name: 'People I know', pressed: true });
    await waitFor(() =>
      expect(asked('list.arrange').at(-1)).toMatchObject({
        clauses: [{ term: { kind: 'from-known' }, not: false }],
      }),
    );
    await screen.findByText('1 message shown');
  });
});
