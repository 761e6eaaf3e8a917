import { afterEach, expect, it } from 'vitest';
import { contactItem, generatedContacts } from '../../../electron/mock-exchange/generate/contacts.ts';
import { NO_CONTACT } from '../../../shared/people/contact.ts';
import { type Bench, context, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, letters, PASSWORD, startHouse, USER } from './house.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const received = Date.UTC(2026, 10, 1);
const INGRID = contactItem(
  {
    cn: 'Ingrid Halvorsen',
    givenName: 'Ingrid',
    sn: 'Halvorsen',
    o: 'Halvorsen & Lie',
    title: 'Engineer',
    telephoneNumber: '+47 73 00 00 00',
    mobile: '+47 900 00 000',
    street: 'Kjøpmannsgata 34',
    l: 'Trondheim',
    postalcode: '7011',
    notes: 'Quay 3\nand 4',
  },
  { address: 'ingrid@halvorsen-lie.example', birthday: Date.UTC(1971, 4, 17), received },
);
/** Of the same organisation: its address means nothing outside, and the form for people says it. */
const BO = contactItem(
  { cn: 'Bo Lie', email1: '"Bo Lie" <bo@halvorsen-lie.example>' },
  { received: received + 1 },
);

async function begin(messages = [INGRID, BO]) {
  const house: House = await startHouse([
    { name: 'Inbox', role: 'inbox', messages: await letters(3) },
    { name: 'Contacts', role: 'contacts', messages },
  ]);
  stops.push(() => house.stop());
  const bench = startBench(house.port().transport);
  stops.push(() => bench.stop());
  const { calls } = bench.engine.handlers;
  await calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
  await until(async () => (await bench.database.contactFolders.count()) === 1, 'the contacts');
  return { house, bench, calls };
}
const names = async ({ database }: Bench) =>
  (await database.contacts.toArray()).map(({ name }) => name).sort();
const asked = (house: House, method: string) =>
  house.mock.journal.filter((entry) => entry.method === method && /\/Contacts\/?$/.test(entry.path)).length;

it('brings the contacts of the account over, and no mail among them', async () => {
  const { bench } = await begin();
  expect(await names(bench)).toEqual(['Bo Lie', 'Ingrid Halvorsen']);
  const ingrid = (await bench.database.contacts.toArray()).find(({ given }) => given === 'Ingrid');
  expect(ingrid).toMatchObject({
    accountId: ACCOUNT,
    company: 'Halvorsen & Lie',
    job: 'Engineer',
    emails: [{ kind: 'work', address: 'ingrid@halvorsen-lie.example' }],
    phones: [
      { kind: 'work', number: '+47 73 00 00 00' },
      { kind: 'mobile', number: '+47 900 00 000' },
    ],
    places: [{ kind: 'work', street: 'Kjøpmannsgata 34', city: 'Trondheim', code: '7011' }],
    birthday: '1971-05-17',
    notes: 'Quay 3\nand 4',
  });
  const bo = (await bench.database.contacts.toArray()).find(({ name }) => name === 'Bo Lie');
  expect(bo?.emails).toEqual([{ kind: 'work', address: 'bo@halvorsen-lie.example' }]);
  expect(await bench.database.messages.where('id').startsWith(`${ACCOUNT}|`).count()).toBe(3);
});

it('asks one small question where nothing changed, and takes over what did', async () => {
  const { house, bench, calls } = await begin();
  const searches = asked(house, 'SEARCH');
  const finds = asked(house, 'PROPFIND');
  await calls['contacts.look'](null, context());
  await until(() => Promise.resolve(asked(house, 'PROPFIND') > finds), 'another look');
  expect(asked(house, 'SEARCH')).toBe(searches);
  const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  const bo = (await bench.database.contacts.toArray()).find(({ name }) => name === 'Bo Lie');
  const gone = await fetch(`${house.mock.origin}${encodeURI(bo?.key ?? '')}`, {
    method: 'DELETE',
    headers: { authorization },
  });
  expect(gone.ok).toBe(true);
  await calls['contacts.look'](null, context());
  await until(async () => (await bench.database.contacts.count()) === 1, 'one contact less');
  expect(await names(bench)).toEqual(['Ingrid Halvorsen']);
  await calls['accounts.set']({ accounts: [] }, context());
  expect(await bench.database.contacts.count()).toBe(0);
});

it('keeps cards on this computer, in files', async () => {
  const { bench, calls } = await begin([]);
  const contact = {
    ...NO_CONTACT,
    name: 'Åse',
    emails: [{ kind: 'home', address: 'ase@example.com' }],
  } as const;
  const { key } = await calls['cards.save']({ key: null, contact }, context());
  expect(await bench.database.contacts.toArray()).toMatchObject([
    { ...contact, key, accountId: 'cards', uid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
  await calls['cards.save']({ key, contact: { ...contact, name: 'Åse Nygård' } }, context());
  expect(await names(bench)).toEqual(['Åse Nygård']);
  await calls['accounts.set']({ accounts: [] }, context());
  expect(await names(bench)).toEqual(['Åse Nygård']);
  await calls['cards.remove']({ key }, context());
  expect(await names(bench)).toEqual([]);
});

it('shows a contact of the account at once when it was written, moved away and brought back', async () => {
  const { bench, calls } = await begin();
  const contact = {
    ...NO_CONTACT,
    name: 'Åse',
    emails: [{ kind: 'work', address: 'Ase@example.com' }],
  } as const;
  const id = 'a'.repeat(32);
  const saved = await calls['contacts.save']({ accountId: ACCOUNT, id, kept: null, contact }, context());
  expect(await bench.database.contacts.where('mails').equals('ase@example.com').toArray()).toMatchObject([
    { ...contact, id: `${ACCOUNT}|${saved.key}`, accountId: ACCOUNT },
  ]);
  const href = saved.kept?.href ?? '';
  const { href: from } = await calls['contacts.remove']({ accountId: ACCOUNT, href }, context());
  expect(await names(bench)).toEqual(['Bo Lie', 'Ingrid Halvorsen']);
  await calls['contacts.restore']({ accountId: ACCOUNT, from, to: href }, context());
  expect(await names(bench)).toEqual(['Bo Lie', 'Ingrid Halvorsen', 'Åse']);
  // Gone meanwhile: it is not shown any longer, and that is said.
  const again = calls['contacts.remove']({ accountId: ACCOUNT, href: `${href}x` }, context());
  await expect(again).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  // The listing that follows finds the same.
  await until(async () => (await names(bench)).join() === 'Bo Lie,Ingrid Halvorsen,Åse', 'the same people');
});

it('has people in the demo mailbox', () => {
  const people = [...generatedContacts(7, received).messages];
  expect(people.length).toBeGreaterThan(10);
  expect(people[0]?.content.summary.subject).toBe('Ingrid Halvorsen');
});
