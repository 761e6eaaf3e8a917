import { createServer } from 'node:net';
import { expect, type Locator } from '@playwright/test';
import { selfSigned } from '../helpers/certificate.ts';
import { behindOptions, BROKEN_ANSWERS, OTHER_SERVERS, wrongPassword } from '../helpers/hostile-answers.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../integration/network/scripted-server.ts';
import { processId, type Retinue, test as base } from './fixtures.ts';
import { addByForm, body, fillForm, inboxOf, letter, rows, serve } from './support.ts';

const USER = { user: 'alex', password: 'correct horse' };

/** A server that each test scripts anew. */
const test = base.extend<{ hostile: ScriptedServer }>({
  hostile: async ({}, provide) => {
    const server = await startScriptedServer(() => answer(200));
    await provide(server);
    await server.stop();
  },
});

test('each way that a server can fail is one clear sentence, and the form stays usable', async ({
  start,
  hostile,
}) => {
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const errors = errorsOf(retinue);
  const url = `${hostile.origin}/exchange/alex/`;
  await fillForm(retinue, { ...USER, url });
  const network = await processId(retinue, 'network');

  hostile.script(wrongPassword);
  await expectOneSentence(retinue, /did not accept this name and password \(401\).*after one try/);
  expect(hostile.received).toHaveLength(1);
  for (const { name, script, says } of OTHER_SERVERS) {
    hostile.script(script);
    await test.step(name, () => expectOneSentence(retinue, says));
  }
  for (const { name, script, says } of BROKEN_ANSWERS) {
    hostile.script(behindOptions(script));
    await test.step(name, () => expectOneSentence(retinue, says));
  }
  expect(await processId(retinue, 'network')).toBe(network);

  const server = await serve([await inboxOf([letter('Arrived')])]);
  await addByForm(retinue, server);
  await rows(retinue).first().click();
  await expect(body(retinue).locator('body')).toHaveText('This is Arrived.');
  expect(errors).toEqual([]);
  expect(page.url()).toBe('app://bundle/index.html');
  await server.mock.stop();
});

test('an address that leads nowhere, or somewhere unsafe, is said in a sentence', async ({
  start,
  userData,
}) => {
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const check = async (url: string, says: RegExp) => {
    await fillForm(retinue, { ...USER, url });
    await expectOneSentence(retinue, says);
  };
  const port = await freePort();
  await check(
    `http://127.0.0.1:${port}/exchange/alex/`,
    new RegExp(`127.0.0.1:${port} accepts no connection`),
  );
  await check('https://no-such-host.invalid/', /No server is known by the name no-such-host\.invalid/);

  await page.getByLabel('Server', { exact: true }).fill('http://mail.example.test/exchange/');
  await expect(page.getByText('your password and mail would cross the network readable')).toBeVisible();
  await page.getByLabel('Server', { exact: true }).fill('http://127.0.0.1:8080/');
  await expect(page.getByText('your password and mail would cross the network readable')).toBeHidden();
  await page.getByLabel('Server', { exact: true }).fill('ftp://mail.example.test/');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText(/starts with https:\/\/ or http:\/\//);

  const certificate = selfSigned(userData);
  test.skip(certificate === null, 'openssl is not installed, so no certificate can be made');
  if (!certificate) return;
  const untrusted = await startScriptedServer(() => answer(200), certificate);
  await check(`${untrusted.origin}/exchange/alex/`, /certificate of 127\.0\.0\.1:\d+ was issued by nobody/);
  expect(untrusted.received).toEqual([]);
  await untrusted.stop();
});

test('a server that turns hostile is named in a banner; what is here stays readable', async ({ start }) => {
  const folder = () => inboxOf([letter('Old one'), letter('Old two')]);
  const server = await serve([await folder()]);
  const { port } = server.mock;
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const errors = errorsOf(retinue);
  await addByForm(retinue, server);
  await readBoth(retinue);
  const network = await processId(retinue, 'network');

  await server.mock.stop();
  const hostile = await startScriptedServer(wrongPassword, undefined, port);
  await page.keyboard.press('F9');
  await expect(page.getByRole('alert')).toContainText('did not accept this name and password any more (401)');
  // Asked once more, because a server may forget; a second request may have been under way already.
  expect(hostile.received.length).toBeGreaterThanOrEqual(2);
  expect(hostile.received.length).toBeLessThanOrEqual(3);
  await readBoth(retinue);
  await hostile.stop();
  let sound = await serve([await folder()], port);
  await page.getByRole('alert').getByLabel('Password for Test').fill(USER.password);
  await page
    .getByRole('alert')
    .getByRole('button', { name: /^Sign in/ })
    .click();
  await expect(page.locator('.banner')).toHaveCount(0);

  await sound.mock.stop();
  const turned = await startScriptedServer(() => answer(200), undefined, port);
  await page.keyboard.press('F9');
  for (const { name, script, says } of BROKEN_ANSWERS) {
    turned.script(behindOptions(script));
    await test.step(name, async () => {
      await tryNow(retinue).click();
      await expect(page.locator('.banner')).toContainText(says);
      await expect(page.locator('.status-account')).toContainText('refused by the server');
    });
  }
  await readBoth(retinue);
  expect(await processId(retinue, 'network')).toBe(network);

  await turned.stop();
  sound = await serve([await inboxOf([letter('Old one'), letter('Old two'), letter('New')])], port);
  await tryNow(retinue).click();
  await expect(page.locator('.banner')).toHaveCount(0);
  await expect(rows(retinue).first()).toContainText('New');
  await page.keyboard.press('Control+8');
  const log = page.getByRole('complementary', { name: 'Error log' });
  for (const part of ['(401)', 'not the XML that was due', 'larger than', 'The server answers again']) {
    await expect(log).toContainText(part);
  }
  expect(errors).toEqual([]);
  await sound.mock.stop();
});

function tryNow({ page }: Retinue): Locator {
  return page.locator('.banner').getByRole('button', { name: 'Try now' });
}

async function readBoth(retinue: Retinue): Promise<void> {
  for (const [index, text] of ['This is Old two.', 'This is Old one.'].entries()) {
    await rows(retinue).nth(index).click();
    await expect(body(retinue).locator('body')).toHaveText(text);
  }
}

/** Presses Check and expects that what went wrong is said, and said once. */
async function expectOneSentence({ page }: Retinue, says: RegExp): Promise<void> {
  const report = page.getByRole('region', { name: 'What the server said' });
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  const failed = report.locator('.check[data-state="failed"]');
  await expect(failed).toHaveText(says);
  await expect(page.getByRole('button', { name: 'Add account' })).toBeDisabled();
}

function errorsOf({ page }: Retinue): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('crash', () => errors.push('the page crashed'));
  return errors;
}

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  await new Promise<void>((resolve) => listener.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return address.port;
}
