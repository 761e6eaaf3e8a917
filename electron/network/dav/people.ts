import { SaxesParser } from 'saxes';
import { fail } from '../../../shared/errors.ts';
import { type SaidValue, told } from '../../../shared/language/told.ts';
import { LIMITS } from '../limits.ts';

/** A row of OWA's address list, as far as it says who somebody is. */
export interface ListedPerson {
  readonly alias: string;
  readonly name: string;
  readonly address: string;
}

/** More than one name can match; more than this is no answer to our question. */
const MOST_PEOPLE = 500;
const NAMES: Readonly<Record<string, keyof ListedPerson>> = { AN: 'alias', DN: 'name', EM: 'address' };

/** Reads `item` elements with AN, DN and EM, whatever they lie in (reference 3.5). The caller caps the bytes. */
export async function readPeople(body: AsyncIterable<Uint8Array>): Promise<readonly ListedPerson[]> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const people: ListedPerson[] = [];
  let person: { -readonly [K in keyof ListedPerson]: string } | null = null;
  let field: keyof ListedPerson | null = null;
  let depth = 0;
  parser.on('doctype', () => {
    throw malformed(told('a document type').said);
  });
  parser.on('error', (error) => {
    throw malformed(error.message);
  });
  parser.on('opentag', ({ local }) => {
    depth += 1;
    if (depth > LIMITS.xmlDepth) throw malformed(told('its elements lie too deep').said);
    if (local === 'item') person = { alias: '', name: '', address: '' };
    field = Object.hasOwn(NAMES, local) ? (NAMES[local] ?? null) : null;
  });
  parser.on('text', (text) => {
    if (person && field) person[field] += text;
  });
  parser.on('closetag', ({ local }) => {
    depth -= 1;
    field = null;
    if (local !== 'item' || !person || people.length >= MOST_PEOPLE) return;
    people.push({ alias: person.alias.trim(), name: person.name.trim(), address: person.address.trim() });
    person = null;
  });
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of body) parser.write(decoder.decode(chunk, { stream: true }));
  parser.write(decoder.decode()).close();
  return people;
}

function malformed(why: SaidValue) {
  return fail(
    'malformed-response',
    told(
      "The server's address list is not the XML that was due: {why}. Retinue dropped it. Enter your address in the account's identities.",
      { why },
    ),
  );
}
