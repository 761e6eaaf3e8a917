import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { message, messageWithFiles } from '../support/mail.ts';
import { raw, wire } from '../support/raw.ts';
import { ask, propfindBody, searchBody, serverWith, updateBody } from '../support/server.ts';

const HELLO = '/exchange/alex/Inbox/Hello.EML';
const MAIL = 'From: alex@example.com\r\nTo: bo@example.com\r\nSubject: Magic words\r\n\r\nHello.\r\n';
const XML = { 'Content-Type': 'text/xml' };
const DRAFTS = '/exchange/alex/Drafts/';

const CONVERSATION: readonly Buffer[] = [
  wire('OPTIONS', '/exchange/alex/'),
  wire('PROPFIND', '/exchange/alex/Inbox/', { ...XML, Depth: '1' }, propfindBody('D:href', 'h:subject')),
  wire(
    'SEARCH',
    '/exchange/alex/Inbox/',
    XML,
    searchBody('SELECT "DAV:href" FROM Scope(\'SHALLOW TRAVERSAL OF ""\')'),
  ),
  wire('GET', HELLO),
  wire('GET', HELLO, { Range: 'bytes=10-59' }),
  wire('GET', HELLO, { Range: 'bytes=0-3,10-20' }),
  wire('GET', HELLO, { Range: 'bytes=999999-' }),
  wire('HEAD', HELLO),
  wire('GET', '/exchange/alex/Inbox/Files.EML/plan%20%C3%A4.pdf'),
  wire('GET', '/exchange/alex/Inbox/None.EML'),
  wire('X-MS-ENUMATTS', '/exchange/alex/Inbox/Files.EML'),
  wire('PROPPATCH', HELLO, XML, updateBody('<h:read>1</h:read>')),
  wire('PUT', `${DRAFTS}a.EML`, {}, MAIL),
  wire('PUT', `${DRAFTS}a.EML`, { Expect: '100-continue' }, MAIL),
  wire('COPY', `${DRAFTS}a.EML`, { Destination: `${DRAFTS}b.EML` }),
  wire('MOVE', `${DRAFTS}b.EML`, { Destination: '/exchange/alex/Inbox/c.EML' }),
  wire('MKCOL', '/exchange/alex/New/'),
  wire('DELETE', '/exchange/alex/New/'),
  wire('GET', HELLO, { Authorization: 'Basic bm9ib2R5Om5v' }),
  wire('FROB', HELLO),
  Buffer.from('nonsense\r\n\r\n'),
];

let mock: MockExchange;
afterEach(() => mock.stop());

async function transcript(rules: readonly RuleInput[], seed = 1) {
  mock = await serverWith([message('Hello'), messageWithFiles('Files')], { rules, seed });
  const answers: string[] = [];
  for (const request of CONVERSATION) {
    const { text, end } = await raw(mock.port, request);
    answers.push(`${text.replaceAll(String(mock.port), 'PORT')}|${end}`);
  }
  await expect.poll(() => mock.journal.length).toBe(CONVERSATION.length);
  return answers;
}
const restart = async (rules: readonly RuleInput[]) => {
  await mock.stop();
  return transcript(rules);
};

describe('a rule that does not strike leaves no trace on the wire', () => {
  const kinds: readonly RuleInput[] = [
    { step: 'before-read', what: { kind: 'reset' } },
    { step: 'after-headers', what: { kind: 'status', status: 500 } },
    { step: 'mid-upload', byte: 3, what: { kind: 'bandwidth', bytesPerSecond: 1 } },
    { step: 'after-commit-before-reply', what: { kind: 'drop-reply' } },
    { step: 'after-headers', what: { kind: 'drop-commit' } },
    { step: 'mid-download', byte: 3, what: { kind: 'truncate' } },
    { step: 'mid-download', what: { kind: 'gzip' } },
    { step: 'after-last-byte', what: { kind: 'garbage' } },
  ];
  const variants: readonly (readonly [string, Partial<RuleInput>])[] = [
    ['probability 0', { where: { probability: 0 } }],
    ['disabled', { enabled: false }],
    ['spent from the beginning', { howLong: { count: 0 } }],
    ['of another mailbox', { where: { mailbox: 'nobody' } }],
    ['of a subject that nothing has', { where: { subject: 'nothing has this' } }],
    ['not yet in its window', { howLong: { window: { fromMs: 1000, toMs: 2000 } } }],
  ];
  for (const [what, more] of variants) {
    it(what, async () => {
      const plain = await transcript([]);
      expect(plain.filter((each) => each.startsWith('HTTP/1.1 2')).length).toBeGreaterThan(12);
      expect(await restart(kinds.map((rule) => ({ ...rule, ...more })))).toEqual(plain);
      expect(mock.journal.every(({ rule, step }) => rule === null && step === null)).toBe(true);
    });
  }
});

describe('same seed, same journal', () => {
  const rules: readonly RuleInput[] = [
    { where: { probability: 0.4 }, step: 'before-read', what: { kind: 'status', status: 503 } },
    { where: { probability: 0.4 }, step: 'after-commit-before-reply', what: { kind: 'drop-reply' } },
    { where: { probability: 0.5 }, step: 'mid-download', byte: 5, what: { kind: 'garbage' } },
    {
      where: { method: 'PUT' },
      step: 'mid-upload',
      byte: 9,
      what: { kind: 'half-close' },
      howLong: { count: 1 },
    },
  ];
  const journal = () =>
    JSON.stringify(mock.journal.map((entry) => ({ ...entry, durationMs: 0 }))).replaceAll(
      String(mock.port),
      'PORT',
    );

  it('two runs are equal to the byte; another seed is another run', async () => {
    const first = await transcript(rules, 42);
    const written = journal();
    expect(written).toContain('503');
    await mock.stop();
    expect(await transcript(rules, 42)).toEqual(first);
    expect(journal()).toBe(written);
    await mock.stop();
    expect(await transcript(rules, 43)).not.toEqual(first);
  });
});

describe('rules that read the message', () => {
  const magic: RuleInput = {
    id: 'magic',
    where: { subject: 'Magic*' },
    step: 'after-headers',
    what: { kind: 'status', status: 507 },
    howLong: { count: 1, perItem: true },
  };

  it('reject by magic subject, though the subject stands in the body', async () => {
    mock = await serverWith([message('Hello')], { rules: [magic] });
    expect((await ask(mock, 'PUT', `${DRAFTS}a.EML`, {}, MAIL)).status).toBe(507);
    expect((await ask(mock, 'PUT', `${DRAFTS}a.EML`, {}, MAIL)).status).toBe(201);
    expect((await ask(mock, 'PUT', `${DRAFTS}b.EML`, {}, MAIL.replace('Magic', 'Plain'))).status).toBe(201);
    expect(mock.faults.rules[0]).toMatchObject({ matched: 2, hits: 1 });
    expect(mock.journal[0]).toMatchObject({ rule: 'magic', committed: false });
  });

  it('by magic address', async () => {
    const rule: RuleInput = { ...magic, where: { recipient: 'bo@*', method: 'PUT' } };
    mock = await serverWith([], { rules: [rule] });
    expect((await ask(mock, 'PUT', `${DRAFTS}a.EML`, {}, MAIL.replace('bo@', 'cy@'))).status).toBe(201);
    expect((await ask(mock, 'PUT', `${DRAFTS}b.EML`, {}, MAIL)).status).toBe(507);
  });
});
