import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@playwright/test';
import { addAccount, baseArguments, processId, type Retinue, test } from './fixtures.ts';

const rows = ({ page }: Retinue) =>
  page.getByRole('treegrid').getByRole('row', { name: /^(Unread\. )?.+\./ });
const body = ({ page }: Retinue) => page.frameLocator('iframe[title="Message text"]').locator('body');

test('opens on the demo account and shows mail', async ({ start }) => {
  const retinue = await start({ args: ['--demo-messages=120'] });
  await expect(retinue.page.getByRole('treeitem', { name: /^Inbox/ })).toBeVisible();
  await expect(rows(retinue).first()).toBeVisible();
  await rows(retinue).first().click();
  await expect(body(retinue)).toHaveText(/\S/);
  await expect(retinue.page).toHaveTitle(/^Inbox – .*Retinue$/);
});

test('reads a server of one’s own', async ({ start, server }) => {
  const retinue = await start({ args: ['--no-demo'] });
  await retinue.page.waitForFunction(() => 'retinue' in window);
  await addAccount(retinue, server);
  await expect(rows(retinue).first()).toBeVisible();
});

test('goes on when the network process is killed', async ({ start, server }) => {
  const retinue = await start({ args: ['--no-demo'] });
  await addAccount(retinue, server);
  await expect(rows(retinue).first()).toBeVisible();
  const killed = await processId(retinue, 'network');
  process.kill(killed, 'SIGKILL');
  await expect(async () => expect(await processId(retinue, 'network')).not.toBe(killed)).toPass();
  await rows(retinue).nth(2).click();
  await expect(body(retinue)).toHaveText(/\S/);
});

test('a second start shows the window of the first and ends', async ({ start, runtime, userData }) => {
  const retinue = await start({ args: ['--no-demo'] });
  await retinue.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = spawn(runtime.binary, [...baseArguments(userData), '--no-demo']);
  let said = '';
  second.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(second, 'close')) as [number];
  expect(status).toBe(0);
  expect(said).toContain('Retinue is running already');
  await expect
    .poll(() => retinue.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
});

test('closing hides the window, quitting ends the application', async ({ start }) => {
  const retinue = await start({ args: ['--no-demo'] });
  const window = await retinue.app.browserWindow(retinue.page);
  await window.evaluate((each) => each.close());
  expect(await window.evaluate((each) => each.isDestroyed())).toBe(false);
  await expect.poll(() => window.evaluate((each) => each.isVisible())).toBe(false);
  const child = retinue.app.process();
  await retinue.app.close();
  await expect.poll(() => child.exitCode).toBe(0);
});
