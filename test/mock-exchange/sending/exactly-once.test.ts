import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { ask, updateBody } from '../support/server.ts';
import { copies, DRAFTS, office, RFC821, RFC822, SUBMISSION } from './office.ts';

let mock: MockExchange;
beforeAll(async () => {
  mock = await office();
});
afterAll(() => mock.stop());

const ADDRESSES = ['bo@example.com', 'cy@example.com', 'alex@example.com', 'p@out.example', 'q@out.example'];
const USERS = ['alex', 'bo', 'cy'];
const inboxes = () =>
  USERS.map((user) => mock.folders(user).find(({ path }) => path === 'Inbox')?.total ?? 0);
const spelled = fc
  .tuple(
    fc.constantFrom(...ADDRESSES),
    fc.boolean(),
    fc.constantFrom('', '"A, B; <C>" ', 'Zoë ', 'x=?utf-8?Q?y?= '),
  )
  .map(([address, isUpper, name]) => `${name}<${isUpper ? address.toUpperCase() : address}>`);
const recipients = fc.record({
  to: fc.array(spelled, { maxLength: 4 }),
  cc: fc.array(spelled, { maxLength: 4 }),
  bcc: fc.array(spelled, { maxLength: 4 }),
});
type Recipients = Readonly<Record<'to' | 'cc' | 'bcc', readonly string[]>>;
const bare = (list: readonly string[]) =>
  list.map((each) => (/<([^<>]*)>$/.exec(each)?.[1] ?? '').toLowerCase());

/** Folded after each comma, as clients write long lists. */
const field = (name: string, list: readonly string[]) =>
  list.length === 0 ? '' : `${name}: ${list.join(',\r\n ')}\r\n`;
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const property = (name: string, list: readonly string[]) =>
  list.length === 0 ? '' : `<m:${name}>${escaped(list.join(', '))}</m:${name}>`;

/** The four variants of reference 5.1, each as one function. */
const VARIANTS: Readonly<Record<string, (id: string, to: Recipients) => Promise<number>>> = {
  'message/rfc822': async (id, { to, cc, bcc }) => {
    const raw = `${field('To', to)}${field('Cc', cc)}${field('Bcc', bcc)}Message-ID: ${id}\r\n\r\nx`;
    return (await ask(mock, 'PUT', SUBMISSION, RFC822, raw)).status;
  },
  'message/rfc821': async (id, { to, cc, bcc }) => {
    const lines = bare([...to, ...cc, ...bcc]).map((each) => `RCPT TO:<${each}>\r\n`);
    const raw = `MAIL FROM:<alex@example.com>\r\n${lines.join('')}\r\nMessage-ID: ${id}\r\n\r\nx`;
    return (await ask(mock, 'PUT', SUBMISSION, RFC821, raw)).status;
  },
  properties: async (id, { to, cc, bcc }) => {
    const set = `${property('to', to)}${property('cc', cc)}${property('bcc', bcc)}<m:message-id>${escaped(id)}</m:message-id>`;
    return (await ask(mock, 'PROPPATCH', SUBMISSION, {}, updateBody(set))).status;
  },
  draft: async (id, { to, cc, bcc }) => {
    const draft = `${DRAFTS}/${encodeURIComponent(id)}.EML`;
    await ask(mock, 'PUT', draft, RFC822, `${field('To', to)}${field('Cc', cc)}Message-ID: ${id}\r\n\r\nx`);
    if (bcc.length > 0) await ask(mock, 'PROPPATCH', draft, {}, updateBody(property('bcc', bcc)));
    return (await ask(mock, 'MOVE', draft, { Destination: SUBMISSION })).status;
  },
};

describe('any recipients, in any spelling and order', () => {
  let count = 0;
  for (const [name, submit] of Object.entries(VARIANTS))
    it(`get exactly one copy each by ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(recipients, async (to) => {
          const id = `<${++count}@property.example>`;
          const expected = new Set(bare([...to.to, ...to.cc, ...to.bcc]));
          const before = inboxes();
          expect(await submit(id, to)).toBe(expected.size === 0 ? 400 : 200);
          const arrived = (user: string) => Number(expected.has(`${user}@example.com`));
          expect(inboxes()).toEqual(before.map((total, at) => total + arrived(USERS[at] ?? '')));
          expect(copies(mock, id)).toEqual(Object.fromEntries([...expected].map((each) => [each, 1])));
        }),
        { numRuns: 60, seed: 5 },
      );
    });
});
