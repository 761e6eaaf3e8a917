import path from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { isRoot } from '../../build/system.mjs';
import { type AdminServer, startAdmin } from '../../electron/mock-exchange/admin/server.ts';
import { type MockExchange, startMockExchange } from '../../electron/mock-exchange/index.ts';
import { test } from './fixtures.ts';
import { launchElectron } from './launch.ts';

const WINDOW = path.resolve(import.meta.dirname, 'browser-window');
const SUBMIT = '/exchange/alex/%23%23DavMailSubmissionURI%23%23/';

let mock: MockExchange;
let admin: AdminServer;
let browser: ElectronApplication;
let page: Page;
let complaints: string[];

test.beforeEach(async ({ runtime, userData }) => {
  mock = await startMockExchange({});
  admin = await startAdmin({ mock, user: 'alex', host: '127.0.0.1', port: 0 });
  browser = await launchElectron(runtime.binary, {
    args: [WINDOW, `--user-data-dir=${userData}`, ...(isRoot() ? ['--no-sandbox'] : [])],
  });
  page = await browser.firstWindow();
  complaints = [];
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${admin.origin}/`);
});
test.afterEach(async () => {
  await browser.close();
  await admin.stop();
  await mock.stop();
  expect(complaints).toEqual([]);
});

async function sent(name: string): Promise<void> {
  const account = mock.accounts.find(({ user }) => user === 'alex');
  const Authorization = `Basic ${Buffer.from(`alex:${account?.password}`).toString('base64')}`;
  const eml = `To: bo@halvorsen-lie.example\r\nSubject: Minutes ${name}\r\nMessage-ID: <${name}@halvorsen-lie.example>\r\n\r\nHello\r\n`;
  const headers = { Authorization, 'User-Agent': 'Probe/1' };
  await fetch(`${account?.url}Drafts/${name}.EML`, { method: 'PUT', headers, body: eml });
  await fetch(`${account?.url}Drafts/${name}.EML`, {
    method: 'MOVE',
    headers: { ...headers, Destination: SUBMIT },
  }).catch(() => 'the scenario cuts the line');
}

test('loads a scenario, shows what happened to a message and what is true of it', async ({}, info) => {
  await expect(page.getByRole('heading', { name: 'Mock Exchange' })).toBeVisible();
  await page.getByRole('button', { name: 'Reply lost after submission' }).click();
  await expect(page.getByRole('button', { name: 'Reply lost after submission' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await sent('one');
  const line = page.getByRole('row').filter({ hasText: 'cut' });
  await expect(line).toContainText('after-commit');
  await line.click();
  await expect(page.getByRole('region', { name: 'Request', exact: true })).toContainText('Delivered to 1');
  await expect(page.getByRole('region', { name: 'Delivery oracle' })).toContainText('Once to each');
  await expect(page.getByRole('region', { name: 'Fault rules' })).toContainText('1 hit');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: info.outputPath(`console-${colorScheme}.png`) });
  }
});

test('switches rules, changes settings and says what was wrong with them', async () => {
  await page.getByRole('button', { name: 'Stuck Outbox' }).click();
  await page.getByRole('switch', { name: 'Submission fails' }).click();
  await expect(page.getByRole('switch', { name: 'Submission fails' })).toHaveAttribute(
    'aria-checked',
    'false',
  );
  await sent('through');
  await expect(page.getByRole('region', { name: 'Delivery oracle' })).toContainText('Once to each');
  await page.getByLabel('MessageSizeLimit').fill('512');
  await page.getByLabel('MessageSizeLimit').press('Tab');
  await expect.poll(() => mock.settings.values.MessageSizeLimit).toBe(512);
  await page.getByLabel('MessageSizeLimit').fill('"much"');
  await page.getByLabel('MessageSizeLimit').press('Tab');
  await expect(page.getByRole('alert')).toContainText('MessageSizeLimit');
  expect(mock.settings.values.MessageSizeLimit).toBe(512);
  complaints = complaints.filter((each) => !each.includes('400'));
});

test('stops the clock, resets, and filters the journal', async () => {
  await page.getByRole('button', { name: 'Stop clock' }).click();
  await expect.poll(() => mock.clock.rate).toBe(0);
  const before = mock.clock.now();
  await page.getByRole('button', { name: '+ 10 min' }).click();
  await expect.poll(() => mock.clock.now() - before).toBe(600_000);
  await sent('two');
  const lines = page.getByRole('region', { name: 'Request journal' }).locator('tbody tr');
  await expect(lines).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Filter the journal' }).fill('method:MOVE');
  await expect(lines).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Filter the journal' }).fill('');
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(lines).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Request journal' })).toContainText('Nothing was asked yet');
});
