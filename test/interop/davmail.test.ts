import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import type { NewMessage } from '../../electron/mock-exchange/store/content.ts';
import { message } from '../mock-exchange/support/mail.ts';
import { type DavMail, startDavMail } from './davmail.ts';
import { type ImapSession, imapSession } from './imap-client.ts';
import { onPath } from './tools.ts';

/** DavMail, a gateway that others wrote for Exchange 2003, works on the mock through forms sign-in. */
const SUBJECTS = ['Plain', 'Angebot: 50% & mehr #1?', 'One + one'];

function mailbox(user: string, messages: readonly NewMessage[]) {
  const inbox = { name: 'Inbox', role: 'inbox' as const, messages };
  return { user, displayName: user, address: `${user}@example.com`, password: 'secret', folders: [inbox] };
}

describe.skipIf(!onPath('davmail-server'))('DavMail', () => {
  let mock: MockExchange;
  let gateway: DavMail;
  let imap: ImapSession;
  beforeAll(async () => {
    const mails = SUBJECTS.map((subject, index) => message(subject, { id: index + 1 }));
    mock = await startMockExchange({
      auth: 'forms',
      personality: '2003',
      settings: { DavMailCompatibility: true },
      mailboxes: [mailbox('alex', mails), mailbox('bo', [])],
    });
    gateway = await startDavMail(`${mock.origin}/exchange/`);
    imap = await imapSession(gateway.imapPort);
    await imap.command('LOGIN alex secret');
  }, 90_000);
  afterAll(async () => {
    imap?.close();
    await gateway?.stop();
    await mock?.stop();
  });

  const countOf = (path: string, user = 'alex') =>
    mock.folders(user).find((folder) => folder.path === path)?.total;
  /** Opens the folder anew: an edit gives a message another article number, and so another place in the list. */
  const numberOf = async (folder: string, subject: string): Promise<number> => {
    await imap.command(`SELECT ${folder}`);
    const fields = await imap.command('FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])');
    const at = fields.indexOf(`Subject: ${subject}\r\n`);
    return Number([...fields.slice(0, at).matchAll(/^\* (\d+) FETCH/gm)].at(-1)?.[1]);
  };
  const flagsOf = async (folder: string, subject: string) => {
    const row = await imap.command(`FETCH ${await numberOf(folder, subject)} (FLAGS)`);
    return /FLAGS \(([^)]*)\)/.exec(row)?.[1];
  };

  it('does not log on with a wrong password', async () => {
    const other = await imapSession(gateway.imapPort);
    expect(await other.attempt('LOGIN alex wrong')).toMatch(/^t1 NO /);
    other.close();
  });

  it('lists folders and messages', async () => {
    const folders = await imap.command('LIST "" "*"');
    for (const name of ['INBOX', 'Drafts', 'Sent', 'Trash']) expect(folders).toContain(`"${name}"`);
    expect(await imap.command('SELECT INBOX')).toContain(`* ${SUBJECTS.length} EXISTS`);
    const rows = await imap.command('FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)');
    expect(rows.match(/INTERNALDATE "02-Nov-2026 10:00:0\d \+0000"/g)).toHaveLength(3);
    const fields = await imap.command('FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT MESSAGE-ID)])');
    for (const subject of SUBJECTS) expect(fields).toContain(`Subject: ${subject}\r\n`);
  });

  it('reads a message that it builds from its properties', async () => {
    await imap.command('SELECT INBOX');
    const body = await imap.command('FETCH 1 (BODY.PEEK[])');
    expect(body).toContain('Subject: Plain\r\n');
    expect(body).toContain('Hello there.');
  });

  it('sets and clears flags and keywords', async () => {
    await imap.command('SELECT INBOX');
    await imap.command('STORE 1 +FLAGS (\\Seen \\Flagged)');
    await imap.command('STORE 2 +FLAGS (\\Answered Projekt)');
    expect(await flagsOf('INBOX', 'Plain')).toMatch(/\\Seen.*\\Flagged/);
    expect(await flagsOf('INBOX', 'Angebot: 50% & mehr #1?')).toMatch(/\\Answered.*Projekt/i);
    await imap.command(`STORE ${await numberOf('INBOX', 'Plain')} -FLAGS (\\Seen \\Flagged)`);
    expect(await flagsOf('INBOX', 'Plain')).not.toMatch(/Seen|Flagged/);
  });

  it('searches', async () => {
    await imap.command(`STORE ${await numberOf('INBOX', 'One + one')} +FLAGS (\\Flagged)`);
    const found = async (criteria: string) =>
      (/^\* SEARCH ?([\d ]*)\r\n/m.exec(await imap.command(`SEARCH ${criteria}`))?.[1] ?? '').trim();
    const [flagged, offer] = [
      await numberOf('INBOX', 'One + one'),
      await numberOf('INBOX', 'Angebot: 50% & mehr #1?'),
    ];
    expect(await found('FLAGGED')).toBe(String(flagged));
    expect(await found('SUBJECT "Angebot"')).toBe(String(offer));
    expect(await found('FROM "ada"')).toBe('1 2 3');
    expect(await found('SUBJECT "nowhere"')).toBe('');
    expect(await found('SINCE 01-Nov-2026 BODY "Hello there"')).toBe('1 2 3');
  });

  it('makes, renames and deletes folders', async () => {
    await imap.command('CREATE Archive');
    await imap.command('CREATE "Archive/&AMU-r &- mer"');
    expect(countOf('Archive/År & mer')).toBe(0);
    expect(await imap.attempt('CREATE Archive')).toMatch(/ (NO|OK) /);
    await imap.command('RENAME "Archive/&AMU-r &- mer" Archive/2026');
    expect(countOf('Archive/2026')).toBe(0);
    expect(await imap.command('LIST "" "Archive/*"')).toContain('"Archive/2026"');
    await imap.command('DELETE Archive/2026');
    expect(countOf('Archive/2026')).toBeUndefined();
  });

  it('copies, moves, deletes and expunges messages', async () => {
    await imap.command(`COPY ${await numberOf('INBOX', 'Plain')} Archive`);
    await imap.command(`MOVE ${await numberOf('INBOX', 'Angebot: 50% & mehr #1?')} Archive`);
    expect([countOf('Inbox'), countOf('Archive')]).toEqual([2, 2]);
    await imap.command('SELECT Archive');
    const fields = await imap.command('FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])');
    expect(fields).toContain('Subject: Plain\r\n');
    expect(fields).toContain('Subject: Angebot: 50% & mehr #1?\r\n');
    await imap.command(`STORE ${await numberOf('Archive', 'Plain')} +FLAGS (\\Deleted)`);
    await imap.command('EXPUNGE');
    expect(countOf('Archive')).toBe(1);
  });

  it('appends a message', async () => {
    const mail = 'From: ada@example.com\r\nTo: alex@example.com\r\nSubject: Appended\r\n\r\nÆøå\r\n';
    await imap.command('APPEND Archive (\\Seen)', mail);
    expect(countOf('Archive')).toBe(2);
    expect(await flagsOf('Archive', 'Appended')).toContain('\\Seen');
  });

  it('sends by SMTP, once, with a copy in Sent Items', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: gateway.smtpPort,
      ignoreTLS: true,
      auth: { user: 'alex', pass: 'secret' },
    });
    const mail = { from: 'alex@example.com', to: 'bo@example.com', subject: 'Über SMTP', text: 'Hallo\n' };
    const { accepted } = await transport.sendMail({ ...mail, messageId: '<by-smtp@example.com>' });
    transport.close();
    expect(accepted).toEqual(['bo@example.com']);
    expect(countOf('Inbox', 'bo')).toBe(1);
    expect([countOf('Sent Items'), countOf('Drafts'), countOf('Outbox')]).toEqual([1, 0, 0]);
    const told = mock.oracle().messages.find((each) => each.messageId.includes('by-smtp@example.com'));
    expect(told?.deliveries).toEqual([{ recipient: 'bo@example.com', copies: 1 }]);
  });

  it('never saw a server error', () => {
    const errors = mock.journal.filter((entry) => entry.status >= 500);
    expect(errors.map((entry) => `${entry.method} ${entry.path} ${entry.status}`)).toEqual([]);
  });
});
