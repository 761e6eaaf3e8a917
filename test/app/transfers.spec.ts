import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { type Retinue, test, type TestServer } from './fixtures.ts';
import { oneLargeFile } from '../integration/fetch/house.ts';
import { addByForm, rows } from './support.ts';

const BYTES = 40_000_000;

const LINE = {
  id: 'line',
  where: { method: 'GET' },
  step: 'mid-download',
  what: { kind: 'bandwidth', bytesPerSecond: 4_000_000 },
} as const;

/** A mailbox with one message that carries 40 MB, on a line of 4 MB a second. */
async function slowServer(): Promise<TestServer> {
  const mock = await startMockExchange({ scenario: oneLargeFile(BYTES, [LINE]) });
  const password = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  return { mock, user: 'alex', password, url: mock.mailboxUrl('alex') };
}

const chip = ({ page }: Retinue) => page.locator('.chip', { hasText: 'drawing-set-c' });
const openScan = async (retinue: Retinue) => await rows(retinue).filter({ hasText: 'Drawing set C' }).click();

test('a large attachment is watched, paused, and goes on by itself after a restart', async ({
  start,
}, testInfo) => {
  test.setTimeout(120_000);
  const server = await slowServer();
  const first = await start({ args: ['--no-demo'] });
  await addByForm(first, server);
  await openScan(first);
  await expect(chip(first)).toContainText('not fetched');
  await chip(first).getByRole('button', { name: 'Open' }).click();
  await expect(chip(first)).toContainText(/of 38.1 MB, [\d.]+ MB\/s/);
  await chip(first).getByRole('button', { name: 'Pause' }).click();
  await expect(chip(first)).toContainText(/Paused, [\d.]+ of 38.1 MB kept/);

  await first.page.keyboard.press('Control+7');
  const panel = first.page.getByRole('complementary', { name: 'Progress' });
  await expect(panel.getByText(/^Paused, /)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await first.page.emulateMedia({ colorScheme });
    await first.page.screenshot({ path: testInfo.outputPath(`progress-paused-${colorScheme}.png`) });
  }
  await panel.getByRole('button', { name: 'Resume' }).click();
  await expect(panel.getByText(/of 38.1 MB, [\d.]+ MB\/s/)).toBeVisible();
  await first.page.screenshot({ path: testInfo.outputPath('progress-running-dark.png') });
  await first.page.emulateMedia({ colorScheme: 'light' });
  await first.page.screenshot({ path: testInfo.outputPath('progress-running-light.png') });
  const before = server.mock.journal.filter(({ method }) => method === 'GET').length;
  await first.close();

  server.mock.faults.clear();
  const second = await start({ args: ['--no-demo'] });
  await openScan(second);
  await expect(chip(second)).toContainText('38.1 MB, on this computer', { timeout: 30_000 });
  expect(server.mock.journal.filter(({ method }) => method === 'GET').length).toBeGreaterThan(before);
  await second.page.screenshot({ path: testInfo.outputPath('attachment-here-light.png') });
  const files = path.join(second.userData, 'files');
  const [id = ''] = (await readdir(files)).filter((name) => /^[0-9a-f]{32}$/.test(name));
  const truth = await fetch(`${server.mock.origin}${await hrefOf(second)}`, {
    headers: {
      authorization: `Basic ${Buffer.from(`alex:${server.password}`).toString('base64')}`,
      translate: 'f',
    },
  });
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(digest(await readFile(path.join(files, id)))).toBe(digest(Buffer.from(await truth.arrayBuffer())));
  await server.mock.stop();
});

/** The attachment's address, as the list of transfers has it. */
async function hrefOf({ userData }: Retinue): Promise<string> {
  const list = JSON.parse(await readFile(path.join(userData, 'files', 'transfers.json'), 'utf8')) as {
    readonly attachment: { readonly href: string };
  }[];
  return (list[0]?.attachment.href ?? '').replace(/^https?:\/\/[^/]*/, '');
}
