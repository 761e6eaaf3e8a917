import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { violations } from './axe.ts';
import { sendByKey } from './composing.ts';
import { type Retinue, test, type TestServer } from './fixtures.ts';
import { addByForm } from './support.ts';

const DOMAIN = 'halvorsen-lie.example';

/** The application with the account of somebody in a scenario. */
async function begin(start: (options: { args: readonly string[] }) => Promise<Retinue>, scenario: string) {
  const mock = await startMockExchange({ scenario });
  const alex = mock.accounts.find(({ user }) => user === 'alex');
  if (!alex) throw new Error('nobody is alex');
  const server: TestServer = { mock, user: 'alex', password: alex.password, url: alex.url };
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  return { server, retinue, page: retinue.page };
}

const truth = ({ mock }: TestServer, subject: RegExp) =>
  mock
    .oracle()
    .messages.filter((each) => subject.test(each.subject))
    .map(({ deliveries, draftsLeft }) => ({ copies: deliveries.map(({ copies }) => copies), draftsLeft }));

/** What asks and changes nothing. */
const READING: ReadonlySet<string> = new Set([
  'GET',
  'PROPFIND',
  'X-MS-ENUMATTS',
  'SEARCH',
  'SUBSCRIBE',
  'POLL',
]);

/** Unread items in Drafts as the server has them. */
async function unreadOf({ url, user, password }: TestServer): Promise<string | undefined> {
  const answer = await fetch(`${url}Drafts/`, {
    method: 'PROPFIND',
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      depth: '0',
      'content-type': 'text/xml',
    },
    body: '<?xml version="1.0"?><D:propfind xmlns:D="DAV:" xmlns:m="urn:schemas:httpmail:"><D:prop><m:unreadcount/></D:prop></D:propfind>',
  });
  return /unreadcount[^>]*>(\d+)</.exec(await answer.text())?.[1];
}

/** Arrow keys in the tree, until this folder is chosen. */
async function goTo(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('treeitem', { name }).first().click();
}

test('a draft that another program left is found, shown with its evidence, and sent once (S20)', async ({
  start,
}) => {
  test.setTimeout(120_000);
  const { server, page } = await begin(start, 'foreign-drafts');
  await goTo(page, /^Stuck & failed/);
  const found = page.getByRole('region', { name: 'Found on the server' });
  await expect(found.getByRole('listitem').filter({ hasText: 'Signed minutes' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole('treeitem', { name: 'Stuck & failed, 2 items, 2 need you' })).toBeVisible();
  await found.getByText('Why Retinue thinks so').first().click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, ['.pane-list', '.pane-read'])).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`stuck-${colorScheme}.png`) });
  }
  const row = found.getByRole('listitem').filter({ hasText: 'Signed minutes' });
  const before = server.mock.journal.length;
  const unread = await unreadOf(server);
  await row.getByRole('button', { name: 'Open read-only' }).focus();
  await page.keyboard.press('Enter');
  const reader = page.getByRole('dialog', { name: /^Signed minutes.*read-only$/ });
  await expect(reader.frameLocator('iframe[title="Message text"]').locator('body')).toContainText(/\w/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, ['dialog'])).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`read-only-${colorScheme}.png`) });
  }
  await page.keyboard.press('Escape');
  await expect(reader).toHaveCount(0);
  // Looking changed nothing there.
  const methods = new Set(server.mock.journal.slice(before).map(({ method }) => method));
  expect([...methods].filter((method) => !READING.has(method))).toEqual([]);
  expect(methods.size).toBeGreaterThan(0);
  expect(await unreadOf(server)).toBe(unread);
  await row.getByRole('button', { name: 'Adopt and send…' }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Send this draft?' });
  await expect(question).toContainText('No message with its Message-ID is in Sent Items.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => truth(server, /Signed minutes/), { timeout: 30_000 })
    .toEqual([{ copies: [1, 1], draftsLeft: 0 }]);
  await expect(row).toHaveCount(0, { timeout: 30_000 });
  await goTo(page, /^Outbox/);
  await expect(page.getByRole('row', { name: /^Signed minutes/ })).toContainText('Sent', { timeout: 30_000 });
  await server.mock.stop();
});

test('a message that is too large is divided, and what happened is saved for the mock to do again', async ({
  start,
  userData,
}) => {
  test.setTimeout(180_000);
  const { server, retinue, page } = await begin(start, 'over-send-limit');
  const files = ['a.bin', 'b.bin', 'c.bin'].map((name) => path.join(userData, name));
  for (const file of files) await writeFile(file, randomBytes(450_000));
  const zip = path.join(userData, 'bundle.zip');
  await retinue.app.evaluate(
    ({ dialog }, { chosen, target }) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: chosen });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: target });
    },
    { chosen: files, target: zip },
  );
  const [composer] = await Promise.all([
    retinue.app.waitForEvent('window'),
    page.keyboard.press('Control+n'),
  ]);
  await expect(composer.getByLabel('To', { exact: true })).toBeFocused();
  await composer.keyboard.type(`bo@${DOMAIN},`);
  await composer.getByLabel('Subject').fill('Three drawings');
  await composer.keyboard.press('Control+Shift+A');
  await expect(composer.getByRole('region', { name: 'Attachments' })).toContainText('c.bin');
  await sendByKey(composer);
  await goTo(page, /^Outbox/);
  const row = page.getByRole('row', { name: /^Three drawings/ });
  await expect(row.getByRole('button', { name: 'Split…' })).toBeVisible({ timeout: 90_000 });
  await row.click();
  const pane = page.getByRole('main', { name: 'What happened' });
  await pane.getByRole('button', { name: 'Save bundle…' }).click();
  await expect(page.getByText(`Saved as ${zip}`)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('too-large.png') });
  await row.getByRole('button', { name: 'Split…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Split this message?' });
  await expect(dialog).toContainText('a.bin');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`split-${colorScheme}.png`) });
  }
  await dialog.getByRole('button', { name: /^Send as \d messages$/ }).click();
  await expect
    .poll(() => truth(server, /^Three drawings \(\d of \d\)$/), { timeout: 60_000 })
    .toEqual(Array.from({ length: 3 }, () => ({ copies: [1], draftsLeft: 0 })));
  expect(truth(server, /^Three drawings$/)).toEqual([]);
  // No composer comes back for the message that was divided.
  expect(retinue.app.windows()).toHaveLength(1);
  await server.mock.stop();
  const replay = await startMockExchange({ scenario: new Uint8Array(await readFile(zip)) });
  expect(replay.accounts.map(({ user }) => user)).toContain('person');
  await replay.stop();
});
