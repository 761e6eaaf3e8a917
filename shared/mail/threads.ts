import { answersBySubject } from './thread-answers.ts';
import { namesOf, type ThreadMessage } from './thread-names.ts';

/** Which names mean the same thread: each with a smaller one; a name that is not in it stands for itself. */
export type KnownNames = ReadonlyMap<string, string>;

export interface Threading {
  /** The thread of each message: the smallest name that is known in it, whatever came first. */
  readonly threads: readonly string[];
  /** Names that mean another thread than what was known, with that thread. */
  readonly names: KnownNames;
}

/**
 * Which thread each of these messages belongs to. Two belong together where they share a name (`namesOf`) or one answers
 * the other by its subject (`answersBySubject`), directly or over others; so order, circles of references and copies of
 * one message play no part. This is the REFERENCES algorithm (RFC 5256) without its tree: who answers whom is for those
 * who show it. `known` is what earlier calls said, and tells of messages that are not in the list; with it the messages
 * may come in any pieces. Time grows with the list.
 */
export function threadsOf(messages: readonly ThreadMessage[], known: KnownNames = new Map()): Threading {
  const sets = smallestOf(known);
  const first = messages.map((message) => {
    const [own = '', ...others] = namesOf(message);
    for (const other of others) sets.join(own, other);
    return own;
  });
  for (const [a, b] of answersBySubject(messages)) sets.join(first[a] ?? '', first[b] ?? '');
  return { threads: first.map(sets.of), names: sets.changed() };
}

/** Sets of names; each is named by its smallest. Names are hashes, so that a set seldom gets another name while it grows. */
function smallestOf(known: KnownNames) {
  const smaller = new Map(known);
  const of = (name: string): string => {
    let root = name;
    for (let next = smaller.get(root); next !== undefined; next = smaller.get(root)) root = next;
    // What was passed on the way points at the end from now on.
    for (let at = name; at !== root; ) {
      const next = smaller.get(at) ?? root;
      smaller.set(at, root);
      at = next;
    }
    return root;
  };
  return {
    of,
    join(a: string, b: string) {
      const [one, other] = [of(a), of(b)];
      if (one < other) smaller.set(other, one);
      else if (other < one) smaller.set(one, other);
    },
    changed: (): KnownNames =>
      new Map(
        [...smaller.keys()]
          .map((name) => [name, of(name)] as const)
          .filter(([name, to]) => known.get(name) !== to),
      ),
  };
}
