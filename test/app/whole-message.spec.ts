import { expect } from '@playwright/test';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import type { RuleInput } from '../../electron/mock-exchange/faults/rule.ts';
import { oneLargeFile } from '../integration/fetch/house.ts';
import { type Retinue, test, type TestServer } from './fixtures.ts';
import { addByForm, rows } from './support.ts';

async function server(
  bytes: number,
  settings: Record<string, unknown>,
  rules: readonly RuleInput[],
): Promise<TestServer> {
  const mock = await startMockExchange({ scenario: { ...oneLargeFile(bytes, rules), settings } });
  const password = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  return { mock, user: 'alex', password, url: mock.mailboxUrl('alex') };
}
const openScan = async (retinue: Retinue) => await rows(retinue).filter({ hasText: 'Drawing set C' }).click();
const chip = ({ page }: Retinue) => page.locator('.chip', { hasText: 'drawing-set-c' });
const text = ({ page }: Retinue) =>
  page.frameLocator('.read-frame').getByText('The scan is attached.', { exact: false });
const messageGets = ({ mock }: TestServer) =>
  mock.journal.filter(({ method, path }) => method === 'GET' && path.endsWith('Drawing%20set%20C.EML'))
    .length;

test('where the server lists no attachments, the text is there before the file, and the file follows', async ({
  start,
}, testInfo) => {
  test.setTimeout(120_000);
  const line = { kind: 'bandwidth', bytesPerSecond: 1_500_000 } as const;
  const slow = { id: 'line', where: { method: 'GET' }, step: 'mid-download', what: line } as const;
  const at = await server(40_000_000, { DeniedVerbs: ['X-MS-ENUMATTS'], MaximumResponseSizeInBytes: 1e9 }, [
    slow,
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, at);
  await openScan(retinue);
  await expect(text(retinue)).toBeVisible({ timeout: 20_000 });
  await expect(chip(retinue)).toContainText(/of [\d.]+ MB, [\d.]+ MB\/s/, { timeout: 20_000 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await retinue.page.emulateMedia({ colorScheme });
    await expect(text(retinue)).toBeVisible();
    await retinue.page.screenshot({ path: testInfo.outputPath(`text-first-${colorScheme}.png`) });
  }
  await chip(retinue).getByRole('button', { name: 'Pause' }).click();
  await expect(chip(retinue)).toContainText(/Paused, [\d.]+ of/);
  at.mock.faults.clear();
  await chip(retinue).getByRole('button', { name: 'Resume' }).click();
  await expect(chip(retinue)).toContainText('38.1 MB, on this computer', { timeout: 30_000 });
  await expect(text(retinue)).toBeVisible();
  await at.mock.stop();
});

test('a message that the server cannot prepare is asked for once, and again when the person says so', async ({
  start,
}, testInfo) => {
  test.setTimeout(120_000);
  const refusal = {
    id: 'refuse',
    where: { method: 'GET', path: '/exchange/alex/Inbox/*.EML' },
    step: 'before-read',
    what: { kind: 'status', status: 500 },
  } as const;
  const at = await server(400_000, {}, [refusal]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, at);
  await openScan(retinue);
  const strip = retinue.page.getByRole('region', { name: 'Not the whole message' });
  await expect(strip).toContainText('The server failed while preparing this message (500).');
  await expect(text(retinue)).toBeVisible();
  await expect(chip(retinue)).toContainText('not fetched');
  for (const colorScheme of ['light', 'dark'] as const) {
    await retinue.page.emulateMedia({ colorScheme });
    await expect(text(retinue)).toBeVisible();
    await retinue.page.screenshot({ path: testInfo.outputPath(`refused-${colorScheme}.png`) });
  }
  const asked = messageGets(at);
  await chip(retinue).getByRole('button', { name: 'Open' }).click();
  await expect(chip(retinue)).toContainText('on this computer', { timeout: 20_000 });
  // Looking at it again asks for nothing.
  await retinue.page.keyboard.press('Control+r');
  await retinue.page.reload();
  await openScan(retinue);
  await expect(strip).toBeVisible();
  expect(messageGets(at)).toBe(asked);

  const again = strip.getByRole('button', { name: 'Try the whole message again' });
  await again.click();
  await expect.poll(() => messageGets(at)).toBe(asked + 1);
  await expect(again).toBeEnabled();
  at.mock.faults.clear();
  await again.click();
  await expect(strip).toHaveCount(0, { timeout: 20_000 });
  await expect(chip(retinue)).toContainText('on this computer');
  await at.mock.stop();
});
