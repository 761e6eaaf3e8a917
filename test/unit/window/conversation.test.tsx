// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, folder, mail } from './support/fake-services.ts';

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
  mail(1, { subject: 'Re: Quay', thread, read: false, flagged: true }),
  mail(2, { subject: 'Quay', thread, folderId: 'a|/Sent' }),
  mail(3, { subject: 'Old quay', thread, folderId: 'a|/2025' }),
  mail(4, { subject: 'Lunch', thread: 'a|lunch' }),
];
const line = () => screen.findByRole('button', { name: /^Conversation/ });
const members = () => within(screen.getByRole('region', { name: 'Conversation' })).getAllByRole('listitem');
const choose = async (name: RegExp) =>
  fireEvent.mouseDown(await screen.findByRole('row', { name }), { button: 0 });

async function show() {
  const gone = { ...folder('a|/2025'), parentPath: '/Gone' };
  const fakes = await fakeServices({
    folders: [folder('a|/Gone', 'deleted'), gone],
    rows: ROWS,
    engine: {
      'search.find': () => ({ ids: ['a|/m1'], total: 1, bodies: { here: 1, messages: 1 }, indexing: 0 }),
    },
  });
  render(<App services={fakes.services} />);
  await screen.findByRole('row', { name: /Lunch/ });
  return fakes;
}

it('is told of where there is one, with what it is made of', async () => {
  const { database } = await show();
  await choose(/Lunch/);
  await screen.findByRole('heading', { name: 'Lunch' });
  expect(screen.queryByRole('button', { name: /^Conversation/ })).toBeNull();
  await choose(/Re: Quay/);
  fireEvent.click(await line());
  const said = members().map((each) => each.textContent ?? '');
  expect(said.map((text) => /^(.*)Preview \d(.*)$/.exec(text)?.slice(1))).toEqual([
    ['Sender 3', expect.stringMatching(/^2025 \(deleted\)/)],
    ['You', expect.stringMatching(/^Sent Items/)],
    ['Sender 1', expect.stringMatching(/^Inbox/)],
  ]);
  await database.messages.update('a|/m2', { folderId: 'a|removed' });
  await waitFor(async () => expect((await line()).textContent).toMatch(/^Conversation: 2 messages/));
});

it('leads to a message in its own folder, from a search as well', async () => {
  await show();
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'quay' } });
  await screen.findByRole('grid', { name: 'Results' });
  await choose(/Re: Quay/);
  fireEvent.click(await line());
  fireEvent.click(screen.getByRole('button', { name: /^You/ }));
  const list = await screen.findByRole('treegrid', { name: 'Sent Items' });
  await screen.findByRole('heading', { name: 'Quay', level: 1 });
  await waitFor(() =>
    expect(within(list).getByRole('row', { selected: true }).textContent).toContain('Quay'),
  );
  expect((screen.getByRole('searchbox') as HTMLInputElement).value).toBe('');
  expect(screen.getByRole('button', { name: /^You/ }).getAttribute('aria-current')).toBe('true');
});
