import type { Person } from './people.ts';

/** The query fields of `Cmd=galfind`, and what they look at. */
const FIELDS: Readonly<Record<string, keyof Person>> = {
  an: 'AN',
  dn: 'DN',
  fn: 'FN',
  ln: 'LN',
  tl: 'TL',
  cp: 'CP',
  of: 'OFFICE',
  dp: 'DP',
};

/** Those whose fields all begin with what the query gives, in any case; nobody where it gives nothing (reference 3.5). */
export function findPeople(people: readonly Person[], query: ReadonlyMap<string, string>): readonly Person[] {
  const wanted = [...query].flatMap(([name, value]): readonly (readonly [keyof Person, string])[] => {
    const field = FIELDS[name];
    return field === undefined || value.trim() === '' ? [] : [[field, value.trim().toLowerCase()]];
  });
  if (wanted.length === 0) return [];
  return people.filter((person) => wanted.every(([field, start]) => begins(person, field, start)));
}

/** The one whose address, alias or name this is, as `Cmd=gallookup` asks. */
export function lookUp(people: readonly Person[], address: string): readonly Person[] {
  const plain = address
    .trim()
    .replace(/^smtp:/i, '')
    .toLowerCase();
  return people.filter(({ AN, EM, DN }) => [AN, EM, DN].some((each) => each.toLowerCase() === plain));
}

/** A display name is found by any of its words. */
function begins(person: Person, field: keyof Person, start: string): boolean {
  const value = person[field].toLowerCase();
  return (
    value.startsWith(start) || (field === 'DN' && value.split(/\s+/).some((word) => word.startsWith(start)))
  );
}
