import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import type { NewMessage } from '../../electron/mock-exchange/store/content.ts';
import { violations } from './axe.ts';
import { composer, sendByKey, willChoose } from './composing.ts';
import { type Retinue, test } from './fixtures.ts';
import { body, fillForm, serve } from './support.ts';

const INGRID = '"Ingrid Halvorsen" <ingrid@halvorsen-lie.example>';
const TOMAS = '"Tomás Echeverría" <tomas@halvorsen-lie.example>';
const ALEX = '"Alex" <alex@example.com>';

/** A message of today, so many minutes old. */
async function mail(
  id: string,
  minutes: number,
  from: string,
  subject: string,
  more: readonly string[] = [],
) {
  const at = new Date(Date.now() - minutes * 60_000);
  const raw = [
    `From: ${from}`,
    `To: ${from === ALEX ? INGRID : ALEX}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}@halvorsen-lie.example>`,
    `Date: ${at.toUTCString()}`,
    ...more,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Text of ${id}.`,
    '',
    'Best,',
    'Ingrid',
    '',
  ];
  const content = await contentOf(Buffer.from(raw.join('\r\n')));
  return { content, received: at.getTime(), read: minutes > 100 } satisfies NewMessage;
}
const answers = (...ids: string[]) => [
  `References: ${ids.map((id) => `<${id}@halvorsen-lie.example>`).join(' ')}`,
];

async function world() {
  const many = await Promise.all(
    Array.from({ length: 30 }, (_, n) => mail(`report${n}`, 3000 + n * 700, TOMAS, `Daily report ${n}`)),
  );
  return serve([
    {
      name: 'Inbox',
      role: 'inbox',
      messages: [
        await mail('quay1', 300, INGRID, 'Brattøra quay: drawing set C'),
        await mail('quay3', 40, TOMAS, 'Re: Brattøra quay: drawing set C', answers('quay1', 'quay2')),
        await mail('lunch', 60, INGRID, 'Lunch on Friday?'),
        await mail('invoice', 90, TOMAS, 'Invoice 261 for dredging'),
        ...many,
      ],
    },
    { name: 'Drafts', role: 'drafts', messages: [] },
    {
      name: 'Sent Items',
      role: 'sentitems',
      messages: [await mail('quay2', 200, ALEX, 'Re: Brattøra quay: drawing set C', answers('quay1'))],
    },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Junk E-mail', messages: [] },
    { name: 'Archive', messages: [] },
    { name: 'Projects', messages: [] },
  ]);
}

const SIZES = [
  [1440, 900],
  [1024, 700],
] as const;

/** Takes a picture of a step in both themes and sizes, and asks axe about it in both themes. */
function camera({ app }: Retinue, outputPath: (name: string) => string) {
  let number = 0;
  return async (page: Page, name: string) => {
    number += 1;
    const size = ([width, height]: readonly [number, number]) =>
      app.evaluate(
        ({ BrowserWindow }, [wide, high]) => {
          for (const window of BrowserWindow.getAllWindows()) window.setContentSize(wide, high);
        },
        [width, height] as const,
      );
    for (const each of SIZES) {
      await size(each);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const file = `${String(number).padStart(2, '0')}-${name}-${each[0]}-${colorScheme}.png`;
        await page.screenshot({ path: outputPath(file) });
        if (each !== SIZES[0]) continue;
        expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
      }
    }
    await size(SIZES[0]);
    await page.emulateMedia({ colorScheme: 'light' });
  };
}

test('a day with mail', async ({ start, userData }, info) => {
  test.setTimeout(300_000);
  const server = await world();
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  const picture = camera(retinue, (name) => info.outputPath(name));
  const command = (name: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === wanted)?.click();
    }, name);
  const row = (name: RegExp) => page.getByRole('row', { name });
  const subject = page.getByRole('heading', { level: 1 });
  const onServer = () =>
    Object.fromEntries(
      server.mock.folders(server.user).map(({ path: each, total }) => [each.split('/').pop(), total]),
    );

  await test.step('first run: an account is added', async () => {
    await expect(page.getByLabel('Server', { exact: true })).toBeVisible();
    await picture(page, 'first-run');
    await fillForm(retinue, server);
    await page.getByLabel('In a file that only you can read, not encrypted').check();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Add account' })).toBeEnabled();
    await picture(page, 'account-checked');
    await page.getByRole('button', { name: 'Add account' }).click();
    await expect(page.getByText('up to date')).toBeVisible();
  });

  await test.step('a conversation is read', async () => {
    await row(/drawing set C.*3 messages, closed/).click();
    await page.keyboard.press('ArrowRight');
    await expect(row(/3 messages, open/)).toBeVisible();
    await expect(body(retinue).locator('body')).toContainText('Text of quay3.');
    await picture(page, 'read');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect(body(retinue).locator('body')).toContainText('Text of quay1.');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(row(/3 messages, closed/)).toBeVisible();
  });

  await test.step('mail is searched for, and the folder filtered', async () => {
    await page.keyboard.press('Control+E');
    await page.keyboard.type('invo');
    await expect(row(/Invoice 261/)).toBeVisible();
    await picture(page, 'search');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('report 2');
    await expect(row(/Daily report 2\./)).toBeVisible();
    await expect(row(/Lunch/)).toHaveCount(0);
    await picture(page, 'filter');
    await page.keyboard.press('Escape');
    await expect(row(/Lunch/)).toBeVisible();
  });

  await test.step('mail is filed', async () => {
    await row(/Invoice 261/).click();
    await page.keyboard.press('Control+Shift+M');
    await expect(page.getByRole('dialog')).toBeVisible();
    await picture(page, 'move');
    await page.keyboard.type('proj');
    await page.keyboard.press('Enter');
    await expect.poll(onServer).toMatchObject({ Projects: 1 });
    await row(/Daily report 0\./).click();
    await page.keyboard.press('Backspace');
    await expect.poll(onServer).toMatchObject({ Archive: 1 });
    await row(/Lunch/).click();
    await page.keyboard.press('Control+Shift+G');
    await expect(row(/Lunch.*Flagged/)).toBeVisible();
    await picture(page, 'filed');
  });

  await test.step('a reply goes out with an attachment', async () => {
    const file = path.join(userData, 'menu.txt');
    await writeFile(file, 'Fish.');
    await willChoose(retinue, file);
    await expect(subject).toHaveText('Lunch on Friday?');
    const window = await composer(retinue, () => page.keyboard.press('Control+R'));
    await window.getByRole('textbox', { name: 'Message text' }).focus();
    await window.keyboard.type('Yes, at noon.');
    await window.keyboard.press('Control+Shift+A');
    await expect(window.getByRole('region', { name: 'Attachments' })).toContainText('menu.txt');
    await picture(window, 'reply');
    await sendByKey(window);
    await expect.poll(onServer, { timeout: 60_000 }).toMatchObject({ 'Sent Items': 2 });
  });

  await test.step('the network is lost, and comes back', async () => {
    server.mock.faults.add({
      id: 'gone',
      where: { method: '*' },
      step: 'before-read',
      what: { kind: 'reset' },
    });
    await page.keyboard.press('F9');
    await expect(page.getByText(/offline since/i).first()).toBeVisible({ timeout: 60_000 });
    await row(/Daily report 1\./).click();
    await page.keyboard.press('Delete');
    await expect(page.getByText(/1 change waits here/)).toBeVisible();
    await picture(page, 'offline');
    server.mock.faults.clear();
    await page.keyboard.press('F9');
    await expect.poll(onServer, { timeout: 60_000 }).toMatchObject({ 'Deleted Items': 1 });
    await expect(page.getByText(/offline since/i)).toHaveCount(0);
  });

  await test.step('a message is refused, taken back, and sent', async () => {
    const refused = {
      where: { destination: 'submission' },
      step: 'before-read',
      what: { kind: 'status', status: 413 },
    };
    server.mock.faults.add({ id: 'refused', ...refused });
    const window = await composer(retinue, () => page.keyboard.press('Control+N'));
    await window.keyboard.type('bo@example.org,');
    await window.getByLabel('Subject').fill('Drawings, all of them');
    await sendByKey(window);
    await page
      .getByRole('treeitem', { name: /^Outbox/ })
      .first()
      .click();
    await expect(row(/^Drawings, all of them/)).toContainText('Refused', { timeout: 60_000 });
    await row(/^Drawings, all of them/).click();
    await picture(page, 'refused');
    server.mock.faults.clear();
    const again = await composer(retinue, () =>
      row(/^Drawings, all of them/)
        .getByRole('button', { name: 'Take back' })
        .click(),
    );
    await sendByKey(again);
    await expect.poll(onServer, { timeout: 60_000 }).toMatchObject({ 'Sent Items': 3 });
  });

  await test.step('a folder is exported', async () => {
    await page
      .getByRole('treeitem', { name: /^Inbox/ })
      .first()
      .click();
    const out = path.join(userData, 'out');
    await mkdir(out);
    await willChoose(retinue, out);
    await command('Export…');
    const dialog = page.getByRole('dialog', { name: 'Export mail' });
    await dialog.getByLabel('The folder “Inbox” with its subfolders').check();
    await picture(page, 'export');
    await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
    await expect(dialog.getByText(/messages were written to out\./)).toBeVisible({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await readdir(out)).toEqual(['Inbox.mbox']);
  });

  await test.step('everybody is in the address book, and Retinue quits', async () => {
    await page.keyboard.press('Control+2');
    await picture(page, 'address-book');
    await page.keyboard.press('Control+1');
    await retinue.close();
    expect(
      server.mock.oracle().messages.map(({ deliveries }) => deliveries.map(({ copies }) => copies)),
    ).toEqual([[1], [1]]);
    await server.mock.stop();
  });
});
