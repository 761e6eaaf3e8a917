// @vitest-environment happy-dom
import axe from 'axe-core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { openContactWriter } from '../../../renderer/store/write-contacts.ts';
import { fail } from '../../../shared/errors.ts';
import { type ListedContact, NO_CONTACT } from '../../../shared/people/contact.ts';
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

const somebody = (name: string, more: Partial<ListedContact> = {}): ListedContact => ({
  ...NO_CONTACT,
  name,
  key: name,
  emails: [{ kind: 'work', address: `${name.split(' ')[0]?.toLowerCase()}@example.com` }],
  ...more,
});
const LISTED = [
  somebody('Bo Lie', { company: 'Quay & Co', phones: [{ kind: 'mobile', number: '+47 1' }] }),
  somebody('Åse Nygård', { birthday: '--05-17', notes: 'one\ntwo' }),
  somebody('Anna Berg'),
];

async function show(
  people = LISTED,
  cards: readonly ListedContact[] = [],
  engine: NonNullable<Parameters<typeof fakeServices>[0]>['engine'] = {},
) {
  const fakes = await fakeServices({ rows: [mail(1)], engine });
  const writer = openContactWriter(fakes.database);
  await writer.replace('a', people, null);
  await writer.replace('cards', cards, null);
  render(<App services={fakes.services} />);
  fireEvent.mouseDown(await screen.findByRole('row', { name: /Subject 1/ }), { button: 0 });
  await screen.findByRole('heading', { name: 'Subject 1' });
  fakes.services.commands.send('address-book');
  const view = within(await screen.findByRole('region', { name: 'Address book' }));
  await view.findAllByRole('option');
  return { ...fakes, view };
}
const options = () => screen.getAllByRole('option').map((each) => each.textContent);
const list = () => screen.getByRole('listbox', { name: 'People' });

it('shows everybody in order, finds by name, company and address, and goes by letters', async () => {
  const { view } = await show();
  expect(options().map((text) => text?.slice(2, 6))).toEqual(['Anna', 'Åse ', 'Bo L']);
  fireEvent.change(view.getByRole('searchbox'), { target: { value: 'quay' } });
  await waitFor(() => expect(options()).toHaveLength(1));
  fireEvent.change(view.getByRole('searchbox'), { target: { value: '' } });
  await waitFor(() => expect(options()).toHaveLength(3));
  fireEvent.keyDown(list(), { key: 'b' });
  await view.findByRole('article', { name: 'Bo Lie' });
  fireEvent.keyDown(list(), { key: 'Home' });
  await view.findByRole('article', { name: 'Anna Berg' });
  fireEvent.keyDown(list(), { key: 'ArrowDown' });
  const card = within(await view.findByRole('article', { name: 'Åse Nygård' }));
  card.getByText('May 17');
  card.getByText(/Kept on the server of Work/);
  expect(card.queryByRole('button', { name: 'Edit…' })).toBeNull();
});

it('has nothing that axe finds, with somebody chosen and a form open', async () => {
  const { view } = await show();
  fireEvent.keyDown(list(), { key: 'b' });
  await view.findByRole('article', { name: 'Bo Lie' });
  const find = async () =>
    (
      await axe.run(screen.getByRole('region', { name: 'Address book' }), {
        rules: { 'color-contrast': { enabled: false } },
      })
    ).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  expect(await find()).toEqual([]);
  fireEvent.click(view.getByRole('button', { name: 'New contact' }));
  await screen.findByLabelText('First name');
  expect(await find()).toEqual([]);
});

it('draws what is in view only, of ten thousand people', async () => {
  const many = Array.from({ length: 10_000 }, (_, n) => somebody(`Person ${String(n).padStart(5, '0')}`));
  await show(many);
  expect(options().length).toBeLessThan(60);
  expect(screen.getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('10000');
  fireEvent.keyDown(list(), { key: 'End' });
  await screen.findByRole('article', { name: 'Person 09999' });
});

it('writes, edits and deletes cards on this computer, and brings them back', async () => {
  const { view, asked } = await show([], [somebody('Anna Berg', { places: [], extra: ['X-A:1'] })], {
    'cards.save': () => ({ key: 'Anna Berg' }),
  });
  fireEvent.keyDown(list(), { key: 'Home' });
  const card = within(await view.findByRole('article', { name: 'Anna Berg' }));
  fireEvent.click(card.getByRole('button', { name: 'Edit…' }));
  fireEvent.change(await screen.findByLabelText('Last name'), { target: { value: 'Dahl' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(asked('cards.save')).toMatchObject([
      { key: 'Anna Berg', contact: { name: 'Anna Dahl', given: 'Anna', family: 'Dahl', extra: ['X-A:1'] } },
    ]),
  );
  fireEvent.click(card.getByRole('button', { name: 'Delete' }));
  expect(asked('cards.remove')).toEqual([{ key: 'Anna Berg' }]);
  fireEvent.click(await screen.findByRole('button', { name: /Undo|Bring the contact back/ }));
  await waitFor(() => expect(asked('cards.save')).toHaveLength(2));
});

it('does nothing to the mail that it covers', async () => {
  const { asked, services } = await show();
  for (const command of ['delete', 'flag', 'reply'] as const) services.commands.send(command);
  fireEvent.keyDown(document.body, { key: 'Delete' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([...asked('messages.move'), ...asked('messages.flag'), ...asked('draft.save')]).toEqual([]);
  services.commands.send('mail');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Address book' })).toBeNull());
});

it('asks the server’s address list when it is told to, and not by typing', async () => {
  const { view, asked } = await show(LISTED, [], {
    'people.find': () => [{ name: 'Carl Dahl', address: 'carl@example.com' }],
  });
  fireEvent.change(view.getByRole('searchbox'), { target: { value: 'carl' } });
  const look = await view.findByRole('button', { name: /Look up “carl”/ });
  expect(asked('people.find')).toEqual([]);
  fireEvent.click(look);
  await view.findByText('Carl Dahl');
  fireEvent.click(view.getByRole('button', { name: 'Add Carl Dahl to the address book' }));
  expect(await screen.findByDisplayValue('carl@example.com')).toBeDefined();
});

it('reads vCard files', async () => {
  const { asked } = await show();
  const file = new File(['BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Émile\r\nEND:VCARD\r\n'], 'a.vcf');
  fireEvent.change(screen.getByLabelText('vCard files'), { target: { files: [file] } });
  await screen.findByText('1 contact was added on this computer.');
  expect(asked('cards.add')).toMatchObject([{ contacts: [{ name: 'Émile' }] }]);
});

const KEPT = { href: '/exchange/a/Contacts/bo.EML', etag: '"1"', folder: 'Customers' };
const ON_SERVER = somebody('Bo Lie', { given: 'Bo', family: 'Lie', kept: KEPT });

it('edits a contact of an account, keeps what was typed when the server refuses, and shows it as it is now', async () => {
  const answers: (() => unknown)[] = [
    () => {
      throw fail('offline', 'No server.');
    },
    () => {
      throw fail('conflict', 'It was changed.', { status: 412 });
    },
    () => ({ ...ON_SERVER, job: 'Mate' }),
  ];
  const { view, asked } = await show([ON_SERVER], [], {
    'contacts.save': () => answers.shift()?.(),
    'contacts.read': () => ({ ...ON_SERVER, job: 'Captain', kept: { ...KEPT, etag: '"2"' } }),
  });
  fireEvent.keyDown(list(), { key: 'Home' });
  const card = within(await view.findByRole('article', { name: 'Bo Lie' }));
  card.getByText('Kept on the server of Work, in the folder Customers.');
  fireEvent.click(card.getByRole('button', { name: 'Edit…' }));
  const job = await screen.findByLabelText('Job title');
  expect(screen.queryByLabelText('Keep it in')).toBeNull();
  fireEvent.change(job, { target: { value: 'Engineer' } });
  const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  save();
  await screen.findByText('No server. What you typed is still here.');
  expect(job).toHaveProperty('value', 'Engineer');
  expect(screen.queryByRole('button', { name: 'Show it as it is now' })).toBeNull();
  save();
  fireEvent.click(await screen.findByRole('button', { name: 'Show it as it is now' }));
  await waitFor(() => expect(job).toHaveProperty('value', 'Captain'));
  expect(asked('contacts.read')).toEqual([{ accountId: 'a', href: KEPT.href }]);
  fireEvent.change(job, { target: { value: 'Mate' } });
  save();
  await waitFor(() => expect(screen.queryByLabelText('Job title')).toBeNull());
  const place = { accountId: 'a', kept: { href: KEPT.href, etag: '"1"' } };
  expect(asked('contacts.save')).toMatchObject([
    { ...place, contact: { name: 'Bo Lie', job: 'Engineer' } },
    { ...place, contact: { job: 'Engineer' } },
    { ...place, kept: { href: KEPT.href, etag: '"2"' }, contact: { job: 'Mate' } },
  ]);
  expect(answers).toEqual([]);
});

it('puts a new contact into the account that is chosen, and remembers which', async () => {
  const { view, asked } = await show(LISTED, [], { 'contacts.save': () => ON_SERVER });
  fireEvent.click(view.getByRole('button', { name: 'New contact' }));
  const book = await screen.findByLabelText('Keep it in');
  expect(book).toHaveProperty('value', 'cards');
  fireEvent.change(book, { target: { value: 'a' } });
  fireEvent.change(screen.getByLabelText('First name'), { target: { value: 'Zoë' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(asked('contacts.save')).toMatchObject([
      { accountId: 'a', id: expect.stringMatching(/^[0-9a-f]{32}$/), kept: null, contact: { name: 'Zoë' } },
    ]),
  );
  fireEvent.click(view.getByRole('button', { name: 'New contact' }));
  expect(await screen.findByLabelText('Keep it in')).toHaveProperty('value', 'a');
});

it('moves a contact of an account to Deleted Items, and back', async () => {
  const group = somebody('Crew', {
    kind: 'group',
    emails: [],
    kept: { ...KEPT, href: '/exchange/a/crew.EML' },
  });
  const { view, asked } = await show([ON_SERVER, group], [], {
    'contacts.remove': () => ({ href: '/exchange/a/Deleted/bo.EML' }),
  });
  fireEvent.keyDown(list(), { key: 'End' });
  const lists = within(await view.findByRole('article', { name: 'Crew' }));
  lists.getByText('The server does not say who is in this group.');
  expect(lists.queryByRole('button', { name: 'Edit…' })).toBeNull();
  fireEvent.keyDown(list(), { key: 'Home' });
  const card = within(await view.findByRole('article', { name: 'Bo Lie' }));
  fireEvent.click(card.getByRole('button', { name: 'Delete' }));
  await screen.findByText('Bo Lie was moved to Deleted Items.');
  fireEvent.click(await screen.findByRole('button', { name: /Undo|Bring the contact back/ }));
  await waitFor(() =>
    expect(asked('contacts.restore')).toEqual([
      { accountId: 'a', from: '/exchange/a/Deleted/bo.EML', to: KEPT.href },
    ]),
  );
});
