import { contactLetter, contactMatches, contactName, searchWords } from '../../../shared/people/contact.ts';
import type { ContactRow } from '../../store/tables.ts';

export const ROW_HEIGHT = 45;
export const HEAD_HEIGHT = 24;

/** Somebody in the list, and where the row is drawn. */
export interface PersonLine {
  readonly contact: ContactRow;
  readonly name: string;
  /** px from the top of the list. */
  readonly top: number;
}
export interface LetterLine {
  readonly letter: string;
  readonly top: number;
}
export interface PeopleLayout {
  readonly people: readonly PersonLine[];
  readonly letters: readonly LetterLine[];
  readonly height: number;
}

/** Everybody in the order of their names, in one language's order. */
export function inOrder(contacts: readonly ContactRow[], locale?: string): readonly ContactRow[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return contacts
    .map((contact) => ({ contact, name: contactName(contact) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ contact }) => contact);
}

/** Those whom the text finds, of one address book or (null) of all. */
export function foundPeople(
  sorted: readonly ContactRow[],
  text: string,
  book: string | null,
): readonly ContactRow[] {
  const words = searchWords(text);
  return sorted.filter(
    (each) =>
      (book === null || each.accountId === book) && (words.length === 0 || contactMatches(each, words)),
  );
}

/** Where the rows and the letters over them stand. */
export function layoutOf(people: readonly ContactRow[]): PeopleLayout {
  const lines: PersonLine[] = [];
  const letters: LetterLine[] = [];
  let top = 0;
  for (const contact of people) {
    const name = contactName(contact);
    const letter = contactLetter(name);
    if (letters.at(-1)?.letter !== letter) {
      letters.push({ letter, top });
      top += HEAD_HEIGHT;
    }
    lines.push({ contact, name, top });
    top += ROW_HEIGHT;
  }
  return { people: lines, letters, height: top };
}

/** The first that is drawn when so much of the list is scrolled away. */
export function firstShown({ people }: PeopleLayout, scrolled: number): number {
  let [low, high] = [0, people.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((people[middle]?.top ?? 0) + ROW_HEIGHT <= scrolled) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The next one whose name begins with these letters, from `from` on and round. */
export function startingWith(people: readonly PersonLine[], letters: string, from: number): number | null {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = plain(letters);
  for (let step = 0; step < people.length; step += 1) {
    const index = (from + step) % people.length;
    const each = people[index];
    const words = each ? [each.name, each.contact.family] : [];
    if (words.some((word) => plain(word).startsWith(wanted))) return index;
  }
  return null;
}
