import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { DAV_PROGRAMS, type DavServer, isThere, PASSWORD, USER } from '../interop/dav-servers.ts';
import { type Retinue, test } from './fixtures.ts';
import { fillForm } from './support.ts';

const rows = ({ page }: Retinue) =>
  page.getByRole('treegrid').getByRole('row', { name: /^(Unread\. )?.+\./ });
const body = ({ page }: Retinue) => page.frameLocator('iframe[title="Message text"]').locator('body');

const eml = (subject: string, text: string, hour: number) =>
  `From: Bo <bo@example.com>\r\nTo: alex@example.com\r\nSubject: ${subject}\r\nDate: Thu, 1 Oct 2026 0${hour}:00:00 +0000\r\nMessage-ID: <${subject}@example.com>\r\n\r\n${text}\r\n`;
/** Larger than what crosses the port: it comes as a stream, its file to disk. */
const large = (file: Buffer) =>
  [
    'From: Bo <bo@example.com>\r\nTo: alex@example.com\r\nSubject: Large\r\nDate: Thu, 1 Oct 2026 09:00:00 +0000',
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.',
    '--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=scan.bin\r\n',
    `${file.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`,
  ].join('\r\n');

for (const program of DAV_PROGRAMS)
  test(`mail is read from ${program.name}, and what was read stays read`, async ({ start }) => {
    test.skip(!isThere(program), `${program.name} is not installed here`);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-dav-'));
    let server: DavServer | null = null;
    try {
      server = await program.start(folder);
      const inbox = path.join(server.files, 'Inbox');
      await mkdir(inbox, { recursive: true });
      const file = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 7) % 251));
      await writeFile(path.join(inbox, '100% large & odd #1.eml'), large(file));
      await writeFile(path.join(inbox, 'first.eml'), eml('First', 'This is the first.', 8));
      await mkdir(path.join(server.files, 'Projects'));
      server.own();
      const retinue = await start({ args: ['--no-demo'] });
      const { page } = retinue;
      await fillForm(retinue, { url: `${server.origin}/`, user: USER, password: PASSWORD });
      await page.getByLabel('In a file that only you can read, not encrypted').check();
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await expect(page.getByText('This is a plain WebDAV server.')).toBeVisible();
      await page.getByRole('button', { name: 'Add account' }).click();
      await expect(page.getByRole('treeitem', { name: /^Inbox.*2/ })).toBeVisible();
      await expect(page.getByRole('treeitem', { name: /^Projects/ })).toBeVisible();
      await expect(rows(retinue)).toHaveCount(2);

      await rows(retinue).filter({ hasText: 'Large' }).click();
      await expect(body(retinue)).toHaveText('See the file.');
      await expect(page.getByText('scan.bin')).toBeVisible();
      await rows(retinue).filter({ hasText: 'First' }).click();
      await expect(body(retinue)).toHaveText('This is the first.');
      await expect(page.getByRole('treeitem', { name: /^Inbox.*2/ })).toHaveCount(0);

      await writeFile(path.join(inbox, 'second.eml'), eml('Second', 'This came later.', 9));
      server.own();
      await page.getByRole('button', { name: 'Send & Receive' }).click();
      await expect(rows(retinue).filter({ hasText: 'Second' })).toBeVisible();
      expect(await readFile(path.join(inbox, 'first.eml'), 'utf8')).toContain('This is the first.');
    } finally {
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
