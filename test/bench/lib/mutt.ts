import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Ends its index when it is there; nothing is asked, nothing is written to the server. */
const SETTINGS = ['ssl_starttls=no', 'ssl_force_tls=no', 'move=no', 'quit=yes', 'sort=reverse-date'];

/**
 * Opens the Inbox over IMAP4 as a person would by the command line, and ends at the moment at which its list is there;
 * ms. `home` keeps its header cache: the first time it is empty. mutt draws on the terminal that `script` gives it.
 */
export async function muttOpens(home: string, port: number, user: string, password: string): Promise<number> {
  await mkdir(path.join(home, 'cache'), { recursive: true });
  await mkdir(path.join(home, 'Mail'), { recursive: true });
  const own = [`header_cache="${home}/cache"`, `imap_user="${user}"`, `imap_pass="${password}"`];
  const rc = path.join(home, 'muttrc');
  await writeFile(rc, [...SETTINGS, ...own].map((each) => `set ${each}\n`).join(''));
  const command = `mutt -n -F ${rc} -f imap://127.0.0.1:${port}/INBOX -e 'push x'`;
  const from = performance.now();
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env['PATH'], HOME: home, TERM: 'xterm', LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString('latin1')}`.slice(-4000)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const ms = performance.now() - from;
  if (code !== 0 || !said.includes('Msgs:'))
    throw new Error(`mutt showed no list (${String(code)}): ${said}`);
  return ms;
}
