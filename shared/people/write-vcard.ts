import { escaped, folded } from '../content-lines/content-lines.ts';
import { type Contact, contactName } from './contact.ts';

/** A contact as a vCard 4.0 (RFC 6350), with the lines that were kept of the card that it came from. */
export function writeVcard(contact: Contact): string {
  const { kind, given, middle, family, prefix, suffix, company, department, uid, members } = contact;
  const parts = (...all: readonly string[]) =>
    all.some((each) => each !== '') ? all.map(escaped).join(';') : '';
  const line = (name: string, value: string) => (value === '' ? [] : [`${name}:${value}`]);
  return folded([
    'BEGIN:VCARD',
    'VERSION:4.0',
    'PRODID:-//Retinue//Retinue//EN',
    ...line('UID', uid === '' ? '' : escaped(isUuid(uid) ? `urn:uuid:${uid}` : uid)),
    ...(kind === 'group' ? ['KIND:group'] : []),
    `FN:${escaped(contactName(contact))}`,
    ...line('N', parts(family, given, middle, prefix, suffix)),
    ...line('NICKNAME', escaped(contact.nickname)),
    ...line('ORG', parts(company, ...(department === '' ? [] : [department]))),
    ...line('TITLE', escaped(contact.job)),
    ...contact.emails.map((each) => `EMAIL${typed(each.kind)}:${escaped(each.address)}`),
    ...contact.phones.map((each) => `TEL${typed(each.kind)}:${escaped(each.number)}`),
    ...contact.places.map(
      (each) =>
        `ADR${typed(each.kind)}:;;${[each.street, each.city, each.region, each.code, each.country].map(escaped).join(';')}`,
    ),
    ...line('URL', escaped(contact.web)),
    ...line('BDAY', contact.birthday.replaceAll(/(?<=\d)-|(?<=--\d\d)-/g, '')),
    ...line('NOTE', escaped(contact.notes)),
    ...members.map((each) => `MEMBER:${each.includes('@') ? 'mailto:' : 'urn:uuid:'}${escaped(each)}`),
    ...contact.extra.filter((each) => !/[\r\n]/.test(each)),
    'END:VCARD',
  ]);
}

function typed(kind: string): string {
  if (kind === 'other') return '';
  return `;TYPE=${kind === 'mobile' ? 'cell' : kind}`;
}

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
