import { type Component, lineOf, readComponents } from '../content-lines/components.ts';
import { type ContentLine, pieces, unescaped } from '../content-lines/content-lines.ts';
import { type Contact, contactName, NO_CONTACT } from './contact.ts';
import { decodeQuoted, joinQuoted } from './quoted-printable.ts';

/** Names that are read; all others are kept as they are. */
const READ = new Set(
  'VERSION PRODID REV FN N NICKNAME ORG TITLE EMAIL TEL ADR URL BDAY NOTE UID KIND MEMBER X-ADDRESSBOOKSERVER-KIND X-ADDRESSBOOKSERVER-MEMBER'.split(
    ' ',
  ),
);
const MOST = 1000;

/** The contacts of a text of vCards 2.1, 3.0 or 4.0 (RFC 2426, RFC 6350). Cards that say nobody's name or address are left out. */
export function readVcards(text: string): readonly Contact[] {
  return readComponents(joinQuoted(text))
    .filter(({ name }) => name === 'VCARD')
    .map(readCard)
    .filter((contact) => contactName(contact) !== '');
}

function readCard(card: Component): Contact {
  const all = (name: string) => card.lines.filter((line) => line.name === name).slice(0, MOST);
  const textIn = (name: string) => textOf(lineOf(card, name)).trim();
  const partsIn = (name: string) => partsOf(lineOf(card, name));
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = partsIn('N');
  const [company = '', ...units] = partsIn('ORG');
  const kind = textIn('KIND') || textIn('X-ADDRESSBOOKSERVER-KIND');
  return {
    ...NO_CONTACT,
    kind: kind.toLowerCase() === 'group' ? 'group' : 'person',
    name: textIn('FN'),
    given,
    middle,
    family,
    prefix,
    suffix,
    nickname: textIn('NICKNAME'),
    company,
    department: units.filter((each) => each !== '').join(', '),
    job: textIn('TITLE'),
    emails: all('EMAIL').flatMap(emailOf),
    phones: all('TEL').flatMap(phoneOf),
    places: all('ADR').flatMap(placeOf),
    web: textIn('URL'),
    birthday: birthdayOf(textIn('BDAY')),
    notes: textOf(lineOf(card, 'NOTE')),
    members: [...all('MEMBER'), ...all('X-ADDRESSBOOKSERVER-MEMBER')].map((line) =>
      textOf(line)
        .trim()
        .replace(/^mailto:|^urn:uuid:/i, ''),
    ),
    uid: textIn('UID').replace(/^urn:uuid:/i, ''),
    extra: textIn('VERSION') === '2.1' ? [] : extraOf(card),
  };
}

/** Lines beside those that are read; a picture as vCard 4.0 has it. */
function extraOf({ lines, source }: Component): readonly string[] {
  const own = source.slice(1, -1);
  if (own.length !== lines.length) return []; // something lies in it, which no card has
  return own
    .filter((_, nth) => !READ.has(lines[nth]?.name ?? 'VERSION'))
    .map((line) =>
      line.replace(
        /^(?:[\w-]+\.)?(PHOTO|LOGO);(?=[^:]*ENCODING=B)(?:[^:]*TYPE=([\w/]+))?[^:]*:/i,
        (_, name: string, type?: string) => {
          const image = (type ?? 'jpeg').toLowerCase().replace(/^image\//, '');
          return `${name.toUpperCase()}:data:image/${image};base64,`;
        },
      ),
    )
    .slice(0, MOST);
}

function textOf(line: ContentLine | undefined): string {
  return line ? unescaped(plainValue(line)) : '';
}

function partsOf(line: ContentLine | undefined): readonly string[] {
  return line ? pieces(plainValue(line), ';').map((each) => unescaped(each).trim()) : [];
}

/** The value as text: a card of version 2.1 may have it quoted, in a charset of its own. */
function plainValue(line: ContentLine): string {
  const isQuoted =
    typesOf(line).includes('quoted-printable') ||
    /^quoted-printable$/i.test(line.params.get('ENCODING')?.[0] ?? '');
  // What was quoted has no escape for a line's end but the end itself.
  return isQuoted
    ? decodeQuoted(line.value, line.params.get('CHARSET')?.[0] ?? 'utf-8').replace(/\r\n?|\n/g, '\\n')
    : line.value;
}

/** Its types in small letters: `TYPE=home,fax`, or the bare words of version 2.1. */
function typesOf({ params }: ContentLine): readonly string[] {
  return [...(params.get('TYPE') ?? []), ...(params.get('') ?? [])]
    .flatMap((each) => each.split(','))
    .map((each) => each.toLowerCase());
}

function kindOf(line: ContentLine): 'work' | 'home' | 'other' {
  const types = typesOf(line);
  return types.includes('work') ? 'work' : types.includes('home') ? 'home' : 'other';
}

function emailOf(line: ContentLine): Contact['emails'] {
  const address = textOf(line)
    .trim()
    .replace(/^mailto:/i, '');
  return address === '' ? [] : [{ kind: kindOf(line), address }];
}

function phoneOf(line: ContentLine): Contact['phones'] {
  const number = textOf(line).trim().replace(/^tel:/i, '');
  const types = typesOf(line);
  const kind = types.includes('fax') ? 'fax' : types.includes('cell') ? 'mobile' : kindOf(line);
  return number === '' ? [] : [{ kind, number }];
}

function placeOf(line: ContentLine): Contact['places'] {
  const [box = '', more = '', street = '', city = '', region = '', code = '', country = ''] = partsOf(line);
  const lines = [street, more, box].filter((each) => each !== '').join('\n');
  const place = { kind: kindOf(line), street: lines, city, region, code, country };
  return [lines, city, region, code, country].some((each) => each !== '') ? [place] : [];
}

/** Dates with or without a year and dashes; a time behind them means nothing here. */
function birthdayOf(text: string): string {
  const found = /^(\d{4}|--)-?(\d\d)-?(\d\d)(?:T.*)?$/.exec(text);
  if (!found) return '';
  const [, year = '', month = '', day = ''] = found;
  return year === '--' ? `--${month}-${day}` : `${year}-${month}-${day}`;
}
