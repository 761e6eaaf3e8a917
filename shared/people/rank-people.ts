import type { Address } from '../mail/types.ts';
import { type Contact, contactName } from './contact.ts';

/** Somebody whom a recipient field can propose. */
export interface Proposed {
  readonly name: string;
  /** In the form in which it is written; of a group: empty. */
  readonly address: string;
  /** The addresses of a group; empty for one person. */
  readonly members: readonly string[];
}
/** What is known of whom one writes to. */
export interface Known {
  /** Recipients of one's own mail, a list a message, with its date (ms; null where there is none). */
  readonly sent: readonly { readonly to: readonly Address[]; readonly date: number | null }[];
  /** People in other mail. */
  readonly met: readonly Address[];
  readonly contacts: readonly Contact[];
}

/** A letter counts half as much after so long. */
const HALF_LIFE_MS = 60 * 86_400_000;
/** Somebody in an address book goes before somebody who only wrote; a letter of a year ago goes before both. */
const IN_BOOK = 0.01;
const MET = 0.001;

/** Everybody once, those first to whom one writes most and lately. */
export function rankPeople({ sent, met, contacts }: Known, now: number): readonly Proposed[] {
  const people = new Map<string, { name: string; readonly address: string; score: number }>();
  const note = ({ name, address }: Address, score: number, isNamed = false) => {
    if (address === '') return;
    const key = address.toLowerCase();
    const known = people.get(key);
    if (!known) people.set(key, { name, address, score });
    else {
      known.score += score;
      if ((isNamed || known.name === '') && name !== '') known.name = name;
    }
  };
  for (const { to, date } of sent) {
    const age = date === null ? HALF_LIFE_MS * 6 : Math.max(0, now - date);
    for (const each of to) note(each, 2 ** (-age / HALF_LIFE_MS) + MET);
  }
  for (const each of met) note(each, MET);
  for (const contact of contacts)
    for (const { address } of contact.emails) note({ name: contactName(contact), address }, IN_BOOK, true);
  const ranked = [...people.values()].sort((a, b) => b.score - a.score || compare(a.name, b.name));
  return [...ranked.map(({ name, address }) => ({ name, address, members: [] })), ...groupsOf(contacts)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups whose people are known; a member is an address, or names another contact. */
function groupsOf(contacts: readonly Contact[]): readonly Proposed[] {
  const byUid = new Map(contacts.filter(({ uid }) => uid !== '').map((each) => [each.uid, each]));
  return contacts
    .filter(({ kind }) => kind === 'group')
    .map((group) => ({
      name: contactName(group),
      address: '',
      members: group.members.flatMap((each) =>
        each.includes('@') ? [each] : (byUid.get(each)?.emails[0]?.address ?? []),
      ),
    }))
    .filter(({ members }) => members.length > 0);
}

/** As it is typed into a recipient field: `"Name" <address>`, or all addresses of a group. */
export function typedAs({ name, address, members }: Proposed): string {
  if (members.length > 0) return members.join(', ');
  return name === '' ? address : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`;
}
