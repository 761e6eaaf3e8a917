import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { generateMailbox } from '../../electron/mock-exchange/generate/mailbox.ts';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { NOW } from '../mock-exchange/support/server.ts';
import { installed, run } from './tools.ts';

/** Mail programs that were written elsewhere read a whole mailbox over POP3 and IMAP4, byte for byte. */
const mailbox = generateMailbox({ seed: 8, messages: 150, folders: 4, now: NOW, attachmentSize: 300_000 });
const messages = [...(mailbox.folders.find(({ role }) => role === 'inbox')?.messages ?? [])];
const bytes = messages.map(({ content }) => content.bytes());
const unread = messages.filter(({ read }) => !read).length;

let mock: MockExchange;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'interop-'));
  mock = await startMockExchange({
    mailboxes: [{ ...mailbox, password: 'secret' }],
    clock: { start: NOW, rate: 0 },
    pop3: {},
    imap4: {},
  });
});
afterAll(async () => {
  await mock.stop();
  await rm(home, { recursive: true });
});

const environment = () => ({ HOME: home, FETCHMAILHOME: home, TERM: 'xterm', LC_ALL: 'C.UTF-8' });

/** What mail programs write to disk ends its lines in LF. */
const asFile = (raw: Buffer) => raw.toString('latin1').replaceAll('\r\n', '\n');

describe.skipIf(!installed('curl'))('curl', () => {
  const curl = (url: string) =>
    run('curl', ['-sS', '--max-time', '20', '-u', 'EXAMPLE\\alex:secret', url], '', environment());

  it('fetches over POP3 and IMAP4 what was delivered', async () => {
    const pop = `pop3://127.0.0.1:${mock.pop3Port}`;
    const imap = `imap://127.0.0.1:${mock.imap4Port}`;
    expect((await curl(`${pop}/`)).text.trim().split(/\r?\n/)).toHaveLength(messages.length);
    for (const at of [0, 7, messages.length - 1]) {
      expect((await curl(`${pop}/${at + 1}`)).out.equals(bytes[at] ?? Buffer.alloc(0))).toBe(true);
      expect((await curl(`${imap}/INBOX;UID=${at + 1}`)).out.equals(bytes[at] ?? Buffer.alloc(0))).toBe(true);
    }
    expect((await curl(`${imap}/`)).text).toMatch(/^\* LIST .*"INBOX"/);
    const unseen = await curl(`${imap}/INBOX?UNSEEN`);
    expect(unseen.text.trim().split(' ')).toHaveLength(unread + 2);
  });
});

const PYTHON = `
import hashlib, imaplib, json, poplib, sys
pop, imap = int(sys.argv[1]), int(sys.argv[2])
found = {"pop": [], "imap": []}
p = poplib.POP3("127.0.0.1", pop)
p.user("alex"); p.pass_("secret")
count, total = p.stat()
for number in range(1, count + 1):
    lines = p.retr(number)[1]
    found["pop"].append(hashlib.sha256(b"".join(line + b"\\r\\n" for line in lines)).hexdigest())
found["uids"] = len({line.split()[1] for line in p.uidl()[1]})
found["total"] = total
found["capa"] = sorted(p.capa())
p.quit()
m = imaplib.IMAP4("127.0.0.1", imap)
m.login("alex", "secret")
found["count"] = int(m.select("INBOX", readonly=True)[1][0])
for number in range(1, found["count"] + 1):
    found["imap"].append(hashlib.sha256(m.fetch(str(number), "(UID RFC822.SIZE BODY.PEEK[])")[1][0][1]).hexdigest())
found["structures"] = len(m.fetch("1:*", "(ENVELOPE BODYSTRUCTURE FLAGS)")[1])
found["unseen"] = len(m.uid("SEARCH", None, "UNSEEN")[1][0].split())
found["folders"] = len(m.list()[1])
m.unselect(); m.logout()
print(json.dumps(found))
`;

describe.skipIf(!installed('python3'))("Python's poplib and imaplib", () => {
  it('read every message and its structure', async () => {
    const { createHash } = await import('node:crypto');
    const { status, text } = await run(
      'python3',
      ['-c', PYTHON, String(mock.pop3Port), String(mock.imap4Port)],
      '',
      environment(),
    );
    expect([status, text]).toEqual([0, expect.stringMatching(/^\{/)]);
    const hashes = bytes.map((raw) => createHash('sha256').update(raw).digest('hex'));
    expect(JSON.parse(text)).toMatchObject({
      pop: hashes,
      imap: hashes,
      uids: messages.length,
      count: messages.length,
      total: bytes.reduce((sum, raw) => sum + raw.length, 0),
      structures: messages.length,
      unseen: unread,
      folders: mock.folders('alex').length,
    });
  });
});

describe.skipIf(!installed('fetchmail', '--version'))('fetchmail', () => {
  it.each(['POP3', 'IMAP'])('fetches everything over %s', async (protocol) => {
    const box = join(home, `fetchmail.${protocol}`);
    const rules = [
      'set invisible',
      `poll 127.0.0.1 port ${protocol === 'POP3' ? mock.pop3Port : mock.imap4Port} proto ${protocol} no dns`,
      " user alex password secret keep fetchall no rewrite no mimedecode sslproto ''",
      ` mda "/bin/sh -c 'cat >> ${box}; echo =END= >> ${box}'"`,
    ];
    const file = join(home, `rc.${protocol}`);
    await writeFile(file, `${rules.join('\n')}\n`, { mode: 0o600 });
    const { status, text } = await run('fetchmail', ['-f', file, '--nodetach', '-v'], '', environment());
    expect([status, text]).toEqual([0, expect.stringContaining(`${messages.length} messages for alex`)]);
    const fetched = (await readFile(box, 'latin1')).split('=END=\n').slice(0, -1);
    // It writes header fields of its own below those that came; bodies are as they were.
    const bodies = (list: readonly string[]) => list.map((each) => each.slice(each.indexOf('\n\n')));
    expect(bodies(fetched)).toEqual(bodies(bytes.map(asFile)));
  });
});

const MUTTRC = `set ssl_starttls=no ssl_force_tls=no imap_user=alex imap_pass=secret
set header_cache="" sort=mailbox-order wait_key=no quit=yes copy=no delete=no
set mbox_type=Maildir confirmappend=no confirmcreate=no auto_tag=yes`;

/** mutt wants a terminal. (script would type Ctrl+D when its own input ends, which mutt takes for a command.) */
const TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

describe.skipIf(!installed('mutt', '-v') || !installed('python3'))('mutt', () => {
  it.each(['imap', 'pop'])('opens the Inbox over %s and copies every message', async (protocol) => {
    const copies = join(home, `mutt.${protocol}`);
    const rc = join(home, 'muttrc');
    await writeFile(rc, `${MUTTRC}\nset folder=${home} pop_user=alex pop_pass=secret pop_delete=no\n`);
    const url =
      protocol === 'imap'
        ? `imap://alex@127.0.0.1:${mock.imap4Port}/INBOX`
        : `pop://alex@127.0.0.1:${mock.pop3Port}`;
    const keys = `push "<tag-pattern>~A<enter><tag-prefix><copy-message>${copies}<enter><exit>"`;
    const command = ['mutt', '-n', '-F', rc, '-f', url, '-e', keys];
    const { text } = await run('python3', ['-c', TERMINAL, ...command], '', environment());
    const files = (await Promise.all(['new', 'cur'].map((part) => filesIn(join(copies, part))))).flat();
    expect([files.length, text.slice(-300)]).toEqual([messages.length, expect.anything()]);
    const body = (each: string) => each.slice(each.indexOf('\n\n'));
    expect(files.map(body).toSorted()).toEqual(bytes.map(asFile).map(body).toSorted());
  });
});

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
}
