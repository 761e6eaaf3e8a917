import { groupBy } from '../group-by.ts';
import { parseAddresses } from './addresses.ts';
import { hasPrefix, topicOf } from './base-subject.ts';
import type { ThreadMessage } from './thread-names.ts';

/** An answer that names nothing is taken for one to what was written so long before, at most. */
export const ANSWER_MS = 14 * 24 * 3_600_000;
/** Recipients of one message that are looked at. */
const MOST_PEOPLE = 20;
const MOST_TEXT = 8 * 1024;

/** Whether a message says by its subject that it answers something, and by nothing else what. */
export function isBare(message: ThreadMessage): boolean {
  const tells = message.conversation !== undefined || (message.references ?? []).length > 0;
  return !tells && message.date !== null && hasPrefix(message.subject);
}

/**
 * Which messages belong together by their subject, as pairs of places in the list. A bare answer belongs to what came
 * before it under the same specific subject, within days, where the two people who wrote and are written to are the
 * same: the owner of the mailbox is in every message and proves nothing alone. It speaks of two messages only, so that
 * one that goes never joins others. All that is in reach is joined, in pairs of neighbours: time grows with the list.
 */
export function answersBySubject(messages: readonly ThreadMessage[]): readonly (readonly [number, number])[] {
  const entries = messages.map((message, at): Entry => {
    const topic = message.date === null ? null : topicOf(message.subject);
    return { at, topic, date: message.date ?? 0, bare: isBare(message) };
  });
  const byTopic = groupBy(
    entries.filter(({ topic }) => topic !== null),
    ({ topic }) => topic,
  );
  return [...byTopic.values()]
    .filter((same) => same.length > 1 && same.some(({ bare }) => bare))
    .flatMap((same) => [...pairedIn(same, messages)].flatMap(neighbours));
}

interface Entry {
  readonly at: number;
  readonly topic: string | null;
  readonly date: number;
  readonly bare: boolean;
}

/** The same messages by the two people that they are between. */
function pairedIn(same: readonly Entry[], messages: readonly ThreadMessage[]): Iterable<readonly Entry[]> {
  const byPair = new Map<string, Entry[]>();
  for (const entry of same) {
    const message = messages[entry.at];
    for (const pair of message ? pairsOf(message) : []) {
      const list = byPair.get(pair) ?? [];
      byPair.set(pair, list);
      list.push(entry);
    }
  }
  return byPair.values();
}

/** The sender with each recipient. */
function pairsOf({ from, to }: ThreadMessage): ReadonlySet<string> {
  const [sender] = people(from);
  if (sender === undefined) return new Set();
  return new Set(people(to).map((one) => [sender, one].sort().join('\n')));
}

function people(text: string): readonly string[] {
  return parseAddresses(text.slice(0, MOST_TEXT))
    .slice(0, MOST_PEOPLE)
    .map(({ name, address }) => (address || name).toLowerCase());
}

function neighbours(list: readonly Entry[]): readonly (readonly [number, number])[] {
  const sorted = [...list].sort((a, b) => a.date - b.date || a.at - b.at);
  const pairs: (readonly [number, number])[] = [];
  let first = 0;
  let last = 0;
  let joined = 0;
  for (const { date, bare } of sorted) {
    if (!bare) continue;
    while ((sorted[first]?.date ?? date) < date - ANSWER_MS) first += 1;
    // What came at the very same moment counts as before it, whatever its place in the list.
    while ((sorted[last + 1]?.date ?? Number.POSITIVE_INFINITY) <= date) last += 1;
    for (let at = Math.max(first, joined); at < last; at += 1) {
      const [a, b] = [sorted[at], sorted[at + 1]];
      if (a && b) pairs.push([a.at, b.at]);
    }
    joined = Math.max(joined, last);
  }
  return pairs;
}
