import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import type { NewFolder, NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { message } from '../support/mail.ts';
import { serverWith } from '../support/server.ts';
import { dial, type ImapClient, selected, signedIn } from './support.ts';

const open: { mock?: MockExchange; clients: ImapClient[] } = { clients: [] };
afterEach(async () => {
  for (const { line } of open.clients.splice(0)) line.close();
  await open.mock?.stop();
});

type More = Partial<MockOptions> & { readonly folders?: readonly NewFolder[] };
async function started(inbox: readonly NewMessage[], more: More = {}): Promise<MockExchange> {
  open.mock = await serverWith(inbox, { imap4: {}, ...more });
  return open.mock;
}
async function kept(client: Promise<ImapClient>): Promise<ImapClient> {
  open.clients.push(await client);
  return client;
}

describe('IMAP4 sign-in', () => {
  it('is told what the server can, and signs in by LOGIN with atoms, quotes and literals', async () => {
    const mock = await started([]);
    const client = await kept(dial(mock));
    expect(await client.run('CAPABILITY')).toMatch(/^\* CAPABILITY IMAP4rev1 .*AUTH=PLAIN/);
    expect(await client.run('LIST "" *')).toMatch(/t2 BAD Sign in first/);
    expect(await client.run('LOGIN alex wrong')).toMatch(/NO \[AUTHENTICATIONFAILED\]/);
    client.line.say('a LOGIN {4}\r\n');
    await client.line.until(/^\+ .*\r\n/);
    client.line.say('alex {6+}\r\nsecret\r\n');
    expect(await client.line.until(/\r\n/)).toMatch(/^a OK/);
    expect(await client.run('LOGIN "EXAMPLE\\\\alex" "secret"')).toMatch(/BAD You are signed in already/);
  });

  it('signs in by AUTHENTICATE PLAIN, in one step and in two', async () => {
    const mock = await started([]);
    const response = Buffer.from('\0alex@example.com\0secret').toString('base64');
    expect(await (await kept(dial(mock))).run(`AUTHENTICATE PLAIN ${response}`)).toMatch(/OK/);
    const client = await kept(dial(mock));
    client.line.say('a AUTHENTICATE PLAIN\r\n');
    await client.line.until(/^\+ \r\n/);
    client.line.say(`${response}\r\n`);
    expect(await client.line.until(/\r\n/)).toMatch(/^a OK/);
    const other = await kept(dial(mock));
    expect(await other.run('AUTHENTICATE NTLM')).toMatch(/NO The mechanism NTLM/);
    other.line.say('b AUTHENTICATE PLAIN\r\n*\r\n');
    expect(await other.line.until(/b .*\r\n/)).toMatch(/b BAD/);
  });

  it('ends after five wrong passwords', async () => {
    const client = await kept(dial(await started([])));
    for (let attempt = 1; attempt <= 5; attempt++) await client.run('LOGIN alex wrong');
    expect(await client.line.rest()).toMatch(/^\* BYE/);
  });
});

describe('IMAP4 folders', () => {
  const folders: readonly NewFolder[] = [
    {
      name: 'Bestellungen & Maße',
      messages: [],
      folders: [{ name: '日本語', messages: [message('Deep')] }],
    },
    { name: 'a/b "c"', messages: [] },
  ];

  it('lists them in modified UTF-7, the Inbox as INBOX whatever its name', async () => {
    const client = await kept(signedIn(await started([], { folders, language: 'nb' })));
    const all = await client.run('LIST "" "*"');
    expect(all).toContain('* LIST (\\HasNoChildren) "/" "INBOX"\r\n');
    expect(all).toContain('(\\HasChildren) "/" "Bestellungen &- Ma&AN8-e"\r\n');
    expect(all).toContain('"/" "Bestellungen &- Ma&AN8-e/&ZeVnLIqe-"\r\n');
    expect(all).toContain('"/" "a_xF8FF_b \\"c\\""\r\n');
    expect(all).toContain('"/" "Sendte elementer"\r\n');
    expect(all).not.toContain('NON_IPM');
    expect(await client.run('LIST "" "%"')).not.toContain('&ZeVnLIqe-');
    expect(await client.run('LSUB "Bestellungen &- Ma&AN8-e/" %')).toMatch(
      /^\* LSUB .*&ZeVnLIqe-"\r\nt\d+ OK/,
    );
    expect(await client.run('LIST "" inbox')).toContain('"INBOX"');
    expect(await client.run('LIST "" ""')).toMatch(/^\* LIST \(\\Noselect\) "\/" ""/);
    expect(await client.run('NAMESPACE')).toMatch(/^\* NAMESPACE \(\("" "\/"\)\) NIL NIL/);
    const status = await client.run(
      'STATUS "Bestellungen &- Ma&AN8-e/&ZeVnLIqe-" (MESSAGES UNSEEN UIDNEXT RECENT)',
    );
    expect(status).toContain('(MESSAGES 1 UNSEEN 1 UIDNEXT 2 RECENT 0)');
    expect(await client.run('SELECT Nowhere')).toMatch(/NO \[NONEXISTENT\]/);
  });

  it('opens them for reading only, with lasting UIDs', async () => {
    const mails = [message('Read', { id: 1, read: true }), message('New', { id: 2 })];
    const mock = await started(mails);
    const client = await kept(signedIn(mock));
    const answer = await client.run('SELECT inbox');
    expect(answer).toContain('* 2 EXISTS\r\n');
    expect(answer).toContain('* OK [UNSEEN 2]');
    expect(answer).toContain('[UIDNEXT 3]');
    expect(answer).toContain('[PERMANENTFLAGS ()]');
    expect(answer).toMatch(/t2 OK \[READ-ONLY\]/);
    const validity = /UIDVALIDITY \d+/.exec(answer)?.[0] ?? '?';
    await mock.reset();
    const again = await kept(signedIn(mock));
    expect(await again.run('EXAMINE "INBOX"')).toContain(validity);
    expect(await client.line.ask('x NOOP', /\r\n/)).toMatch(/^\* BYE .*reset/);
    expect(await again.run('CLOSE')).toMatch(/OK/);
    expect(await again.run('FETCH 1 FLAGS')).toMatch(/BAD Select a folder first/);
  });

  it.each([
    'APPEND INBOX {400000000}',
    'COPY 1 Drafts',
    'CREATE New',
    'DELETE Drafts',
    'EXPUNGE',
    'RENAME Drafts Old',
    'SUBSCRIBE INBOX',
    'UID COPY 1 Drafts',
    'UID EXPUNGE 1',
  ])('refuses %s', async (command) => {
    const client = await kept(selected(await started([message('One')])));
    expect(await client.run(command)).toMatch(/NO \[NOPERM\] The mailbox is open for reading only/);
    expect(await client.run('NOOP')).toMatch(/OK/);
  });

  it('keeps flags that STORE sets for the session and writes nothing', async () => {
    const mock = await started([message('One')]);
    const client = await kept(selected(mock));
    expect(await client.run('STORE 1 +FLAGS (\\Seen $Junk)')).toContain('* 1 FETCH (FLAGS (\\Seen))');
    expect(await client.run('UID STORE 1 FLAGS.SILENT \\Flagged')).toMatch(/^t\d+ OK/);
    expect(await client.run('SEARCH FLAGGED UNSEEN')).toContain('* SEARCH 1\r\n');
    expect(mock.folders('alex').find(({ path }) => path === 'Inbox')).toMatchObject({ unread: 1 });
    expect(await (await kept(selected(mock))).run('FETCH 1 FLAGS')).toContain('FLAGS ()');
  });
});

describe('IMAP4 and what other clients do', () => {
  it('tells of new mail, with NOOP and while idle, and on the next day of the clock lets go of a silent client', async () => {
    const mock = await started([message('One')]);
    const client = await kept(selected(mock));
    await mock.deliver('alex', message('Two', { id: 2 }));
    expect(await client.run('FETCH 1:* UID')).not.toContain('EXISTS');
    expect(await client.run('NOOP')).toMatch(/^\* 2 EXISTS\r\n/);
    client.line.say('i IDLE\r\n');
    await client.line.until(/^\+ .*\r\n/);
    await mock.deliver('alex', message('Three', { id: 3 }));
    expect(await client.line.until(/\r\n/)).toBe('* 3 EXISTS\r\n');
    client.line.say('done\r\n');
    expect(await client.line.until(/\r\n/)).toMatch(/^i OK/);
    expect(await client.run('UID FETCH 3:9 FLAGS')).toContain('* 3 FETCH (UID 3 FLAGS ())');
    await mock.clock.advance(86_400_000);
    expect(await client.line.rest()).toBe('');
  });

  it('sends away whoever talks nonsense or lines without end, and nobody else', async () => {
    const mock = await started([message('One')]);
    const good = await kept(selected(mock));
    const garbled = await kept(dial(mock));
    garbled.line.say('\xff\0\x01garbage\r\n'.repeat(50));
    expect(await garbled.line.rest()).toMatch(/\* BYE Too many mistakes/);
    const endless = await kept(dial(mock));
    endless.line.say(`a LOGIN ${'x'.repeat(200_000)}`);
    expect(await endless.line.rest()).toMatch(/^\* BYE The line is too long/);
    const huge = await kept(dial(mock));
    huge.line.say('a LOGIN {4294967295}\r\n');
    expect(await huge.line.until(/\r\n/)).toMatch(/^a BAD A literal of 4294967295 bytes/);
    huge.line.say(`b LOGIN {100000+}\r\n${'x'.repeat(100_000)} y\r\nc LOGIN alex secret\r\n`);
    expect(await huge.line.until(/c .*\r\n/)).toMatch(/b BAD .*\r\nc OK/);
    expect(await good.run('FETCH 1 UID')).toContain('* 1 FETCH (UID 1)');
  });
});
