import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ThreadMessage } from '../../../shared/mail/thread-names.ts';
import { threadsOf } from '../../../shared/mail/threads.ts';
import { anyMailbox, DAY, groupsOf, id, mail } from './mail.ts';

it('the order of arrival does not matter, and neither do the names that threads get', () => {
  fc.assert(
    fc.property(anyMailbox, fc.integer(), (messages, seed) => {
      const shuffled = [...messages].sort((a, b) => mixed(a, seed) - mixed(b, seed));
      const [one, other] = [threadsOf(messages).threads, threadsOf(shuffled).threads];
      expect(shuffled.map((message) => one[messages.indexOf(message)])).toEqual(other);
    }),
  );
});

it('what is known stands for the messages of before', () => {
  fc.assert(
    fc.property(anyMailbox, fc.nat(14), (messages, cut) => {
      const whole = threadsOf(messages);
      const before = threadsOf(messages.slice(0, cut));
      // Subjects speak of messages that are at hand: those of before come along.
      const after = threadsOf(messages, before.names);
      expect(after.threads).toEqual(whole.threads);
      expect(new Map([...before.names, ...after.names])).toEqual(new Map(whole.names));
    }),
  );
});

it('removing a message never joins two threads', () => {
  fc.assert(
    fc.property(anyMailbox, fc.nat(13), (messages, gone) => {
      const { threads } = threadsOf(messages);
      const threadOf = new Map(messages.map(({ key }, at) => [key, threads[at]]));
      const left = messages.filter((_, at) => at !== gone);
      for (const group of groupsOf(left, threadsOf(left).threads))
        expect(new Set(group.split(' ').map((key) => threadOf.get(key))).size).toBe(1);
    }),
  );
});

it('every message has a thread that is one of its names', () => {
  fc.assert(
    fc.property(anyMailbox, (messages) => {
      const { threads, names } = threadsOf(messages);
      for (const thread of threads) expect(names.has(thread)).toBe(false);
      for (const [name, to] of names) expect(to < name).toBe(true);
    }),
  );
});

it('100,000 messages take a time that grows with their number', () => {
  for (const kind of [chain, oneSubject]) {
    const small = timeOf(kind(10_000));
    const large = timeOf(kind(100_000));
    expect(large, `${kind.name}: ${small} ms for 10,000`).toBeLessThan(30 * Math.max(small, 40));
  }
}, 60_000);

function timeOf(messages: readonly ThreadMessage[]): number {
  const start = performance.now();
  const { threads } = threadsOf(messages);
  expect(new Set(threads).size).toBe(1);
  return performance.now() - start;
}

/** Each names the one before, newest first, as folders are listed. */
function chain(count: number): readonly ThreadMessage[] {
  return Array.from({ length: count }, (_, nth) =>
    mail(String(count - nth), { references: [id(String(count - nth - 1))] }),
  );
}

/** Nothing but the subject holds them together. */
function oneSubject(count: number): readonly ThreadMessage[] {
  return Array.from({ length: count }, (_, nth) =>
    mail(String(nth), { subject: 'Re: Quay drawings', date: DAY + nth }),
  );
}

function mixed({ key }: ThreadMessage, seed: number): number {
  return Math.imul(Number(key) + 1, seed | 1) >>> 0;
}
