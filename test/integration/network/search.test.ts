import { afterEach, describe, expect, it } from 'vitest';
import { type MockExchange, startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import type { FoundMessage } from '../../../shared/contracts/network.ts';
import { parseSearch } from '../../../shared/mail/parse-search.ts';
import type { ServerClause } from '../../../shared/mail/search-query.ts';
import { collect, failureOf, startNetwork, type TestNetwork } from './network.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

const accountId = 'a';
const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 86_400_000;

const ATTACHED =
  'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/zip; name="scan.zip"\r\nContent-Disposition: attachment; filename="scan.zip"\r\n\r\nPK\r\n--b--\r\n';

async function letter(subject: string, from: string, text: string, days: number, read = true) {
  const body = text.startsWith('MIME') ? text : `\r\n${text}\r\n`;
  const raw = `From: ${from} <${from.toLowerCase()}@example.test>\r\nTo: alex@example.test\r\nSubject: ${subject}\r\nMessage-ID: <${days}@example.test>\r\n${body}`;
  return { content: await contentOf(Buffer.from(raw)), received: NOW - days * DAY, read };
}

async function start(options: Partial<Parameters<typeof startMockExchange>[0]> = {}) {
  const mock: MockExchange = await startMockExchange({
    clock: { start: NOW, rate: 0 },
    mailboxes: [
      {
        user: 'alex',
        displayName: 'Alex',
        address: 'alex@example.test',
        password: 'secret',
        folders: [
          {
            name: 'Inbox',
            role: 'inbox',
            messages: [
              await letter('Quay drawings', 'Anna', 'The invoice is attached.', 1, false),
              await letter("It's 100% done", 'Bo', 'Nothing else.', 2),
            ],
            folders: [{ name: 'Quay', messages: [await letter('Old scan', 'Anna', ATTACHED, 3)] }],
          },
          { name: 'Archive', messages: [await letter('Invoice 17', 'Cora', 'Please pay.', 4)] },
        ],
      },
    ],
    ...options,
  });
  const net = await startNetwork();
  open.push(mock, net);
  net.service.setAccounts([
    { id: accountId, url: mock.mailboxUrl('alex'), user: 'alex', password: 'secret', demo: false },
  ]);
  return { mock, net };
}

function clausesOf(text: string): readonly ServerClause[] {
  const { clauses } = parseSearch(text, { now: NOW, timeZone: 'UTC' });
  return clauses.flatMap(({ term, not }) =>
    term.kind === 'in' || term.kind === 'from-known' ? [] : [{ term, not }],
  );
}

async function find(net: TestNetwork, text: string, folder: string | null = null, rows = 50) {
  const args = { accountId, folder, clauses: [...clausesOf(text)], rows };
  return await collect(net.network.stream('messages.search', args));
}
const subjects = (items: readonly FoundMessage[]) => items.map(({ message }) => message.subject);
const searches = ({ requests }: TestNetwork) => requests.filter(({ method }) => method === 'SEARCH');

describe.each(['2000', '2003', '2007'] as const)('searching on Exchange %s', (personality) => {
  it('finds words in every folder, newest first, and says where they are', async () => {
    const { net } = await start({ personality });
    const { items, end } = await find(net, 'invo');
    expect(subjects(items)).toEqual(['Quay drawings', 'Invoice 17']);
    expect(items.map(({ folder }) => folder)).toEqual(['/exchange/alex/Inbox', '/exchange/alex/Archive']);
    expect(end).toEqual({ more: false });
  });

  it.each([
    ['from:anna', ['Quay drawings', 'Old scan']],
    ['-from:anna', ["It's 100% done", 'Invoice 17']],
    ['subject:"quay draw"', ['Quay drawings']],
    ['subject:rawings', []],
    ['is:unread', ['Quay drawings']],
    ['-is:unread before:2026-11-20', ['Invoice 17']],
    ['after:2026-11-21', ['Quay drawings', "It's 100% done"]],
    ['has:attachment', ['Old scan']],
    ['filename:scan', ['Old scan']],
    ['filename:other', []],
    ['-filename:scan from:anna', ['Quay drawings']],
    ['is:flagged', []],
    ['larger:1M', []],
    ['smaller:1M from:cora', ['Invoice 17']],
    ["subject:it's", ["It's 100% done"]],
    ['subject:100%', ["It's 100% done"]],
    [`subject:"' OR "DAV:isfolder" = False OR '"`, []],
    [`"') OR ("`, []],
    ['-invoice', ["It's 100% done", 'Old scan']],
  ])('%s', async (text, wanted) => {
    const { net } = await start({ personality });
    expect(subjects((await find(net, text)).items)).toEqual(wanted);
  });

  it('reads through the texts where there is no full-text index, and remembers that', async () => {
    const { net } = await start({ personality, settings: { FullTextIndex: false } });
    expect(subjects((await find(net, 'invoice')).items)).toEqual(['Quay drawings', 'Invoice 17']);
    const before = searches(net).length;
    expect(subjects((await find(net, '-invoice')).items)).toEqual(["It's 100% done", 'Old scan']);
    expect(searches(net).length).toBe(before + 1);
  });
});

describe('searching on a server', () => {
  it('stays in a folder, and brings no more rows than were wanted', async () => {
    const { net } = await start();
    expect(subjects((await find(net, 'from:anna', '/exchange/alex/Inbox')).items)).toEqual(['Quay drawings']);
    const { items, end } = await find(net, 'from:anna', null, 1);
    expect([subjects(items), end]).toEqual([['Quay drawings'], { more: true }]);
  });

  it('is not there on a plain server, which says so', async () => {
    const net = await startNetwork();
    open.push(net);
    net.service.setAccounts([
      {
        id: accountId,
        url: 'http://127.0.0.1:9/mail/',
        user: 'a',
        password: 'b',
        demo: false,
        dialect: 'plain',
      },
    ]);
    const failure = await failureOf(find(net, 'invoice'));
    expect(failure.kind).toBe('unsupported');
    expect(failure.sentence).toContain('searches what is on this computer');
  });
});
