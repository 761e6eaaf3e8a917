import { dayBounds, DAY_MS } from '../../../shared/local-days.ts';
import { type Contact, contactName } from '../../../shared/people/contact.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import type { Patch } from '../dav/proppatch.ts';
import type { Property } from '../dav/property.ts';
import {
  BIRTHDAY,
  type EmailSlot,
  EMAILS,
  FILE_AS,
  isInternal,
  kinds,
  PHONES,
  PLACES,
  PROVIDED,
  TEXTS,
} from './contact-properties.ts';
import { refuseTooMany } from './contact-faults.ts';
import { oneOffOf } from './one-off.ts';
import { P, textOf } from './properties.ts';

type Found = DavResponse['found'];

/**
 * The change of properties that makes a contact say what it should, and nothing of what it says already: what is not
 * known here stays as another program wrote it. `found` is where FILE_AS and PROVIDED of the contact are read.
 */
export function contactPatch(before: Contact, wanted: Contact, found: Found): Patch {
  const after = cleaned(wanted);
  return [
    ...textsPatch(before, after),
    ...namePatch(before, after, found),
    ...kinds(PHONES).flatMap((kind) => {
      const numbers = ({ phones }: Contact) =>
        phones.filter((each) => each.kind === kind).map(({ number }) => number);
      return listPatch(PHONES[kind], numbers(before), numbers(after));
    }),
    ...kinds(PLACES).flatMap((kind) => listPatch(PLACES[kind], placeOf(before, kind), placeOf(after, kind))),
    ...emailsPatch(before, after, found),
    ...(before.birthday === after.birthday ? [] : [[BIRTHDAY, moment(after.birthday)] as const]),
  ];
}

function textsPatch(before: Contact, after: Contact): Patch {
  return kinds(TEXTS).flatMap((name) =>
    before[name] === after[name] ? [] : [[TEXTS[name], after[name] || null] as const],
  );
}

/** What lists of mail and of Outlook call it. Outlook's order is its person's to choose: another one than was made here stays. */
function namePatch(before: Contact, after: Contact, found: Found): Patch {
  const [is, was] = [contactName(after), contactName(before)];
  const filed = textOf(found, FILE_AS) ?? '';
  const isOurs = (filed === '' && was === '') || filed === fileAs(before);
  return [
    ...(is === was ? [] : [[P.subject, is] as const]),
    ...(isOurs && filed !== fileAs(after) ? [[FILE_AS, fileAs(after)] as const] : []),
  ];
}

/** As Outlook does by itself: "Halvorsen, Ingrid Marie". */
function fileAs(contact: Contact): string {
  const { given, middle, family } = contact;
  const first = [given, middle].filter((each) => each !== '').join(' ');
  return family !== '' && first !== '' ? `${family}, ${first}` : contactName(contact);
}

/** Values that stand in places one after the other; the places of a list that did not change are not touched. */
function listPatch(places: readonly Property[], before: readonly string[], after: readonly string[]): Patch {
  if (before.length === after.length && before.every((each, nth) => each === after[nth])) return [];
  return places.map((place, nth) => [place, after[nth] || null] as const);
}

function placeOf({ places }: Contact, wanted: keyof typeof PLACES): readonly string[] {
  const place = places.find(({ kind }) => kind === wanted);
  return place ? [place.street, place.city, place.region, place.code, place.country] : [];
}

function emailsPatch(before: Contact, after: Contact, found: Found): Patch {
  const addresses = ({ emails }: Contact) => emails.map(({ address }) => address);
  const [was, is] = [addresses(before), addresses(after)];
  if (was.length === is.length && was.every((each, nth) => each === is[nth])) return [];
  const name = contactName(after);
  // An internal address stays where it is.
  const free = EMAILS.filter((slot) => !isInternal(found, slot));
  refuseTooMany(is.length + EMAILS.length - free.length);
  const emptied = free.slice(is.length);
  return [
    ...free.flatMap((slot, nth) => emailPatch(slot, name, is[nth])),
    ...providedPatch(
      EMAILS.filter((slot) => !emptied.includes(slot)),
      found,
    ),
  ];
}

function emailPatch(slot: EmailSlot, name: string, address: string | undefined): Patch {
  const values =
    address === undefined
      ? null
      : {
          displayed: name === address ? address : `${name} (${address})`,
          type: 'SMTP',
          address,
          original: address,
          entryId: { type: 'bin.base64', text: oneOffOf(name, address) } as const,
          shown: `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`,
        };
  return kinds(slot).map((part) => [slot[part], values && values[part]] as const);
}

/** Outlook's address list shows nobody of whom this is not said. The faxes, which follow the three addresses, stay. */
function providedPatch(slots: readonly EmailSlot[], found: Found): Patch {
  const listed = found.get(PROVIDED.list.key)?.values ?? [];
  const bits = Number(textOf(found, PROVIDED.bits) ?? '0') || 0;
  const own = slots.map((slot) => EMAILS.indexOf(slot));
  const others = listed.filter((each) => Number(each) >= EMAILS.length);
  const values = [...own.map(String), ...others];
  const mask = (1 << EMAILS.length) - 1;
  const all = (bits & ~mask) | own.reduce((sum, nth) => sum | (1 << nth), 0);
  return [
    [PROVIDED.list, values.length === 0 ? null : { type: 'mv.int', values }],
    [PROVIDED.bits, values.length === 0 ? null : { type: 'int', text: String(all) }],
  ];
}

/** A day as Outlook writes it: the midnight where its person is. */
function moment(birthday: string) {
  if (birthday === '') return null;
  const { start } = dayBounds(Date.parse(birthday) / DAY_MS);
  return { type: 'dateTime.tz', text: new Date(start).toISOString() } as const;
}

/** Without what no store keeps: blanks around a text, and control characters, for which Exchange 2007 refuses all (reference 3.3). */
function cleaned(contact: Contact): Contact {
  const texts = Object.fromEntries(kinds(TEXTS).map((name) => [name, clean(contact[name])])) as Record<
    keyof typeof TEXTS,
    string
  >;
  return {
    ...contact,
    ...texts,
    emails: contact.emails.map((each) => ({ ...each, address: clean(each.address) })),
    phones: contact.phones.map((each) => ({ ...each, number: clean(each.number) })),
    places: contact.places.map((each) => ({
      kind: each.kind,
      street: clean(each.street),
      city: clean(each.city),
      region: clean(each.region),
      code: clean(each.code),
      country: clean(each.country),
    })),
  };
}

// oxlint-disable-next-line no-control-regex -- these are what is taken out; tabs and line ends stay
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

function clean(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(CONTROL, '').trim();
}
