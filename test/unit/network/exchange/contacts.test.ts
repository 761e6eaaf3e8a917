import { afterEach, expect, it } from 'vitest';
import type { PropertyValue } from '../../../../electron/network/dav/multistatus.ts';
import type { Patch } from '../../../../electron/network/dav/proppatch.ts';
import { contactPatch } from '../../../../electron/network/exchange/contact-patch.ts';
import { EMAILS, PROVIDED, toListed } from '../../../../electron/network/exchange/contact-properties.ts';
import { oneOffOf, readOneOff } from '../../../../electron/network/exchange/one-off.ts';
import { P } from '../../../../electron/network/exchange/properties.ts';
import { ADDRESS_ID } from '../../../../shared/exchange/names.ts';
import { property } from '../../../../electron/network/dav/property.ts';
import { type Contact, NO_CONTACT } from '../../../../shared/people/contact.ts';
import { oneOffHex, wrappedHex } from '../../../helpers/distribution-list.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const value = (text: string, values: readonly string[] = []): PropertyValue => ({
  text,
  type: null,
  values,
  children: [],
});
/** What a server holds once it has taken the changes, one after the other. */
const kept = (...patches: readonly Patch[]) => {
  const found = new Map<string, PropertyValue>();
  for (const [{ key }, said] of patches.flat())
    if (said === null) found.delete(key);
    else if (typeof said === 'string') found.set(key, value(said));
    else if ('text' in said) found.set(key, value(said.text));
    else found.set(key, value('', 'type' in said ? said.values : said));
  return found;
};
const read = (found: ReadonlyMap<string, PropertyValue>) =>
  toListed({ href: '/c/a.EML', status: null, found, refused: new Map() }, null);
const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Auckland'];
it.each(ZONES)('keeps a birthday the same day, written in %s', (tz) => {
  process.env.TZ = tz;
  for (const birthday of ['1971-05-17', '2000-02-29', '1999-12-31']) {
    const patch = contactPatch(NO_CONTACT, { ...NO_CONTACT, name: 'A', birthday }, new Map());
    expect(read(kept(patch)).birthday).toBe(birthday);
  }
});

it('reads a birthday that was written in another time zone', () => {
  process.env.TZ = 'UTC';
  const patch = contactPatch(NO_CONTACT, { ...NO_CONTACT, name: 'A', birthday: '1971-05-17' }, new Map());
  const [key] = [...kept(patch).keys()].filter((each) => each.endsWith('bday'));
  for (const written of ['1971-05-16T23:00:00.000Z', '1971-05-17T05:00:00.000Z'])
    expect(read(new Map([[key ?? '', value(written)]])).birthday).toBe('1971-05-17');
});

it('leaves an internal address where it is, and counts it', () => {
  const [first] = EMAILS;
  const found = new Map([[first?.address.key ?? '', value('/o=Halvorsen/cn=bo')]]);
  const emails = (...all: string[]) => ({
    ...NO_CONTACT,
    name: 'Bo Lie',
    emails: all.map((address) => ({ kind: 'work' as const, address })),
  });
  const patch = contactPatch(NO_CONTACT, emails('a@x.example', 'b@x.example'), found);
  const keys = patch.map(([{ key }]) => key);
  expect(Object.values(first ?? {}).some(({ key }) => keys.includes(key))).toBe(false);
  const after = kept(patch);
  expect(read(after).emails.map(({ address }) => address)).toEqual(['a@x.example', 'b@x.example']);
  expect(after.get(PROVIDED.list.key)?.values).toEqual(['0', '1', '2']);
  expect(after.get(PROVIDED.bits.key)?.text).toBe('7');
  expect(() => contactPatch(NO_CONTACT, emails('a@x.example', 'b@x.example', 'c@x.example'), found)).toThrow(
    /here are 4/,
  );
});

it('gives back what it wrote, again and again', () => {
  const first: Contact = {
    ...NO_CONTACT,
    name: 'Bo Lie',
    emails: ['a@x.example', 'b@x.example', 'c@x.example'].map((address) => ({ kind: 'work', address })),
    phones: [
      { kind: 'work', number: '1' },
      { kind: 'work', number: '2' },
      { kind: 'fax', number: '3' },
    ],
  };
  const second: Contact = {
    ...first,
    name: '',
    company: ' Quay ',
    notes: 'a\u0007b\r\nc ',
    emails: first.emails.slice(1).reverse(),
    phones: first.phones.slice(1),
  };
  const one = kept(contactPatch(NO_CONTACT, first, new Map()));
  expect(read(one)).toMatchObject(first);
  const patch = contactPatch(read(one), second, one);
  expect(read(kept(contactPatch(NO_CONTACT, first, new Map()), patch))).toMatchObject({
    ...second,
    company: 'Quay',
    notes: 'ab\nc',
  });
  expect(contactPatch(read(one), first, one)).toEqual([]);
});

it('keeps the faxes that an address list shows, when addresses come and go', () => {
  const found = new Map([
    [PROVIDED.list.key, value('', ['0', '4'])],
    [PROVIDED.bits.key, value('17')],
  ]);
  const before: Contact = { ...NO_CONTACT, name: 'A', emails: [{ kind: 'work', address: 'a@x.example' }] };
  const set = new Map(
    contactPatch(before, { ...before, emails: [] }, found).map(([{ key }, said]) => [key, said]),
  );
  expect(set.get(PROVIDED.list.key)).toEqual({ type: 'mv.int', values: ['4'] });
  expect(set.get(PROVIDED.bits.key)).toEqual({ type: 'int', text: '16' });
});

it('reads one-off entry ids as Outlook writes them, and nothing else', () => {
  const bo = { name: 'Bo Ås', type: 'SMTP', address: 'bo@example.com' };
  expect(readOneOff(base64(oneOffHex('Bo Ås', 'SMTP', 'bo@example.com')))).toEqual(bo);
  expect(readOneOff(base64(oneOffHex('Bo Ås', 'SMTP', 'bo@example.com', false)))).toEqual(bo);
  expect(readOneOff(base64(wrappedHex(oneOffHex('Bo Ås', 'SMTP', 'bo@example.com'))))).toEqual(bo);
  expect(readOneOff(oneOffOf('Bo Ås', 'bo@example.com'))).toEqual(bo);
  const whole = oneOffHex('Bo', 'SMTP', 'bo@example.com');
  for (const hex of ['', whole.slice(0, 48), whole.slice(0, 80), whole.replace('812b', '812c')])
    expect(readOneOff(base64(hex))).toBeNull();
});

it('tells the members of a list as far as anybody can', () => {
  const list = (members: readonly string[], oneOffs: readonly string[]) =>
    read(
      new Map([
        [P.messageClass.key, value('IPM.DistList')],
        [P.subject.key, value('Crew')],
        [property(ADDRESS_ID, '0x8055').key, value('', members.map(base64))],
        [property(ADDRESS_ID, '0x8054').key, value('', oneOffs.map(base64))],
      ]),
    );
  const bo = oneOffHex('Bo', 'SMTP', 'bo@example.com');
  const ann = oneOffHex('Ann', 'EX', '/o=Org/cn=ann');
  expect(list(['00', wrappedHex(bo), '01'], [ann])).toMatchObject({
    kind: 'group',
    name: 'Crew',
    members: ['Ann', 'bo@example.com'],
  });
  expect(list([], []).members).toEqual([]);
});
