import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import type { NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { lineClient, type LineClient } from '../support/line-client.ts';
import { message } from '../support/mail.ts';
import { ask, serverWith } from '../support/server.ts';

const LINE = /^.*\r\n/;
const LIST = /(?:^|\r\n)\.\r\n/;

const open: { mock?: MockExchange; clients: LineClient[] } = { clients: [] };
afterEach(async () => {
  for (const client of open.clients.splice(0)) client.close();
  await open.mock?.stop();
});

async function started(inbox: readonly NewMessage[], more: Partial<MockOptions> = {}): Promise<MockExchange> {
  open.mock = await serverWith(inbox, { pop3: {}, ...more });
  return open.mock;
}

async function dial(mock: MockExchange): Promise<LineClient> {
  const client = await lineClient(mock.pop3Port ?? 0);
  open.clients.push(client);
  await client.until(LINE);
  return client;
}

async function signedIn(mock: MockExchange): Promise<LineClient> {
  const client = await dial(mock);
  await client.ask('USER alex', LINE);
  expect(await client.ask('PASS secret', LINE)).toMatch(/^\+OK/);
  return client;
}

const sizeOf = (mail: NewMessage) => mail.content.size;

describe('POP3', () => {
  it('is only served when asked for', async () => {
    open.mock = await serverWith([]);
    expect(open.mock.pop3Port).toBeNull();
  });

  it('counts, lists and names messages in the order of their arrival', async () => {
    const mails = [message('One', { id: 1 }), message('Two', { id: 2, body: 'More.\r\n'.repeat(9) })];
    const client = await signedIn(await started(mails));
    const [first = 0, second = 0] = mails.map(sizeOf);
    expect(await client.ask('STAT', LINE)).toBe(`+OK 2 ${first + second}\r\n`);
    expect(await client.ask('LIST', LIST)).toBe(`+OK 2 messages\r\n1 ${first}\r\n2 ${second}\r\n.\r\n`);
    expect(await client.ask('LIST 2', LINE)).toBe(`+OK 2 ${second}\r\n`);
    const uids = await client.ask('UIDL', LIST);
    expect(uids).toMatch(/^\+OK.*\r\n1 [0-9a-f]{44}\r\n2 [0-9a-f]{44}\r\n\.\r\n$/);
    expect(await client.ask('LIST 3', LINE)).toMatch(/^-ERR/);
    expect(await client.ask('LIST 0', LINE)).toMatch(/^-ERR/);
  });

  it('gives messages byte for byte, with dots stuffed', async () => {
    const body = '.\r\n..two\r\nplain\r\n.hidden\r\nend.\r\n';
    const mail = message('Dots', { body });
    const client = await signedIn(await started([mail]));
    const answer = await client.ask('RETR 1', /\r\n\.\r\n/);
    const bytes = answer.replace(/^\+OK.*\r\n/, '').replace(/\.\r\n$/, '');
    expect(bytes.replace(/^\.\./gm, '.')).toBe(mail.content.bytes().toString('latin1'));
    expect(bytes).toContain('\r\n...two\r\n');
    expect(await client.ask('TOP 1 2', /\r\n\.\r\n/)).toMatch(/\r\n\r\n\.\.\r\n\.\.\.two\r\n\.\r\n$/);
    expect(await client.ask('TOP 1 0', /\r\n\.\r\n/)).toMatch(/Message-ID: .*\r\n\r\n\.\r\n$/);
  });

  it('ends lines in CRLF where a message came with LF, and a message without a last line end', async () => {
    const client = await signedIn(await started([message('Bare', { body: 'a\n.\nb' })]));
    expect(await client.ask('RETR 1', /\r\n\.\r\n/)).toMatch(/\r\n\r\na\r\n\.\.\r\nb\r\n\.\r\n$/);
  });

  it('changes nothing and says so', async () => {
    const mock = await started([message('Kept')]);
    const client = await signedIn(mock);
    expect(await client.ask('DELE 1', LINE)).toMatch(/^-ERR .*reading only/);
    expect(await client.ask('RSET', LINE)).toMatch(/^\+OK/);
    expect(await client.ask('QUIT', LINE)).toMatch(/^\+OK/);
    expect(await client.rest()).toBe('');
    expect(mock.folders('alex').find(({ path }) => path === 'Inbox')).toMatchObject({ total: 1, unread: 1 });
  });

  it('asks for a name and a password, and takes five attempts', async () => {
    const client = await dial(await started([]));
    expect(await client.ask('CAPA', LIST)).toMatch(/\r\nUIDL\r\n/);
    expect(await client.ask('STAT', LINE)).toMatch(/^-ERR Sign in/);
    expect(await client.ask('PASS secret', LINE)).toMatch(/^-ERR/);
    for (let attempt = 1; attempt <= 5; attempt++) {
      await client.ask('USER EXAMPLE\\alex', LINE);
      expect(await client.ask('PASS wrong', LINE)).toMatch(/^-ERR \[AUTH\]/);
    }
    expect(await client.rest()).toBe('');
  });

  it.each(['alex', 'EXAMPLE\\alex', 'alex@example.com', 'EXAMPLE/alex', 'EXAMPLE/alex/alex'])(
    'knows the user as %s',
    async (name) => {
      const client = await dial(await started([]));
      await client.ask(`USER ${name}`, LINE);
      expect(await client.ask('PASS secret', LINE)).toMatch(/^\+OK/);
    },
  );

  it('answers commands that were sent at once, in order, to a client that has stopped writing', async () => {
    const client = await dial(await started([message('One')]));
    client.say('USER alex\r\nPASS secret\r\nSTAT\nNOOP\r\nuidl 1\r\nQUIT\r\n');
    expect((await client.rest()).match(/^\+OK/gm)).toHaveLength(6);
  });

  it('says that a message is gone once another client deleted it', async () => {
    const mock = await started([message('Gone'), message('Stays', { id: 2 })]);
    const client = await signedIn(mock);
    await ask(mock, 'DELETE', '/exchange/alex/Inbox/Gone.EML');
    expect(await client.ask('RETR 1', LINE)).toMatch(/^-ERR .*gone/);
    expect(await client.ask('RETR 2', /\r\n\.\r\n/)).toContain('Subject: Stays');
  });

  it('sends clients away once the server was reset', async () => {
    const mock = await started([message('One')]);
    const client = await signedIn(mock);
    await mock.reset();
    expect(await client.ask('STAT', LINE)).toMatch(/^-ERR .*reset/);
    expect(await client.rest()).toBe('');
  });

  it('sends a silent client away after ten minutes of the clock', async () => {
    const mock = await started([]);
    const client = await signedIn(mock);
    await mock.clock.advance(599_000);
    expect(await client.ask('NOOP', LINE)).toMatch(/^\+OK/);
    await mock.clock.advance(601_000);
    await expect(client.ask('NOOP', LINE)).rejects.toThrow();
  });
});

describe('POP3 and messages without a MIME stream (KB 329067)', () => {
  const mails = [1, 2, 3].map((id) =>
    message(`Moved ${id}`, { id, mapiOnly: true, body: 'x\r\n'.repeat(4000) }),
  );

  it('converts each of them at sign-in, and once more when it is fetched', async () => {
    const mock = await started(mails);
    const client = await dial(mock);
    await client.ask('USER alex', LINE);
    const before = mock.clock.now();
    const answered = client.ask('PASS secret', LINE);
    const size = await advanceUntil(mock, answered);
    expect(size).toMatch(/^\+OK/);
    expect(mock.clock.now() - before).toBeGreaterThanOrEqual(60);
    expect(mock.oracle().conversions.count).toBe(3);
    expect(await client.ask('LIST 1', LINE)).toBe(`+OK 1 ${sizeOf(mails[0] ?? message(''))}\r\n`);
    await advanceUntil(mock, client.ask('RETR 1', /\r\n\.\r\n/));
    expect(mock.oracle().conversions.count).toBe(4);
    expect(mock.oracle().items.find(({ href }) => href.endsWith('Moved%201.EML'))).toMatchObject({
      bytesServed: sizeOf(mails[0] ?? message('')),
      conversions: 2,
    });
  });

  it('converts nothing at sign-in with Compatibility 0xfffffffe, and tells approximate sizes', async () => {
    const mock = await started(mails, { settings: { Pop3Compatibility: 0xffff_fffe } });
    const client = await signedIn(mock);
    expect(mock.oracle().conversions.count).toBe(0);
    expect(await client.ask('LIST 1', LINE)).not.toBe(`+OK 1 ${sizeOf(mails[0] ?? message(''))}\r\n`);
  });

  it('lets go of a client whose conversions a reset has swept away', async () => {
    const mock = await started(mails);
    const client = await dial(mock);
    client.say('USER alex\r\nPASS secret\r\n');
    await client.until(LINE);
    await mock.reset();
    expect(await client.rest()).toBe('');
  });

  it('is not helped by what helps IMAP4', async () => {
    const mock = await started(mails, {
      settings: { Imap4Compatibility: 0xffff_fffe, Imap4FastMessageRetrieval: true },
    });
    const client = await dial(mock);
    await client.ask('USER alex', LINE);
    await advanceUntil(mock, client.ask('PASS secret', LINE));
    expect(mock.oracle().conversions.count).toBe(3);
  });
});

/** Lets the virtual clock run until the answer is there. */
async function advanceUntil<T>(mock: MockExchange, answer: Promise<T>): Promise<T> {
  const state = { isThere: false };
  const marked = answer.finally(() => (state.isThere = true));
  while (!state.isThere) {
    await mock.clock.advance(5);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return marked;
}

describe('POP3 under strain', () => {
  it('ends a line that does not end', async () => {
    const mock = await started([message('One')]);
    const other = await signedIn(mock);
    const client = await dial(mock);
    client.say('USER '.padEnd(5000, 'x'));
    expect(await client.rest()).toMatch(/^-ERR The line is too long/);
    expect(await other.ask('STAT', LINE)).toMatch(/^\+OK 1 /);
  });

  it('answers garbage and goes on', async () => {
    const client = await dial(await started([]));
    for (const line of ['', '\0\0', 'GET / HTTP/1.1', '\xff\xfe', 'USER', 'RETR 1e9', '    ']) {
      expect(await client.ask(line, LINE)).toMatch(/^-ERR/);
    }
    expect(await client.ask('NOOP', LINE)).toMatch(/^-ERR Sign in/);
  });

  it('serves many clients at once, slow ones among them', async () => {
    const mail = message('Long', { body: 'All work and no play.\r\n'.repeat(50_000) });
    const mock = await started([mail]);
    const slow = await signedIn(mock);
    slow.say('RETR 1\r\n');
    slow.pause();
    const clients = await Promise.all(Array.from({ length: 50 }, () => signedIn(mock)));
    const answers = await Promise.all(clients.map((client) => client.ask('RETR 1', /\r\n\.\r\n/)));
    for (const answer of answers) expect(answer.length).toBeGreaterThan(sizeOf(mail));
    slow.resume();
    expect((await slow.until(/\r\n\.\r\n/)).length).toBe(answers[0]?.length);
  });
});
