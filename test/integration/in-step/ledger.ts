import type { SeenMessage } from './other-client.ts';

/** What somebody did with a message: where it went (null: away for good), or whether it is read. */
export type Deed =
  | { readonly kind: 'place'; readonly to: string | null }
  | { readonly kind: 'read'; readonly read: boolean };

interface Entry {
  readonly at: number;
  readonly by: 'person' | 'other';
  readonly deed: Deed;
}

/**
 * Who did what to which message, in order, and when engine and server were in step in between. Judges what the server
 * holds in the end: what a person did stands unless the other client touched the same message and the person could not
 * have seen that; nothing is gone that nobody removed; nothing is there twice.
 */
export interface Ledger {
  /** A message that both sides begin with, or that was delivered. */
  born(letter: number, folder: string, read: boolean): void;
  /** There are several of it from now on: only that both sides agree on them is judged. */
  copied(letter: number): void;
  person(letter: number, deed: Deed): void;
  other(letter: number, deed: Deed): void;
  /** Whatever happens to it now, its person was told, or nobody knows. */
  unsure(letter: number): void;
  /** This folder is no longer at its address. */
  folderGone(folder: string): void;
  inStep(): void;
  /** The other client made a change impossible that waits: its person has to be told. */
  doomed(letter: number): void;
  /** Messages whose person has to have been told. */
  readonly owed: () => number;
  judge(server: readonly SeenMessage[]): readonly string[];
}

export function createLedger(): Ledger {
  const entries = new Map<number, Entry[]>();
  const copies = new Set<number>();
  const unknown = new Set<number>();
  const doomed = new Map<number, number>();
  const gone: { readonly at: number; readonly folder: string }[] = [];
  const steps: number[] = [0];
  let now = 0;
  const note = (letter: number, by: Entry['by'], deed: Deed) => {
    now += 1;
    entries.set(letter, [...(entries.get(letter) ?? []), { at: now, by, deed }]);
  };
  const last = (letter: number, kind: Deed['kind'], by?: Entry['by']) =>
    (entries.get(letter) ?? []).findLast(
      (entry) => entry.deed.kind === kind && (by === undefined || entry.by === by),
    );

  const judgeOne = (letter: number, found: readonly SeenMessage[]): string[] => {
    if (copies.has(letter)) return [];
    if (found.length > 1) return [`letter ${letter} is there ${found.length} times`];
    const all = entries.get(letter) ?? [];
    const [seen] = found;
    const removed = all.some(({ deed }) => deed.kind === 'place' && deed.to === null);
    if (!seen && !removed) return [`letter ${letter} is gone and nobody removed it: ${told(all)}`];
    if (unknown.has(letter)) return [];
    const place = judgeDeed(letter, 'place', all, seen?.folder ?? null);
    return seen ? [...place, ...judgeDeed(letter, 'read', all, seen.read)] : place;
  };
  const judgeDeed = (
    letter: number,
    kind: Deed['kind'],
    all: readonly Entry[],
    is: string | boolean | null,
  ): string[] => {
    const valueOf = ({ deed }: Entry) => (deed.kind === 'place' ? deed.to : deed.read);
    const wish = last(letter, kind, 'person');
    const decisive = wish ?? last(letter, kind);
    if (!decisive || valueOf(decisive) === is) return [];
    // What the other client did since both were last in step may have come first, or have made it impossible.
    const seenTo = steps.findLast((step) => step <= decisive.at) ?? 0;
    const touched = all.some(({ by, at }) => by === 'other' && at > seenTo);
    const to = wish?.deed.kind === 'place' ? `${wish.deed.to}/` : '';
    const isTargetGone = gone.some(({ at, folder }) => at > seenTo && to.startsWith(`${folder}/`));
    if (wish && (touched || isTargetGone)) return [];
    return [`letter ${letter}: ${kind} is ${is}, due ${valueOf(decisive)}: ${told(all)}`];
  };

  return {
    born(letter, folder, read) {
      note(letter, 'other', { kind: 'place', to: folder });
      note(letter, 'other', { kind: 'read', read });
    },
    copied: (letter) => void copies.add(letter),
    person(letter, deed) {
      note(letter, 'person', deed);
      doomed.delete(letter);
    },
    other: (letter, deed) => note(letter, 'other', deed),
    unsure: (letter) => void unknown.add(letter),
    folderGone(folder) {
      now += 1;
      gone.push({ at: now, folder });
    },
    inStep() {
      now += 1;
      steps.push(now);
    },
    doomed: (letter) => void doomed.set(letter, now),
    owed: () => doomed.size,
    judge(server) {
      const byLetter = new Map<number, SeenMessage[]>();
      for (const message of server) {
        const letter = letterOf(message.subject);
        byLetter.set(letter, [...(byLetter.get(letter) ?? []), message]);
      }
      return [...entries.keys()].flatMap((letter) => judgeOne(letter, byLetter.get(letter) ?? []));
    },
  };
}

/** The number in "Letter 7". */
export function letterOf(subject: string): number {
  return Number(subject.replace('Letter ', ''));
}

function told(all: readonly Entry[]): string {
  return all
    .map(
      ({ at, by, deed }) =>
        `${at} ${by} ${deed.kind === 'place' ? `to ${deed.to}` : deed.read ? 'read' : 'unread'}`,
    )
    .join(', ');
}
