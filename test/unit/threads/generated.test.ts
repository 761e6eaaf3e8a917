import { expect, it } from 'vitest';
import { generateMailbox } from '../../../electron/mock-exchange/generate/mailbox.ts';
import { threadsOf as generated } from '../../../electron/mock-exchange/generate/threads.ts';
import type { NewFolder } from '../../../electron/mock-exchange/store/content.ts';
import { threadFacts, type ThreadMessage } from '../../../shared/mail/thread-names.ts';
import { threadsOf } from '../../../shared/mail/threads.ts';

const COUNT = 1200;

interface Placed extends ThreadMessage {
  readonly isSent: boolean;
}

function messagesIn({ messages, folders = [], role }: NewFolder): readonly Placed[] {
  const own = [...messages].map(({ content: { summary } }): Placed => {
    const { messageId, subject, from, to, date } = summary;
    const facts = threadFacts(summary.references ?? '', summary.inReplyTo ?? '', '');
    return {
      key: messageId ?? '',
      messageId,
      subject,
      from,
      to,
      date,
      ...facts,
      isSent: role === 'sentitems',
    };
  });
  return [...own, ...folders.flatMap(messagesIn)];
}

it('the demo mailbox has the conversations that it was made with, with answers in Sent', () => {
  const { folders } = generateMailbox({ seed: 1, messages: COUNT, folders: 40, now: Date.UTC(2026, 10, 23) });
  const messages = folders.flatMap(messagesIn);
  const made = generated(1, COUNT);
  // A generated id ends in its number: `<serial.7@domain>`.
  const rootOf = ({ messageId }: Placed) => made.rootOf(Number(/\.(\d+)@/.exec(messageId ?? '')?.[1]));
  const { threads } = threadsOf(messages);
  const rootByThread = new Map(threads.map((thread, at) => [thread, rootOf(messages[at] as Placed)]));
  const threadByRoot = new Map([...rootByThread].map(([thread, root]) => [root, thread]));
  expect(messages.map(rootOf)).toEqual(threads.map((thread) => rootByThread.get(thread)));
  expect(messages.map((message) => threadByRoot.get(rootOf(message)))).toEqual(threads);
  const sent = new Set(threads.filter((_, at) => messages[at]?.isSent));
  const received = threads.filter((_, at) => messages[at]?.isSent === false);
  expect([...sent].filter((thread) => received.includes(thread)).length).toBeGreaterThan(50);
});
