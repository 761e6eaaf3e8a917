import { randomFor } from '../generate/random.ts';
import type { Mailbox } from '../store/mailbox.ts';

/** Somebody in the global address list, in the fields that OWA's search knows (reference 3.5). */
export interface Person {
  /** Display name. */
  readonly DN: string;
  /** Alias. */
  readonly AN: string;
  /** SMTP address. */
  readonly EM: string;
  readonly FN: string;
  readonly LN: string;
  /** Title. */
  readonly TL: string;
  /** Company. */
  readonly CP: string;
  /** Office; found by `OF`, shown as `OFFICE`. */
  readonly OFFICE: string;
  /** Department. */
  readonly DP: string;
  /** Telephone. */
  readonly PH: string;
}

const TITLES = ['Engineer', 'Project Manager', 'Accountant', 'Architect', 'Surveyor', 'Secretary'] as const;
const DEPARTMENTS = ['Projects', 'Finance', 'Design', 'Site', 'Administration'] as const;

/** The owners of the mock's mailboxes by display name, with made-up particulars that depend on seed and alias. */
export function peopleOf(mailboxes: ReadonlyMap<string, Mailbox>, seed: number): readonly Person[] {
  const people = [...mailboxes.values()].map((mailbox) => personOf(mailbox, seed));
  return people.sort((a, b) => (a.DN < b.DN ? -1 : Number(a.DN > b.DN)));
}

function personOf({ user, displayName, address }: Mailbox, seed: number): Person {
  const random = randomFor(seed, ...Buffer.from(user.toLowerCase()));
  const names = displayName.trim().split(/\s+/);
  return {
    DN: displayName,
    AN: user,
    EM: address,
    FN: names.slice(0, -1).join(' ') || displayName,
    LN: names.at(-1) ?? '',
    TL: random.pick(TITLES),
    CP: address.slice(address.indexOf('@') + 1),
    OFFICE: `${1 + random.int(5)}.${String(1 + random.int(40)).padStart(2, '0')}`,
    DP: random.pick(DEPARTMENTS),
    PH: `+47 555 ${String(random.int(100_000)).padStart(5, '0')}`,
  };
}
