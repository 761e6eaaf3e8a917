import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { simpleParser } from 'mailparser';
import { attachedPart, extendedName, multipart, rawMail, textPart, words } from '../helpers/raw-mail.ts';
import { type Retinue, test } from './fixtures.ts';
import { addByForm, body, inboxOf, rows, serve } from './support.ts';

const RLO = '\u202e';
const BIDI_MARK = '\u21c4';

/** Subjects that a parser, a template or a cast would turn into something else; as sent, and as shown where other. */
const SUBJECTS: readonly (readonly [sent: string, shown?: string])[] = [
  ['1.10'],
  ['true'],
  ['0x1F'],
  ['+15551234567'],
  ['00123'],
  ['1e5'],
  ['null'],
  ['NaN'],
  ['&#x41f;'],
  ['&lt;b&gt; &amp;amp;'],
  ['<b>&amp;</b>'],
  [']]><![CDATA[x'],
  ['__proto__'],
  ['constructor'],
  ['_x0030_'],
  ['%2e%2e%2f'],
  ['\u{1f469}\u{1f3fd}\u200d\u{1f680} \u{1f1f3}\u{1f1f4} e\u0301'],
  [`Invoice ${RLO}fdp.exe`, `Invoice ${BIDI_MARK}fdp.exe`],
  ['\u2067\u05d0\u05d1\u05d2 abc', `${BIDI_MARK}\u05d0\u05d1\u05d2 abc`],
  ['x'.repeat(10_000)],
  ['', 'No subject'],
  ['Two\u0007bells\u001b[31m', 'Two\u2407bells\u241b[31m'],
];

/** Senders as a header may bring them, and what the list must call them. */
const SENDERS: readonly (readonly [line: string, name: string | RegExp, address: string | null])[] = [
  ['From:', 'No sender', null],
  ['From: undisclosed-recipients:;', /undisclosed-recipients/, null],
  ['From: plain@example.com', 'plain@example.com', null],
  ['From: "Lovelace, Ada \\"Countess\\"" <ada@example.com>', 'Lovelace, Ada "Countess"', 'ada@example.com'],
  ['From: =?utf-8?Q?J=C3=BCrgen?= <j@xn--mller-kva.example>', 'J\u00fcrgen', 'j@xn--mller-kva.example'],
  [
    `From: ${words(`${RLO}ada@bank.example`)} <eve@evil.example>`,
    `${BIDI_MARK}ada@bank.example`,
    'eve@evil.example',
  ],
  ['From: "true" <1.10@example.com>', 'true', '1.10@example.com'],
];

test('odd subjects are shown as they are, in the list and above the text', async ({ start }) => {
  const raw = SUBJECTS.map(([sent]) =>
    rawMail([subjectLine(sent)], textPart(`Text of ${sent.slice(0, 40)}`)),
  );
  const padded = rawMail(['Subject:   padded  '], textPart('x'));
  const { subject = '' } = await simpleParser(padded);
  const cases = [...SUBJECTS.map(([sent, shown]) => shown ?? sent), subject];
  const retinue = await open(start, [...raw, padded]);
  for (const shown of cases.reverse()) {
    await test.step(shown.slice(0, 40), async () => {
      await expectInRow(retinue, '.row-subject', asInList(shown));
      await expect.poll(() => retinue.page.getByRole('heading', { level: 1 }).textContent()).toBe(shown);
      await expectRowInOrder(retinue);
      await expect(body(retinue).locator('body')).toHaveText(/\S/);
    });
    await retinue.page.keyboard.press('ArrowDown');
  }
});

test('odd senders are shown as they are, and no name passes for an address', async ({ start }) => {
  const raw = SENDERS.map(([line], n) => rawMail([line, `Subject: ${n}`], textPart('x')));
  const retinue = await open(start, raw);
  const card = retinue.page.locator('.read-card');
  for (const [line, name, address] of [...SENDERS].reverse()) {
    await test.step(line, async () => {
      await expectInRow(retinue, '.row-sender', name);
      await expect(card.locator('b').first()).toHaveText(name);
      if (address !== null) await expect(card.locator('.address')).toHaveText(address);
      await expectRowInOrder(retinue);
    });
    await retinue.page.keyboard.press('ArrowDown');
  }
});

/** How attachments are called by their sender, by Retinue, and whether it warns of them. */
const NAMES: readonly {
  readonly given: string;
  readonly clean: string | RegExp;
  readonly warns?: RegExp;
}[] = [
  { given: 'filename="../../etc/passwd"', clean: /^[^/\\]*etc_passwd$/ },
  { given: 'filename="con.txt"', clean: '_con.txt' },
  { given: extendedName(`report${RLO}gpj.exe`), clean: 'reportgpj.exe', warns: /program/ },
  { given: extendedName(`${'\u00e5'.repeat(300)}.pdf`), clean: /^\u00e5{90,98}\.pdf$/ },
  { given: 'filename="invoice.pdf.exe"', clean: 'invoice.pdf.exe', warns: /looks like a \.pdf file/ },
  { given: 'filename="C:\\\\temp\\\\a:b*?.txt. "', clean: /^[^/\\:*?]+\.txt$/ },
  { given: 'filename=""', clean: /^attachment/ },
];
const bytesOf = (n: number) => Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * (n + 7)) % 251));

test('attachments get safe names and are saved byte for byte where the person says', async ({
  start,
  userData,
}) => {
  const parts = NAMES.map(({ given }, n) => attachedPart('application/octet-stream', given, bytesOf(n)));
  const mail = rawMail(['Subject: Files'], multipart('mixed', [textPart('Seven files'), ...parts]));
  const retinue = await open(start, [mail]);
  const { page } = retinue;
  const folder = path.join(userData, 'saved');
  await mkdir(folder);
  const asked = await stubSaveDialog(retinue, folder);
  await expect(page.locator('.chip')).toHaveCount(NAMES.length);

  for (const [n, { given, clean, warns }] of NAMES.entries()) {
    await test.step(given, async () => {
      const chip = page.locator('.chip').nth(n);
      const name = (await chip.locator('.chip-name').textContent()) ?? '';
      expect(name).toMatch(exactly(clean));
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      await expect(chip.getByRole('button', { name: 'Open' })).toHaveCount(warns ? 0 : 1);
      await chip.getByRole('button', { name: 'Save\u2026' }).click();
      if (warns) {
        const question = page.getByRole('dialog', { name: 'Save this attachment' });
        await expect(question).toContainText(warns);
        expect(await asked()).toHaveLength(n);
        await question.getByRole('button', { name: 'Save\u2026' }).click();
      }
      await expect.poll(asked).toHaveLength(n + 1);
      expect(path.basename((await asked())[n] ?? '')).toBe(name);
      const saved = path.join(folder, String(n));
      await expect(async () => expect(await readFile(saved)).toEqual(bytesOf(n))).toPass();
    });
  }
  expect(await readdir(folder)).toHaveLength(NAMES.length);
  await expectRiskyNotOpened(retinue, userData);
});

/** Main judges by itself: a page that asked to open a program under any name it keeps is refused. */
async function expectRiskyNotOpened({ page, app }: Retinue, userData: string): Promise<void> {
  await app.evaluate(({ shell }) => {
    shell.openPath = () => Promise.reject(new Error('opened'));
  });
  const [fileId = ''] = (await readdir(path.join(userData, 'files'))).filter((name) =>
    /^[0-9a-f]+$/.test(name),
  );
  const answers = await page.evaluate(async (id) => {
    const names = ['a.exe', `a.${'\u202e'}exe`, 'a.pdf.js', 'a.exe. .', '../a.sh'];
    const ask = (name: string) => window.retinue.call('attachment.open', { fileId: id, name });
    return Promise.all(names.map(ask));
  }, fileId);
  for (const answer of answers) {
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden', sentence: expect.stringContaining('opens no attachment') },
    });
  }
}

/** Answers the question where to save with a number in `folder`; gives what was proposed so far. */
async function stubSaveDialog({ app }: Retinue, folder: string): Promise<() => Promise<readonly string[]>> {
  const proposed = await app.evaluateHandle(({ dialog }, target) => {
    const paths: string[] = [];
    const answer = (...args: readonly unknown[]) => {
      const { defaultPath } = args.at(-1) as { readonly defaultPath: string };
      paths.push(defaultPath);
      return Promise.resolve({ canceled: false, filePath: `${target}/${paths.length - 1}` });
    };
    dialog.showSaveDialog = answer as typeof dialog.showSaveDialog;
    return paths;
  }, folder);
  return () => proposed.evaluate((paths) => [...paths]);
}

/** Starts on an Inbox of these messages, the newest (the last) selected and opened. */
async function open(
  start: (options: { readonly args: readonly string[] }) => Promise<Retinue>,
  raw: readonly string[],
): Promise<Retinue> {
  const server = await serve([await inboxOf(raw)]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await rows(retinue).first().click();
  return retinue;
}

async function expectInRow({ page }: Retinue, part: string, text: string | RegExp): Promise<void> {
  const selected = page.locator('[role="row"][aria-selected="true"]').locator(part);
  await expect.poll(() => selected.textContent()).toMatch(exactly(text));
}

/** Whatever the text says, the time stays at the end of the row and nothing leaves it. */
async function expectRowInOrder({ page }: Retinue): Promise<void> {
  const row = page.locator('[role="row"][aria-selected="true"]');
  const box = async (part: string) => {
    const found = await row.locator(part).boundingBox();
    if (!found) throw new Error(`the row has no ${part}`);
    return found;
  };
  const [whole, sender, time] = [await row.boundingBox(), await box('.row-sender'), await box('.row-time')];
  expect(sender.x + sender.width).toBeLessThanOrEqual(time.x);
  expect(time.x + time.width).toBeLessThanOrEqual((whole?.x ?? 0) + (whole?.width ?? 0));
  expect(await row.locator('.row-time').evaluate((each) => getComputedStyle(each).direction)).toBe('ltr');
}

function subjectLine(sent: string): string {
  return `Subject: ${sent === '' ? '' : words(sent)}`;
}

/** XML cannot carry control characters: the server puts U+FFFD in their place. */
function asInList(shown: string): string {
  return shown.replace(/[\u2400-\u241f]/g, '\ufffd');
}

function exactly(text: string | RegExp): RegExp {
  return typeof text === 'string' ? new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : text;
}
