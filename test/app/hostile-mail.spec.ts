import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { ACTING, actingHtml } from '../helpers/acting-html.ts';
import { attachedPart, htmlPart, multipart, type RawPart, rawMail, textPart } from '../helpers/raw-mail.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../integration/network/scripted-server.ts';
import { type Retinue, test as base } from './fixtures.ts';
import { addByForm, body, contactedHosts, inboxOf, netLogIn, rows, serve } from './support.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A web server that messages would like to be asked; every image of it is one pixel. */
const test = base.extend<{ evil: ScriptedServer }>({
  evil: async ({}, provide) => {
    const server = await startScriptedServer(() => answer(200, PNG, { 'content-type': 'image/png' }));
    await provide(server);
    await server.stop();
  },
});

test('hostile HTML acts in no way and reaches nobody, light and dark', async ({ start, userData, evil }) => {
  // One message after the other, a hundred of them.
  test.setTimeout(300_000);
  const pieces = actingHtml(evil.origin);
  const mails = pieces.map((piece, n) => rawMail([`Subject: ${n}`], htmlPart(`<p>Before ${n}.</p>${piece}`)));
  const server = await serve([await inboxOf(mails)]);
  const log = netLogIn(userData);
  const retinue = await start({ args: ['--no-demo', log.argument] });
  const { page } = retinue;
  const noises = noisesOf(retinue);
  await addByForm(retinue, server);
  await rows(retinue).first().click();
  for (const n of [...pieces.keys()].reverse()) {
    // By turns: on dark a message is cleaned in the same way, and its colours are adapted.
    await page.emulateMedia({ colorScheme: n % 2 === 0 ? 'dark' : 'light' });
    await test.step(`${n}: ${pieces[n]?.slice(0, 60)}`, async () => {
      const shown = body(retinue).locator('html');
      await expect(shown).toContainText(`Before ${n}.`);
      expect(await shown.locator(ACTING).count()).toBe(0);
      expect(await shown.evaluate(fixedElements)).toEqual([]);
    });
    await page.keyboard.press('ArrowDown');
  }
  expect(noises).toEqual([]);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  await expect(page).toHaveTitle(/^Inbox/);
  const windows = await retinue.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
  expect(evil.received).toEqual([]);
  await retinue.close();
  expect([...(await contactedHosts(log.file))]).toEqual([`127.0.0.1:${server.mock.port}`]);
  await server.mock.stop();
});

test('a link is shown whole before anything is opened', async ({ start }) => {
  const links: readonly (readonly [html: string, says: readonly string[]])[] = [
    [
      '<a href="https://evil.example/%D0%BF%D1%83%D1%82%D1%8C?a=%26b">www.bank.example</a>',
      [
        'https://evil.example/\u043f\u0443\u0442\u044c?a=&b',
        'text names bank.example, but it leads to evil.example',
      ],
    ],
    [
      '<a href="https://p\u0430ypal.example/x">sign in</a>',
      ['xn--pypal-4ve.example', 'letters of another script'],
    ],
    ['<a href="https://bank.example@evil.example/">bank</a>', ['evil.example', 'not the host']],
    [
      '<a href="mailto:a@example.com?subject=Hi%20you">write</a>',
      ['mailto:', 'a@example.com', 'subject=Hi you'],
    ],
    ['<a href="https://example.com/\u202Egpj.exe">bidi</a>', ['example.com/', '\u21c4']],
  ];
  const server = await serve([
    await inboxOf(links.map(([html], n) => rawMail([`Subject: ${n}`], htmlPart(html)))),
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  const opened = await app.evaluateHandle(({ shell }) => {
    const urls: string[] = [];
    shell.openExternal = (url) => Promise.resolve(void urls.push(url));
    return urls;
  });
  await addByForm(retinue, server);
  await rows(retinue).first().click();
  const dialog = page.getByRole('dialog');
  for (const [html, says] of [...links].reverse()) {
    await test.step(html, async () => {
      await body(retinue).locator('a').click();
      for (const part of says) await expect(dialog).toContainText(part);
      await dialog.getByRole('button', { name: 'Leave it' }).click();
      await expect(dialog).toBeHidden();
    });
    await rows(retinue).locator('xpath=self::*[@aria-selected="true"]').click();
    await page.keyboard.press('ArrowDown');
  }
  expect(await opened.jsonValue()).toEqual([]);
  await body(retinue).locator('a').click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect
    .poll(() => opened.jsonValue())
    .toEqual(['https://evil.example/%D0%BF%D1%83%D1%82%D1%8C?a=%26b']);
  await server.mock.stop();
});

test('blocked images are counted, and loaded once without cookies, referrer or sign-in', async ({
  start,
  evil,
}) => {
  evil.script(() => answer(200, PNG, { 'content-type': 'image/png', 'set-cookie': 'id=1; Path=/' }));
  const html = `<p>Pictures</p><img src="${evil.origin}/a.png?x=1"><img src="${evil.origin}/b.png" width=40 height=40>
    <img src="${evil.origin}/pixel.gif" width=1 height=1><p style="background:url('${evil.origin}/css.png')">x</p>
    <img src="cid:here@x" alt="here"><img src="cid:gone@x" alt="gone"><img src="data:image/svg+xml,<svg/>" alt="svg">`;
  const image: RawPart = {
    head: ['Content-Type: image/png', 'Content-Transfer-Encoding: base64', 'Content-ID: <here@x>'],
    body: PNG.toString('base64'),
  };
  const mail = rawMail(['Subject: Pictures'], multipart('related', [htmlPart(html), image]));
  const server = await serve([await inboxOf([mail])]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await addByForm(retinue, server);
  await rows(retinue).first().click();
  const strip = page.getByRole('region', { name: 'Blocked images' });
  await expect(strip).toContainText('4 remote images blocked. Nothing was fetched from 1 site.');
  const pictures = body(retinue).locator('img');
  await expect(pictures).toHaveCount(1);
  expect(evil.received).toEqual([]);

  await strip.getByRole('button', { name: 'Load once' }).click();
  await expect(strip).toBeHidden();
  expect(evil.received.map(({ method, path: asked }) => `${method} ${asked}`).sort()).toEqual([
    'GET /a.png?x=1',
    'GET /b.png',
    'GET /css.png',
    'GET /pixel.gif',
  ]);
  for (const { headers } of evil.received) {
    for (const name of ['cookie', 'referer', 'authorization', 'origin'])
      expect(headers.has(name)).toBe(false);
  }
  await expect(pictures).toHaveCount(4);
  const loaded = await pictures.evaluateAll((all) =>
    all.map((each) => [(each as HTMLImageElement).naturalWidth, (each as HTMLImageElement).src.slice(0, 15)]),
  );
  expect(loaded).toEqual(loaded.map(() => [1, 'data:image/png;']));
  await server.mock.stop();
});

test('very large and deeply nested mail is shown, and its attachments are saved byte for byte', async ({
  start,
  userData,
}) => {
  test.setTimeout(240_000);
  const bytes = Buffer.from(Array.from({ length: 3 * 1024 * 1024 }, (_, i) => (i * i) % 251));
  const mails: readonly (readonly [says: string, part: RawPart])[] = [
    [
      'Large one',
      multipart('mixed', [
        textPart('Large one'),
        attachedPart('application/pdf', 'filename="big.dat"', bytes),
      ]),
    ],
    ['Long line', textPart(`Long line ${'x'.repeat(1_000_000)}`)],
    ['Dots', textPart(`Dots http://a.example/${'.'.repeat(400_000)}x ${'a@'.repeat(100_000)}`)],
    ['Long page', htmlPart(`<p>Long page</p>${'<p>One more line of it.</p>'.repeat(200_000)}<p>The end</p>`)],
    ['Inner text', nested(20)],
    ['too deep', nested(300)],
  ];
  const server = await serve([
    await inboxOf(mails.map(([says, part]) => rawMail([`Subject: ${says}`], part))),
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const noises = noisesOf(retinue);
  await addByForm(retinue, server);
  for (const [index, [says]] of [...mails].reverse().entries()) {
    await test.step(says, async () => {
      await rows(retinue).nth(index).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(says);
      if (says === 'too deep')
        await expect(page.getByText('built in a way that Retinue cannot take apart')).toBeVisible();
      else
        await expect(body(retinue).locator('body')).toContainText(says === 'Long page' ? 'The end' : says, {
          // Five megabytes of paragraphs: what counts is that they come, not how busy the machine is.
          timeout: 60_000,
        });
    });
  }
  const folder = path.join(userData, 'saved');
  await mkdir(folder);
  const target = path.join(folder, 'big.dat');
  await retinue.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  await page.locator('.chip').getByRole('button', { name: 'Save\u2026' }).click();
  await expect(page.getByText(`Saved as ${target}`)).toBeVisible();
  expect((await readFile(target)).equals(bytes)).toBe(true);
  expect(server.mock.journal.map(({ method }) => method)).toContain('X-MS-ENUMATTS');
  expect(noises).toEqual([]);
  await server.mock.stop();
});

/** Messages in messages; the innermost has the text. */
function nested(depth: number): RawPart {
  let part = textPart('Inner text');
  for (let level = 0; level < depth; level += 1) {
    part = multipart('mixed', [part], `level-${level}`);
  }
  return part;
}

/** Errors of the page, dialogs of scripts, and crashes: there should be none. */
function noisesOf({ page }: Retinue): readonly string[] {
  const noises: string[] = [];
  page.on('pageerror', (error) => noises.push(error.message));
  page.on('crash', () => noises.push('the page crashed'));
  page.on('dialog', (dialog) => {
    noises.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return noises;
}

/** Elements that leave the flow of the message and could cover what is not theirs. Runs in the frame. */
function fixedElements(root: Element): readonly string[] {
  return [...root.querySelectorAll('*')]
    .filter((each) => ['fixed', 'sticky'].includes(getComputedStyle(each).position))
    .map((each) => each.outerHTML.slice(0, 100));
}
