import { expect } from '@playwright/test';
import { generateMailbox } from '../../electron/mock-exchange/generate/mailbox.ts';
import { processId, type Retinue, test, type TestServer } from './fixtures.ts';
import { addByForm, rows, serve, stored, totalOf } from './support.ts';

const MESSAGES = 6000;

function large(): Promise<TestServer> {
  const { folders } = generateMailbox({ seed: 11, messages: MESSAGES, folders: 8, now: Date.now() });
  return serve(folders);
}

/** Every row of the server is here once, the list's counts agree, and every folder's first pass is complete. */
async function expectComplete(retinue: Retinue, server: TestServer): Promise<void> {
  const rowsThere = totalOf(server.mock);
  expect(rowsThere).toBe(MESSAGES);
  await expect
    .poll(() => stored(retinue), { timeout: 60_000 })
    .toEqual({ rows: rowsThere, counted: rowsThere, open: 0 });
}

async function expectMidSync(retinue: Retinue): Promise<void> {
  await expect.poll(async () => (await stored(retinue)).rows).toBeGreaterThan(0);
  expect((await stored(retinue)).rows).toBeLessThan(MESSAGES);
}

test('the network process is killed in mid-sync, again and again: it goes on from where it was', async ({
  start,
}) => {
  test.setTimeout(120_000);
  const server = await large();
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await expectMidSync(retinue);
  for (let time = 0; time < 3; time += 1) {
    const before = (await stored(retinue)).rows;
    const killed = await processId(retinue, 'network');
    process.kill(killed, 'SIGKILL');
    await expect(async () => expect(await processId(retinue, 'network')).not.toBe(killed)).toPass();
    expect((await stored(retinue)).rows).toBeGreaterThanOrEqual(before);
  }
  await expectComplete(retinue, server);
  await expect(rows(retinue)).not.toHaveCount(0);
  await server.mock.stop();
});

test('the application is killed in mid-sync: the next start goes on, nothing twice', async ({ start }) => {
  test.setTimeout(120_000);
  const server = await large();
  const first = await start({ args: ['--no-demo'] });
  await addByForm(first, server);
  await expectMidSync(first);
  const child = first.app.process();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;

  const second = await start({ args: ['--no-demo'] });
  await expectComplete(second, server);
  await expect(rows(second)).not.toHaveCount(0);
  await server.mock.stop();
});

test('the page crashes: it is loaded again and shows mail', async ({ start, server }) => {
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await expect(rows(retinue)).not.toHaveCount(0);
  const { app } = retinue;
  // The crashed page is lost to Playwright; main still reaches it.
  const text = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    );
  const before = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const pid = contents?.getOSProcessId();
    contents?.forcefullyCrashRenderer();
    return pid;
  });
  const pidNow = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  await expect.poll(async () => ![0, before].includes(await pidNow()), { timeout: 30_000 }).toBe(true);
  await expect.poll(text, { timeout: 30_000 }).toContain('Inbox');
});

test('the network process dies five times: Retinue says so, and nothing waits for ever', async ({
  start,
  server,
}) => {
  test.setTimeout(120_000);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await expect(rows(retinue)).not.toHaveCount(0);
  for (let time = 1; time <= 5; time += 1) {
    const killed = await processId(retinue, 'network');
    process.kill(killed, 'SIGKILL');
    if (time < 5)
      await expect(async () => expect(await processId(retinue, 'network')).not.toBe(killed)).toPass();
  }
  await expect(retinue.page.getByText('Retinue cannot reach any server')).toBeVisible();
  await retinue.page.getByRole('button', { name: 'Send & Receive' }).click();
  await expect(retinue.page.getByText(/: offline since/)).toBeVisible({ timeout: 90_000 });
});
