import fc from 'fast-check';
import type { ThreadMessage } from '../../../shared/mail/thread-names.ts';

export const DAY = 24 * 3_600_000;
export const ANNA = 'Anna <anna@a.example>';
export const BEN = '"Ben" <ben@b.example>';
export const CARLA = 'carla@c.example';

/** A message of its own, unless something else is said. */
export function mail(key: string, some: Partial<ThreadMessage> = {}): ThreadMessage {
  return { key, messageId: `<${key}@x.example>`, subject: 'Plan', from: ANNA, to: BEN, date: DAY, ...some };
}

export const id = (key: string) => `<${key}@x.example>`;

/** Which messages are together, by key, whatever the threads are called. */
export function groupsOf(messages: readonly ThreadMessage[], threads: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  messages.forEach(({ key }, at) => {
    const thread = threads[at] ?? '';
    groups.set(thread, [...(groups.get(thread) ?? []), key]);
  });
  return [...groups.values()].map((keys) => keys.sort().join(' ')).sort();
}

const someId = fc.integer({ min: 0, max: 12 }).map((nth) => id(String(nth)));
const person = fc.constantFrom(ANNA, BEN, CARLA);

/** Few ids, people and subjects, so that copies, circles, missing ids and bare answers are all there. */
export const anyMailbox: fc.Arbitrary<readonly ThreadMessage[]> = fc
  .array(
    fc.record({
      messageId: fc.oneof(
        { weight: 5, arbitrary: someId },
        { weight: 1, arbitrary: fc.constantFrom(null, '<>', '') },
      ),
      references: fc.array(someId, { maxLength: 3 }),
      conversation: fc.constantFrom(undefined, undefined, 'c'.repeat(29), 'd'.repeat(29)),
      subject: fc.constantFrom(
        '',
        'Re: ',
        'Quay drawings',
        'Re: Quay drawings',
        'AW: Re: quay drawings',
        'Re: Hi',
        'Fwd: Fender order',
        'Fender order',
      ),
      from: person,
      to: fc.array(person, { maxLength: 2 }).map((all) => all.join(', ')),
      date: fc.oneof(
        fc.constant(null),
        fc.integer({ min: 0, max: 60 }).map((day) => day * DAY),
      ),
    }),
    { maxLength: 14 },
  )
  .map((list) =>
    list.map(({ references, conversation, ...rest }, nth) => ({
      ...rest,
      key: String(nth),
      ...(references.length > 0 ? { references } : {}),
      ...(conversation === undefined ? {} : { conversation }),
    })),
  );
