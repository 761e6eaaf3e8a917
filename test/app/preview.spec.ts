import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { attachedPart, htmlPart, multipart, rawMail, textPart } from '../helpers/raw-mail.ts';
import { type Retinue, test } from './fixtures.ts';
import { addByForm, contactedHosts, inboxOf, netLogIn, rows, serve } from './support.ts';

/** A PDF of two pages with a red square each; it tries to run a script and to fetch a picture when it is opened. */
function pdf(outside: string): Buffer {
  const square = '1 0 0 rg 50 50 200 200 re f';
  const page = (contents: number) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents ${contents} 0 R/Resources<<>>>>`;
  const stream = `<</Length ${square.length}>>stream\n${square}\nendstream`;
  const script = `app.launchURL("${outside}"); app.alert("run")`;
  const objects = [
    `<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(${script.replaceAll(/[()]/g, '\\$&')})>>>>`,
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    page(5),
    page(6),
    stream,
    stream,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const lines = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}${end}`, 'latin1');
}

/** 2 × 1 pixels, red. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);

/** Nothing listens there: who asks for it leaves a request that the window refuses and counts. */
const OUTSIDE = 'http://127.0.0.1:9/outside';

function filesToLookAt(): string {
  const attached = (name: string, type: string, bytes: Buffer | string) =>
    attachedPart(type, `filename="${name}"`, Buffer.from(bytes));
  const inner = rawMail(
    ['Subject: The inner one'],
    htmlPart(`<p>Inner text</p><script>document.title = "run"</script><img src="${OUTSIDE}/inner.png">`),
  );
  const parts = [
    textPart('See the files.'),
    attached('Cover letter.pdf', 'application/pdf', pdf(OUTSIDE)),
    attached('Quay 3 east.png', 'image/png', PNG),
    attached('notes.txt', 'text/plain', 'Grüße <script>alert(1)</script> from the quay'),
    attached('Earlier.eml', 'message/rfc822', inner),
    attached('broken.pdf', 'application/pdf', '%PDF-1.7\nnothing'),
    attached('archive.zip', 'application/zip', 'PK'),
  ];
  return rawMail(['Subject: Files to look at'], multipart('mixed', parts));
}

const chip = ({ page }: Retinue, name: string) => page.locator('.chip', { hasText: name });
async function look(retinue: Retinue, name: string) {
  await chip(retinue, name).getByRole('button', { name: 'Preview' }).click();
  return retinue.page.getByRole('dialog', { name: `Preview of ${name}` });
}

test('pictures, text, PDF and messages are looked at without another program, and run nothing', async ({
  start,
  userData,
}, testInfo) => {
  test.setTimeout(120_000);
  const server = await serve([await inboxOf([filesToLookAt()])]);
  const log = netLogIn(userData);
  const retinue = await start({ args: ['--no-demo', log.argument] });
  const { page } = retinue;
  await addByForm(retinue, server);
  await rows(retinue).filter({ hasText: 'Files to look at' }).click();
  await expect(chip(retinue, 'archive.zip').getByRole('button', { name: 'Open' })).toBeVisible();
  await expect(chip(retinue, 'archive.zip').getByRole('button', { name: 'Preview' })).toHaveCount(0);

  const dragged = await retinue.app.evaluateHandle(({ BrowserWindow }) => {
    const files: string[] = [];
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.startDrag = ({ file }) => void files.push(file);
    return files;
  });
  await chip(retinue, 'notes.txt').dispatchEvent('dragstart');
  await expect.poll(() => dragged.evaluate((files) => files.length)).toBe(1);
  const [file = ''] = await dragged.jsonValue();
  expect(path.basename(file)).toBe('notes.txt');
  expect(await readFile(file, 'utf8')).toContain('from the quay');

  const document = await look(retinue, 'Cover letter.pdf');
  const frame = document.frameLocator('iframe');
  await expect(frame.getByRole('img', { name: 'Page 2 of 2' })).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => frame.locator('canvas').first().evaluate(middlePixel)).toEqual([255, 0, 0, 255]);
  const origin = await frame.locator('body').evaluate(() => self.origin);
  expect(origin).toBe('null');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: testInfo.outputPath(`preview-pdf-${colorScheme}.png`) });
  }
  await page.keyboard.press('Escape');
  await expect(document).toHaveCount(0);

  const picture = await look(retinue, 'Quay 3 east.png');
  const image = picture.frameLocator('iframe').locator('img');
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(2);
  await page.screenshot({ path: testInfo.outputPath('preview-picture-dark.png') });
  await picture.getByRole('button', { name: 'Close' }).click();

  const text = await look(retinue, 'notes.txt');
  await expect(
    text.frameLocator('iframe').getByText('Grüße <script>alert(1)</script> from the quay'),
  ).toBeVisible();
  await page.keyboard.press('Escape');

  const message = await look(retinue, 'Earlier.eml');
  await expect(message.getByText('The inner one')).toBeVisible();
  await expect(message.frameLocator('iframe').getByText('Inner text')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: testInfo.outputPath('preview-message-light.png') });
  await page.keyboard.press('Escape');

  const broken = await look(retinue, 'broken.pdf');
  await expect(broken).toContainText('This PDF could not be read.');
  await page.keyboard.press('Escape');

  expect(await page.title()).not.toContain('run');
  await retinue.close();
  expect([...(await contactedHosts(log.file))]).toEqual([`127.0.0.1:${server.mock.port}`]);
  await server.mock.stop();
});

function middlePixel(canvas: HTMLElement | SVGElement): readonly number[] {
  if (!(canvas instanceof HTMLCanvasElement)) return [];
  const { width, height } = canvas;
  return [...(canvas.getContext('2d')?.getImageData(width / 2, height / 2, 1, 1).data ?? [])];
}
