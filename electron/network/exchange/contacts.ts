import type { ContactsEnd } from '../../../shared/contracts/people.ts';
import { CONTACTS, DAV, MAPI } from '../../../shared/exchange/names.ts';
import { parseAddresses } from '../../../shared/mail/addresses.ts';
import { type Contact, type ListedContact, NO_CONTACT } from '../../../shared/people/contact.ts';
import { identityPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { propfind } from '../dav/propfind.ts';
import { property } from '../dav/property.ts';
import type { Session } from '../session.ts';
import type { Discovery } from './discovery.ts';
import { dateOf, P, textOf } from './properties.ts';
import { allRows } from './rows.ts';
import { equals } from './sql.ts';

const c = (local: string) => property(CONTACTS, local);

/** Properties that are texts of a contact (reference 4.5). */
const TEXTS = {
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
} as const;
const PHONES = [
  ['work', c('telephoneNumber')],
  ['work', c('telephonenumber2')],
  ['mobile', c('mobile')],
  ['home', c('homePhone')],
  ['home', c('homephone2')],
  ['other', c('otherTelephone')],
  ['fax', c('facsimiletelephonenumber')],
  ['fax', c('homefax')],
] as const;
const PLACES = [
  ['work', ['street', 'l', 'st', 'postalcode', 'co'].map(c)],
  ['home', ['homeStreet', 'homeCity', 'homeState', 'homePostalCode', 'homeCountry'].map(c)],
  ['other', ['otherstreet', 'othercity', 'otherstate', 'otherpostalcode', 'othercountry'].map(c)],
] as const;
/** The address itself, and the form for people, which is all that some clients write. */
const EMAILS = [1, 2, 3].map((nth) => [property(MAPI, `email${nth}emailaddress`), c(`email${nth}`)] as const);
const BIRTHDAY = c('bday');
const CONTENT_CLASS = property(DAV, 'contentclass');
const SELECT = [
  P.permanentUrl,
  ...Object.values(TEXTS),
  ...PHONES.map(([, name]) => name),
  ...PLACES.flatMap(([, names]) => names),
  ...EMAILS.flat(),
  BIRTHDAY,
  P.text,
];
type Found = DavResponse['found'];

/** The people in an account's own folder of contacts, unless the folder says that nothing changed since `seen`. */
export async function* listContacts(
  session: Session,
  { contacts: folder }: Discovery,
  seen: string | null,
  signal: AbortSignal,
): AsyncGenerator<readonly ListedContact[], ContactsEnd, void> {
  if (folder === null) return { kind: 'none' };
  // Taken before the listing: what changes meanwhile is seen at the next look.
  const { response } = await propfind(session, folder, [P.contentTag], 'folder', signal);
  const tag = textOf(response.found, P.contentTag);
  if (seen !== null && tag === seen) return { kind: 'unchanged' };
  const where = [equals(CONTENT_CLASS, 'urn:content-classes:person')];
  for await (const batch of allRows(session, { path: folder, select: SELECT, where }, signal))
    yield batch.map(toContact);
  return { kind: 'listed', tag };
}

function toContact({ href, found }: DavResponse): ListedContact {
  const texts = Object.fromEntries(
    Object.entries(TEXTS).map(([name, from]) => [name, (textOf(found, from) ?? '').trim()]),
  ) as Record<keyof typeof TEXTS, string>;
  const birthday = dateOf(found, BIRTHDAY);
  return {
    ...NO_CONTACT,
    ...texts,
    key: identityPath(textOf(found, P.permanentUrl) || href),
    emails: emailsOf(found),
    phones: PHONES.flatMap(([kind, name]) => {
      const number = textOf(found, name)?.trim();
      return number ? [{ kind, number }] : [];
    }),
    places: PLACES.flatMap(([kind, names]) => placeOf(found, kind, names)),
    birthday: birthday === null ? '' : new Date(birthday).toISOString().slice(0, 10),
    notes: (textOf(found, P.text) ?? '').trim(),
  };
}

/** An Exchange address (`/o=…`) means nothing outside of its organisation: then the form for people is read. */
function emailsOf(found: Found): Contact['emails'] {
  return EMAILS.flatMap(([plain, shown]) => {
    const own = textOf(found, plain)?.trim() ?? '';
    const [read] = parseAddresses(textOf(found, shown) ?? '');
    const address = /^[^\s/]+@[^\s]+$/.test(own) ? own : (read?.address ?? '');
    return address === '' ? [] : [{ kind: 'work' as const, address }];
  });
}

function placeOf(
  found: Found,
  kind: 'work' | 'home' | 'other',
  names: readonly (typeof BIRTHDAY)[],
): Contact['places'] {
  const [street = '', city = '', region = '', code = '', country = ''] = names.map((name) =>
    (textOf(found, name) ?? '').trim(),
  );
  const isThere = [street, city, region, code, country].some((each) => each !== '');
  return isThere ? [{ kind, street, city, region, code, country }] : [];
}
