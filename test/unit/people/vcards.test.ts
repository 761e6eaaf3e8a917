import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Contact,
  contactMatches,
  contactLetter,
  NO_CONTACT,
  searchWords,
} from '../../../shared/people/contact.ts';
import { readVcards } from '../../../shared/people/read-vcards.ts';
import { writeVcard } from '../../../shared/people/write-vcard.ts';

const crlf = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`;
const word = fc.string({ unit: 'grapheme' }).map((each) => each.replace(/\p{Cc}/gu, ' ').trim());
const address = fc.stringMatching(/^[a-z0-9.]{1,12}@[a-z0-9.]{1,12}$/);
const place = fc.constantFrom('work' as const, 'home' as const, 'other' as const);
const contact: fc.Arbitrary<Contact> = fc.record({
  kind: fc.constantFrom('person' as const, 'group' as const),
  name: word.map((each) => each || 'x'),
  given: word,
  middle: word,
  family: word,
  prefix: word,
  suffix: word,
  nickname: word,
  company: word,
  department: word,
  job: word,
  emails: fc.array(fc.record({ kind: place, address })),
  phones: fc.array(
    fc.record({
      kind: fc.constantFrom(
        'work' as const,
        'home' as const,
        'mobile' as const,
        'fax' as const,
        'other' as const,
      ),
      number: fc.stringMatching(/^\+[0-9 ]{1,12}[0-9]$/),
    }),
  ),
  places: fc.array(
    fc.record({
      kind: place,
      street: word.map((each) => each || 'y'),
      city: word,
      region: word,
      code: word,
      country: word,
    }),
  ),
  web: word,
  birthday: fc.constantFrom('', '1953-10-15', '--02-29'),
  notes: fc
    .string({ unit: 'grapheme' })
    .map((each) => each.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' ')),
  members: fc.array(address),
  uid: fc.constantFrom('', 'any thing', '4fbe8971-0bc3-424c-9c26-36c3e1eff6b1'),
  extra: fc.constantFrom([], ['X-A;B="c:d":e\\,f', 'PHOTO:data:image/png;base64,AAAA']),
});

describe('a vCard', () => {
  it('comes back as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(contact, (each) => {
        expect(readVcards(writeVcard(each))).toEqual([each]);
      }),
    );
  });

  it('is read in version 2.1: quoted, in its own charset, over several lines, with bare words', () => {
    const [read] = readVcards(
      crlf([
        'BEGIN:VCARD',
        'VERSION:2.1',
        'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:N=E4sstr=F6m;Per-Olof',
        'FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Per-Olof N=C3=A4s=',
        'str=C3=B6m',
        'TEL;CELL;VOICE:+46 70 1',
        'TEL;WORK;FAX:+46 8 2',
        'EMAIL;INTERNET;HOME:po@example.com',
        'NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo',
        'END:VCARD',
      ]),
    );
    expect(read).toMatchObject({
      name: 'Per-Olof Näsström',
      family: 'Näsström',
      given: 'Per-Olof',
      phones: [
        { kind: 'mobile', number: '+46 70 1' },
        { kind: 'fax', number: '+46 8 2' },
      ],
      emails: [{ kind: 'home', address: 'po@example.com' }],
      notes: 'one\ntwo',
    });
  });

  it('is read in version 3.0 as Apple and Google write it, and keeps what means nothing here', () => {
    const [read] = readVcards(
      crlf([
        'BEGIN:VCARD',
        'VERSION:3.0',
        'FN:Dagny Eriksen',
        'ORG:Halvorsen & Lie\\, AS;Quays',
        'item1.EMAIL;type=INTERNET;type=pref:dagny@example.com',
        'item1.X-ABLabel:Direct',
        'ADR;TYPE=WORK:;;Kjøpmannsgata 34;Trondheim;;7011;Norway',
        'BDAY:1980-02-03T00:00:00Z',
        'PHOTO;ENCODING=b;TYPE=PNG:iVBO',
        ' Rw0K',
        'END:VCARD',
      ]),
    );
    expect(read).toMatchObject({
      company: 'Halvorsen & Lie, AS',
      department: 'Quays',
      emails: [{ kind: 'other', address: 'dagny@example.com' }],
      places: [
        { kind: 'work', street: 'Kjøpmannsgata 34', city: 'Trondheim', code: '7011', country: 'Norway' },
      ],
      birthday: '1980-02-03',
      extra: ['item1.X-ABLabel:Direct', 'PHOTO:data:image/png;base64,iVBORw0K'],
    });
  });

  it('may be broken in any way', () => {
    fc.assert(
      fc.property(fc.string(), (any) => void readVcards(`BEGIN:VCARD\nFN:a\n${any}\nEND:VCARD\n${any}`)),
    );
    expect(readVcards('BEGIN:VCARD\nEND:VCARD')).toEqual([]);
  });
});

describe('somebody', () => {
  const ase: Contact = {
    ...NO_CONTACT,
    name: 'Åse Nygård',
    company: 'Quay & Co',
    emails: [{ kind: 'work', address: 'ase@quay.example' }],
  };
  it.each([
    ['ase ny', true],
    ['NYG', true],
    ['quay', true],
    ['ase@q', true],
    ['@quay.ex', true],
    ['gard', false],
    ['ase bo', false],
    ['', true],
  ])('is found by %j: %s', (text, is) => expect(contactMatches(ase, searchWords(text))).toBe(is));
  it('stands under a letter', () => {
    expect(['Åse', 'émile', '李', '4 x', ''].map(contactLetter)).toEqual(['A', 'E', '李', '#', '#']);
  });
});
