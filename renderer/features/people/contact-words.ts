import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import type { Contact } from '../../../shared/people/contact.ts';

type Place = Contact['places'][number];
type PhoneKind = Contact['phones'][number]['kind'];

/** What an address is for. */
export function emailWords(kind: Place['kind'], say: Say): string {
  switch (kind) {
    case 'work':
      return say('E-mail, work');
    case 'home':
      return say('E-mail, home');
    case 'other':
      return say('E-mail');
    default:
      return assertNever(kind);
  }
}

/** What a number is for. */
export function phoneWords(kind: PhoneKind, say: Say): string {
  switch (kind) {
    case 'work':
      return say('Phone, work');
    case 'home':
      return say('Phone, home');
    case 'mobile':
      return say('Mobile phone');
    case 'fax':
      return say('Fax');
    case 'other':
      return say('Phone');
    default:
      return assertNever(kind);
  }
}

/** What a postal address is for. */
export function placeWords(kind: Place['kind'], say: Say): string {
  switch (kind) {
    case 'work':
      return say('Address, work');
    case 'home':
      return say('Address, home');
    case 'other':
      return say('Address');
    default:
      return assertNever(kind);
  }
}

/** A postal address in lines; its parts stand as most countries write them. */
export function placeText({ street, city, region, code, country }: Place): string {
  const town = [code, city].filter((each) => each !== '').join(' ');
  return [street, town, region, country].filter((each) => each !== '').join('\n');
}

/** "17 May 1971", or "17 May" without a year; what is no such date stands as it is. */
export function birthdayWords(birthday: string, locale?: string): string {
  const found = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(birthday);
  if (!found) return birthday;
  const [, year = '', month = '', day = ''] = found;
  const hasYear = year !== '-';
  // 2000 has every day that a year can have.
  const at = Date.UTC(hasYear ? Number(year) : 2000, Number(month) - 1, Number(day));
  const form = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, hasYear ? { ...form, year: 'numeric' } : form).format(at);
}
