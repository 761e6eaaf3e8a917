import type { MessageFacts, RequestFacts } from './facts.ts';
import { pathGlob, textGlob } from './glob.ts';
import type { Where } from './rule.ts';

/** A `where` in two halves: what the head of a request tells, and what only the message itself does. */
export interface Matcher {
  readonly head: (facts: RequestFacts) => boolean;
  readonly message: (facts: Pick<MessageFacts, 'subject' | 'recipients'>) => boolean;
  /** It asks for subject or recipient. */
  readonly readsMessage: boolean;
}

type HeadTest = (facts: RequestFacts) => boolean;

/** Reads a rule's conditions once, so that each request is judged without parsing patterns. */
export function matcherOf(where: Where): Matcher {
  const tests = [
    ...present(where.method, methodTest),
    ...present(where.path, (pattern) => {
      const matches = pathGlob(pattern);
      return (facts) => matches(facts.path);
    }),
    ...present(where.destination, destinationTest),
    ...present(where.mailbox, (user) => (facts) => facts.mailbox?.toLowerCase() === user.toLowerCase()),
    ...present(where.folder, folderTest),
    ...present(where.itemClass, (pattern) => (facts) => facts.itemClass.some(textGlob(pattern))),
    ...present(where.size, sizeTest),
    ...present(where.ranged, (ranged) => (facts) => facts.ranged === ranged),
    ...present(where.headers, headerTest),
  ];
  const subject = where.subject === undefined ? null : textGlob(where.subject);
  const recipient = where.recipient === undefined ? null : textGlob(where.recipient);
  return {
    head: (facts) => tests.every((test) => test(facts)),
    message: (facts) =>
      (subject === null || subject(facts.subject ?? '')) &&
      (recipient === null || facts.recipients.some(recipient)),
    readsMessage: subject !== null || recipient !== null,
  };
}

function present<T>(given: T | undefined, make: (given: T) => HeadTest): readonly HeadTest[] {
  return given === undefined ? [] : [make(given)];
}

function methodTest(given: string | readonly string[]): HeadTest {
  const wanted = [given].flat().map((each) => each.toUpperCase());
  return (facts) => wanted.includes('*') || wanted.includes(facts.method.toUpperCase());
}

function destinationTest(pattern: string): HeadTest {
  if (pattern === 'submission') return (facts) => facts.toSubmission;
  const matches = pathGlob(pattern);
  return (facts) => facts.destination !== null && matches(facts.destination);
}

function folderTest(pattern: string): HeadTest {
  const matches = pathGlob(`/${pattern.replace(/^\/|\/$/g, '')}`);
  return (facts) => facts.folder.some((each) => matches(`/${each}`));
}

function sizeTest({ above, below }: NonNullable<Where['size']>): HeadTest {
  return ({ size }) =>
    size !== null && (above === undefined || size > above) && (below === undefined || size < below);
}

function headerTest(given: NonNullable<Where['headers']>): HeadTest {
  const wanted = Object.entries(given).map(([name, pattern]) => ({
    name: name.toLowerCase(),
    matches: textGlob(pattern),
  }));
  return (facts) => wanted.every(({ name, matches }) => matches(facts.headers[name] ?? ''));
}
