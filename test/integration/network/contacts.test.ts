import { afterEach, expect, it } from 'vitest';
import { contactItem } from '../../../electron/mock-exchange/generate/contacts.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { ADDRESS_ID, CONTACTS } from '../../../shared/exchange/names.ts';
import { type Contact, type ListedContact, NO_CONTACT } from '../../../shared/people/contact.ts';
import { listItem, oneOffHex } from '../../helpers/distribution-list.ts';
import { collect, failureOf, startNetwork } from './network.ts';

const accountId = 'a';
const received = Date.UTC(2026, 10, 1);
const ID = '0123456789abcdef0123456789abcdef';
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

const INGRID = contactItem(
  {
    cn: 'Ingrid Halvorsen',
    givenName: 'Ingrid',
    sn: 'Halvorsen',
    fileas: 'Halvorsen, Ingrid',
    o: 'Halvorsen & Lie',
    spousecn: 'Nils',
    telephoneNumber: '+47 73 00 00 00',
    telephonenumber2: '+47 73 00 00 01',
    homefax: '+47 73 00 00 02',
    homeStreet: 'Gata 3',
    notes: 'Quay 3\nand 4',
  },
  { address: 'ingrid@halvorsen-lie.example', received },
);
const CUSTOMER = contactItem({ cn: 'Carl Customer' }, { address: 'carl@example.com', received });
const CREW = listItem('Crew', { oneOffs: [oneOffHex('Bo Lie', 'SMTP', 'bo@example.com')] });

async function start(rules: readonly RuleInput[] = []) {
  const folders = [
    { name: 'Inbox', role: 'inbox' as const, messages: [] },
    {
      name: 'Contacts',
      role: 'contacts' as const,
      messages: [INGRID, CREW],
      folders: [{ name: 'Customers', folderClass: 'IPF.Contact', messages: [CUSTOMER] }],
    },
  ];
  const own = { user: 'alex', displayName: 'Alex', address: 'alex@example.com', password: 'secret' };
  const mock = await startMockExchange({ mailboxes: [{ ...own, folders }], rules });
  const net = await startNetwork();
  open.push(mock, net);
  const account = {
    id: accountId,
    url: mock.mailboxUrl('alex'),
    user: 'alex',
    password: 'secret',
    demo: false,
  };
  net.service.setAccounts([account]);
  const { network } = net;
  const list = async () => (await collect(network.stream('contacts.list', { accountId, seen: null }))).items;
  const named = async (name: string) => {
    const found = (await list()).find((each) => each.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const save = (contact: Contact, from: ListedContact | null = null, id = ID) => {
    const kept = from?.kept ? { href: from.kept.href, etag: from.kept.etag } : null;
    return network.call('contacts.save', { accountId, id, kept, contact });
  };
  const dav = async (method: string, href: string, body: string, more: Record<string, string> = {}) => {
    const authorization = `Basic ${Buffer.from('alex:secret').toString('base64')}`;
    const answer = await fetch(mock.origin + href, {
      method,
      headers: { authorization, 'content-type': 'text/xml', ...more },
      body,
    });
    return await answer.text();
  };
  /** What another program reads of an item; null where it has no such property. */
  const value = async (href: string, namespace: string, name: string) => {
    const spelt = name.replace(/^0/, '_x0030_');
    const body = `<propfind xmlns="DAV:"><prop><x:${spelt} xmlns:x="${namespace}"/></prop></propfind>`;
    const text = await dav('PROPFIND', href, body, { depth: '0', brief: 't' });
    return new RegExp(`:(?:${spelt}|${name})(?: [^>]*)?>(.*?)</`, 's').exec(text)?.[1] ?? null;
  };
  const elsewhere = (href: string, name: string, text: string) =>
    dav(
      'PROPPATCH',
      href,
      `<propertyupdate xmlns="DAV:"><set><prop><c:${name} xmlns:c="${CONTACTS}">${text}</c:${name}></prop></set></propertyupdate>`,
    );
  const count = (path: string) => mock.folders('alex').find((each) => each.path === path)?.total;
  return { mock, net, network, account, list, named, save, value, elsewhere, count };
}

const ASE: Contact = {
  ...NO_CONTACT,
  name: 'Dr. Åse Marie Nygård',
  given: 'Åse',
  middle: 'Marie',
  family: 'Nygård',
  prefix: 'Dr.',
  nickname: 'Å',
  company: 'Quay & <Co>',
  department: 'Drawings',
  job: 'Engineer',
  emails: [
    { kind: 'work', address: 'ase@example.com' },
    { kind: 'work', address: 'nygård@example.org' },
  ],
  phones: [
    { kind: 'work', number: '+47 1' },
    { kind: 'mobile', number: '+47 2' },
    { kind: 'home', number: '+47 3' },
  ],
  places: [
    { kind: 'other', street: 'Gata 1', city: 'Trondheim', region: '', code: '7011', country: 'Norway' },
  ],
  web: 'https://example.com/å',
  birthday: '1971-05-17',
  notes: 'one\ntwo',
};

it('writes a new contact, and reads what was written', async () => {
  const { save, list, value, count } = await start();
  const saved = await save(ASE);
  expect(saved).toMatchObject({ ...ASE, kept: { href: `/exchange/alex/Contacts/${ID}.EML`, folder: null } });
  expect(await list()).toContainEqual(saved);
  const href = saved.kept?.href ?? '';
  const outlook = [0x8080, 0x8082, 0x8083, 0x8084].map((id) =>
    value(href, ADDRESS_ID, `0x${(id + 0x10).toString(16)}`),
  );
  expect(await Promise.all(outlook)).toEqual([
    'Dr. Åse Marie Nygård (nygård@example.org)',
    'SMTP',
    'nygård@example.org',
    'nygård@example.org',
  ]);
  expect(await value(href, CONTACTS, 'fileas')).toBe('Nygård, Åse Marie');
  expect(await value(href, ADDRESS_ID, '0x8029')).toBe('3');
  expect(await value(href, 'http://schemas.microsoft.com/exchange/', 'outlookmessageclass')).toBe(
    'IPM.Contact',
  );
  const entry = Buffer.from((await value(href, ADDRESS_ID, '0x8085')) ?? '', 'base64').toString('hex');
  expect(entry).toBe(oneOffHex('Dr. Åse Marie Nygård', 'SMTP', 'ase@example.com').replace('0190', '0180'));
  // The same form again, whose answer was lost: no second contact, and what was changed meanwhile is written.
  expect(await save({ ...ASE, job: 'Chief' })).toMatchObject({ key: saved.key, job: 'Chief' });
  expect(count('Contacts')).toBe(3);
});

it('writes what changed alone, and takes out what was emptied', async () => {
  const { named, save, value, mock } = await start();
  const ingrid = await named('Ingrid Halvorsen');
  const wanted: Contact = {
    ...ingrid,
    name: 'Ingrid Lie',
    family: 'Lie',
    company: '',
    notes: '',
    emails: [],
    phones: ingrid.phones.slice(1),
    birthday: '1980-01-02',
  };
  const saved = await save(wanted, ingrid);
  expect(saved).toMatchObject({ ...wanted, kept: { folder: null } });
  expect(saved.kept?.etag).not.toBe(ingrid.kept?.etag);
  const href = ingrid.kept?.href ?? '';
  const read = (name: string) => value(href, CONTACTS, name);
  expect(await Promise.all(['o', 'email1', 'telephonenumber2'].map(read))).toEqual([null, null, null]);
  expect(await value(href, ADDRESS_ID, '0x8083')).toBeNull();
  expect(await Promise.all(['spousecn', 'homefax', 'telephoneNumber', 'fileas'].map(read))).toEqual([
    'Nils',
    '+47 73 00 00 02',
    '+47 73 00 00 01',
    'Lie, Ingrid',
  ]);
  // Nothing is asked to change where nothing did.
  const patches = () => mock.journal.filter(({ method }) => method === 'PROPPATCH').length;
  const before = patches();
  await save(saved, saved);
  expect(patches()).toBe(before);
});

it('leaves the name by which another program files it', async () => {
  const { named, save, value, elsewhere } = await start();
  await elsewhere((await named('Ingrid Halvorsen')).kept?.href ?? '', 'fileas', 'The quay');
  const ingrid = await named('Ingrid Halvorsen');
  await save({ ...ingrid, name: 'Inga', given: 'Inga', family: '' }, ingrid);
  expect(await value(ingrid.kept?.href ?? '', CONTACTS, 'fileas')).toBe('The quay');
});

it('does not write over what somebody else changed meanwhile', async () => {
  const { named, save, elsewhere, value, network } = await start();
  const ingrid = await named('Ingrid Halvorsen');
  const href = ingrid.kept?.href ?? '';
  await elsewhere(href, 'title', 'Captain');
  const failure = await failureOf(save({ ...ingrid, job: 'Engineer' }, ingrid));
  expect(failure).toMatchObject({ kind: 'conflict', status: 412 });
  expect(failure.sentence).toContain('was changed on the server meanwhile');
  expect(await value(href, CONTACTS, 'title')).toBe('Captain');
  const now = await network.call('contacts.read', { accountId, href });
  expect(now).toMatchObject({ key: ingrid.key, job: 'Captain', kept: { folder: null } });
  expect(await save({ ...now, job: 'Engineer' }, now)).toMatchObject({ job: 'Engineer' });
});

it('meets somebody else between reading and writing', async () => {
  const { named, save } = await start([
    {
      where: { method: 'PROPPATCH' },
      step: 'after-headers',
      what: { kind: 'status', status: 412 },
    },
  ]);
  const ingrid = await named('Ingrid Halvorsen');
  expect(await failureOf(save({ ...ingrid, job: 'Engineer' }, ingrid))).toMatchObject({ kind: 'conflict' });
});

it('moves a contact to Deleted Items, and back', async () => {
  const { named, network, count, list } = await start();
  const { kept, key } = await named('Ingrid Halvorsen');
  const href = kept?.href ?? '';
  const moved = await network.call('contacts.remove', { accountId, href });
  expect(moved.href).toMatch(/^\/exchange\/alex\/Deleted%20Items\//);
  expect([count('Contacts'), count('Deleted Items')]).toEqual([1, 1]);
  const gone = await failureOf(network.call('contacts.remove', { accountId, href }));
  expect(gone).toMatchObject({ kind: 'not-found', status: 404 });
  expect(gone.sentence).toContain('no longer in the folder “Contacts”');
  const back = await network.call('contacts.restore', { accountId, from: moved.href, to: href });
  expect(back).toMatchObject({ name: 'Ingrid Halvorsen', kept: { href } });
  expect((await list()).some((each) => each.key === key)).toBe(true);
});

it.each([
  [403, 'forbidden', 'does not let you change contacts in the folder “Contacts” (403)'],
  [423, 'conflict', 'is locked by another program (423)'],
  [500, 'server-fault', 'failed at a contact in the folder “Contacts” (500)'],
  [507, 'storage-full', 'Your mailbox is full (507)'],
])('says what and where the server refused: %i', async (status, kind, sentence) => {
  const { save, count } = await start([
    { where: { method: 'PROPPATCH' }, step: 'after-headers', what: { kind: 'status', status } },
  ]);
  const failure = await failureOf(save(ASE));
  expect(failure).toMatchObject({ kind, status });
  expect(failure.sentence).toContain(sentence);
  expect(count('Contacts')).toBe(2);
});

it('says that the server is needed, and makes no second contact after a lost answer', async () => {
  const { save, network, net, account, count, list } = await start([
    {
      where: { method: 'PROPPATCH' },
      step: 'after-commit-before-reply',
      what: { kind: 'reset' },
      howLong: { count: 1 },
    },
  ]);
  const lost = await failureOf(save(ASE));
  expect(lost.kind).toBe('interrupted');
  expect(lost.sentence).toContain('Try again');
  const saved = await save(ASE);
  expect(await list()).toContainEqual(saved);
  expect(count('Contacts')).toBe(3);
  net.service.setAccounts([{ ...account, paused: true }]);
  const paused = await failureOf(save({ ...ASE, job: 'Chief' }, saved));
  expect(paused).toMatchObject({ kind: 'paused' });
  expect(paused.sentence).toContain('is not asked now');
  // Nobody listens there.
  net.service.setAccounts([{ ...account, url: 'http://localhost:1/exchange/alex/' }]);
  const href = saved.kept?.href ?? '';
  const offline = await failureOf(network.call('contacts.remove', { accountId, href }));
  expect(offline).toMatchObject({ kind: 'offline' });
  expect(offline.sentence).toContain('cannot be reached now');
});

it('refuses what the server has no place for, and asks it nothing', async () => {
  const { save, count } = await start();
  const emails = ['a', 'b', 'c', 'd'].map((each) => ({
    kind: 'work' as const,
    address: `${each}@x.example`,
  }));
  const of = async (contact: Partial<Contact>) => (await failureOf(save({ ...ASE, ...contact }))).sentence;
  expect(await of({ emails })).toContain('keeps 3 e-mail addresses of a contact, and here are 4');
  expect(await of({ emails: [{ kind: 'work', address: 'nobody' }] })).toContain(
    '“nobody” is no e-mail address',
  );
  expect(await of({ birthday: '--05-17' })).toContain('no place for all');
  expect(count('Contacts')).toBe(2);
});

it('lists folders of contacts inside, and distribution lists', async () => {
  const { named, save, network, list, elsewhere } = await start();
  const carl = await named('Carl Customer');
  expect(carl.kept).toMatchObject({ folder: 'Customers' });
  expect(await named('Crew')).toMatchObject({ kind: 'group', members: ['bo@example.com'] });
  const seen = async (tag: string | null) =>
    (await collect(network.stream('contacts.list', { accountId, seen: tag }))).end;
  const end = await seen(null);
  const tag = end.kind === 'listed' ? end.tag : null;
  expect(await seen(tag)).toEqual({ kind: 'unchanged' });
  expect(await save({ ...carl, job: 'Buyer' }, carl)).toMatchObject({ kept: { folder: 'Customers' } });
  expect(await seen(tag)).toMatchObject({ kind: 'listed' });
  await elsewhere(carl.kept?.href ?? '', 'o', 'Shop');
  expect(await list()).toHaveLength(3);
});
