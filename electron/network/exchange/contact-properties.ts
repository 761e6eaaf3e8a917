import { ADDRESS_ID, CONTACTS, DAV } from '../../../shared/exchange/names.ts';
import { dayBounds, DAY_MS, localDay } from '../../../shared/local-days.ts';
import { parseAddresses } from '../../../shared/mail/addresses.ts';
import { type Contact, type ListedContact, NO_CONTACT } from '../../../shared/people/contact.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { type Property, property } from '../dav/property.ts';
import { isList, LIST_PROPERTIES, membersOf } from './distribution-list.ts';
import { dateOf, P, textOf } from './properties.ts';

const c = (local: string) => property(CONTACTS, local);
const a = (id: number) => property(ADDRESS_ID, `0x${id.toString(16)}`);

/** What of a contact is one text (reference 4.5). */
export const TEXTS = {
  name: c('cn'),
  given: c('givenName'),
  middle: c('middlename'),
  family: c('sn'),
  prefix: c('personaltitle'),
  suffix: c('namesuffix'),
  nickname: c('nickname'),
  company: c('o'),
  department: c('department'),
  job: c('title'),
  web: c('businesshomepage'),
  notes: P.text,
} as const;
/** Where numbers of a kind have their place, the first one first. */
export const PHONES = {
  work: [c('telephoneNumber'), c('telephonenumber2')],
  mobile: [c('mobile')],
  home: [c('homePhone'), c('homephone2')],
  other: [c('otherTelephone')],
  fax: [c('facsimiletelephonenumber'), c('homefax')],
} as const;
/** Street, city, region, code and country of the places. */
export const PLACES = {
  work: ['street', 'l', 'st', 'postalcode', 'co'].map(c),
  home: ['homeStreet', 'homeCity', 'homeState', 'homePostalCode', 'homeCountry'].map(c),
  other: ['otherstreet', 'othercity', 'otherstate', 'otherpostalcode', 'othercountry'].map(c),
} as const;
/** An e-mail address as Outlook keeps it (MS-OXOCNTC 2.2.1.2), and the form for people, which is all that some clients write. */
export const EMAILS = [0, 1, 2].map((nth) => ({
  displayed: a(0x8080 + 0x10 * nth),
  type: a(0x8082 + 0x10 * nth),
  address: a(0x8083 + 0x10 * nth),
  original: a(0x8084 + 0x10 * nth),
  entryId: a(0x8085 + 0x10 * nth),
  shown: c(`email${nth + 1}`),
}));
export type EmailSlot = (typeof EMAILS)[number];
/** Which of its e-mail addresses and faxes Outlook's address list shows: as numbers, and as bits (MS-OXOCNTC 2.2.1.2). */
export const PROVIDED = { list: a(0x8028), bits: a(0x8029) } as const;
export const BIRTHDAY = c('bday');
/** What Outlook sorts it by. */
export const FILE_AS = c('fileas');
export const CONTENT_CLASS = property(DAV, 'contentclass');

/** All that a contact, or a list, is read from. */
export const SELECT: readonly Property[] = [
  P.permanentUrl,
  P.etag,
  P.messageClass,
  P.subject,
  ...Object.values(TEXTS),
  ...Object.values(PHONES).flat(),
  ...Object.values(PLACES).flat(),
  ...EMAILS.flatMap(({ address, original, shown }) => [address, original, shown]),
  BIRTHDAY,
  ...LIST_PROPERTIES,
];
type Found = DavResponse['found'];

/** A contact, or a distribution list, as the server holds it. `folder`: of one inside of the account's own folder. */
export function toListed({ href, found }: DavResponse, folder: string | null): ListedContact {
  return {
    ...(isList(found) ? toGroup(found) : toPerson(found)),
    key: identityPath(textOf(found, P.permanentUrl) || href),
    kept: { href: requestPath(href), etag: textOf(found, P.etag) ?? '', folder },
  };
}

function toGroup(found: Found): Contact {
  const name = trimmed(found, TEXTS.name) || trimmed(found, P.subject);
  return { ...NO_CONTACT, kind: 'group', name, notes: trimmed(found, P.text), members: membersOf(found) };
}

function toPerson(found: Found): Contact {
  const texts = Object.fromEntries(
    Object.entries(TEXTS).map(([name, from]) => [name, trimmed(found, from)]),
  ) as Record<keyof typeof TEXTS, string>;
  return {
    ...NO_CONTACT,
    ...texts,
    emails: EMAILS.flatMap((slot) => emailOf(found, slot)),
    phones: kinds(PHONES).flatMap((kind) =>
      PHONES[kind].flatMap((name) => {
        const number = trimmed(found, name);
        return number === '' ? [] : [{ kind, number }];
      }),
    ),
    places: kinds(PLACES).flatMap((kind) => placeOf(found, kind)),
    birthday: birthdayOf(found),
  };
}

/** An Exchange address (`/o=…`) means nothing outside of its organisation: then the other forms are read. */
function emailOf(found: Found, { address: plain, original, shown }: EmailSlot): Contact['emails'] {
  const [read] = parseAddresses(textOf(found, shown) ?? '');
  const forms = [trimmed(found, plain), trimmed(found, original), read?.address ?? ''];
  const address = forms.find(isAddress);
  return address === undefined ? [] : [{ kind: 'work' as const, address }];
}

/** Whether an address stands there that means nothing outside of its organisation, in no form that could be shown. */
export function isInternal(found: Found, slot: EmailSlot): boolean {
  const isFilled = [slot.address, slot.original, slot.shown].some((name) => trimmed(found, name) !== '');
  return isFilled && emailOf(found, slot).length === 0;
}

/** What is taken for an e-mail address, and no other is written. */
export function isAddress(text: string): boolean {
  return /^[^\s/][^\s]*@[^\s]+$/.test(text);
}

function placeOf(found: Found, kind: keyof typeof PLACES): Contact['places'] {
  const [street = '', city = '', region = '', code = '', country = ''] = PLACES[kind].map((name) =>
    trimmed(found, name),
  );
  const isThere = [street, city, region, code, country].some((each) => each !== '');
  return isThere ? [{ kind, street, city, region, code, country }] : [];
}

/** Outlook writes the midnight where its person is, so that the date in UTC may be the day before. */
function birthdayOf(found: Found): string {
  const at = dateOf(found, BIRTHDAY);
  if (at === null) return '';
  const here = localDay(at);
  const day = dayBounds(here).start === at ? here : Math.round(at / DAY_MS);
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function trimmed(found: Found, name: Property): string {
  return (textOf(found, name) ?? '').replaceAll('\r\n', '\n').trim();
}

/** The names of a table, as what they are. */
export function kinds<K extends string>(table: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(table) as K[];
}
