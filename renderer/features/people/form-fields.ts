import type { Contact } from '../../../shared/people/contact.ts';

/** The fields of the form, in their order. */
export const FIELDS = [
  'given',
  'family',
  'company',
  'department',
  'job',
  'emails',
  'work',
  'mobile',
  'home',
  'street',
  'code',
  'city',
  'country',
  'web',
  'birthday',
  'notes',
] as const;
export type FieldName = (typeof FIELDS)[number];
export type Fields = Readonly<Record<FieldName, string>>;

const PHONES = ['work', 'mobile', 'home'] as const;

/** What the form shows of a contact. */
export function fieldsOf(contact: Contact): Fields {
  const { given, family, name, company, department, job, web, notes, birthday, emails, phones } = contact;
  const [place] = contact.places;
  const phone = (kind: (typeof PHONES)[number]) => phones.find((each) => each.kind === kind)?.number ?? '';
  // A card with a full name alone: its last word is what people are looked up by.
  const words = given === '' && family === '' && name !== company ? name.split(' ') : [];
  return {
    given: given || words.slice(0, -1).join(' '),
    family: family || (words.at(-1) ?? ''),
    company,
    department,
    job,
    web,
    notes,
    emails: emails.map(({ address }) => address).join('\n'),
    work: phone('work'),
    mobile: phone('mobile'),
    home: phone('home'),
    street: place?.street ?? '',
    code: place?.code ?? '',
    city: place?.city ?? '',
    country: place?.country ?? '',
    birthday: birthday.startsWith('--') ? '' : birthday,
  };
}

/** The contact with what the form says; what it does not show stays: other numbers, other places, kept lines. */
export function changed(before: Contact, fields: Fields): Contact {
  const was = fieldsOf(before);
  const trim = (name: FieldName) => fields[name].trim();
  const [given, family] = [trim('given'), trim('family')];
  const isNamed = fields.given !== was.given || fields.family !== was.family;
  const name = [before.prefix, given, before.middle, family, before.suffix]
    .filter((each) => each !== '')
    .join(' ');
  return {
    ...before,
    name: isNamed || before.name === '' ? (given || family ? name : '') : before.name,
    ...(isNamed ? { given, family } : {}),
    company: trim('company'),
    department: trim('department'),
    job: trim('job'),
    web: trim('web'),
    notes: fields.notes,
    birthday: fields.birthday === was.birthday ? before.birthday : fields.birthday,
    emails: addressesOf(before, fields.emails),
    phones: phonesOf(before, fields),
    places: placesOf(before, fields),
  };
}

function addressesOf({ emails }: Contact, text: string): Contact['emails'] {
  const addresses = text.split(/[\s,;]+/).filter((each) => each !== '');
  return addresses.map(
    (address) => emails.find((each) => each.address === address) ?? { kind: 'other', address },
  );
}

/** The first number of each kind is the one that the form shows. */
function phonesOf({ phones }: Contact, fields: Fields): Contact['phones'] {
  const firsts = PHONES.map((kind) => phones.findIndex((each) => each.kind === kind));
  const kept = phones.filter((_, index) => !firsts.includes(index));
  const shown = PHONES.flatMap((kind) => {
    const number = fields[kind].trim();
    return number === '' ? [] : [{ kind, number }];
  });
  return [...shown, ...kept];
}

function placesOf({ places: [first, ...rest] }: Contact, fields: Fields): Contact['places'] {
  const [street, code, city, country] = [fields.street, fields.code, fields.city, fields.country].map(
    (each) => each.trim(),
  );
  const region = first?.region ?? '';
  const place = {
    kind: first?.kind ?? ('other' as const),
    street: street ?? '',
    code: code ?? '',
    city: city ?? '',
    region,
    country: country ?? '',
  };
  const isThere = [place.street, place.code, place.city, region, place.country].some((each) => each !== '');
  return isThere ? [place, ...rest] : rest;
}
