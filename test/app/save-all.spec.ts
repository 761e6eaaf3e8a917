import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { attachedPart, multipart, rawMail, textPart } from '../helpers/raw-mail.ts';
import { type Retinue, test } from './fixtures.ts';
import { addByForm, inboxOf, rows, serve } from './support.ts';

/** The system's dialog, answered with this folder at once; null closes it without a choice. */
async function answerDialog({ app }: Retinue, folder: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, folder);
}

test('every attachment of a message is saved in one folder, over nothing', async ({ start, userData }) => {
  const attached = (name: string, text: string) =>
    attachedPart('application/octet-stream', `filename="${name}"`, Buffer.from(text));
  const parts = [textPart('See the plans.'), attached('plan.txt', 'one'), attached('quay.txt', 'two')];
  const server = await serve([await inboxOf([rawMail(['Subject: Two plans'], multipart('mixed', parts))])]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await rows(retinue).filter({ hasText: 'Two plans' }).click();
  const folder = path.join(userData, 'Quay 3');
  await mkdir(folder);
  await writeFile(path.join(folder, 'plan.txt'), 'mine');
  const button = retinue.page.getByRole('button', { name: 'Save all…' });

  await answerDialog(retinue, null);
  await button.click();
  await expect(button).toBeEnabled();
  expect(await readdir(folder)).toEqual(['plan.txt']);

  await answerDialog(retinue, folder);
  await button.click();
  await expect(retinue.page.getByRole('status')).toContainText('2 attachments saved in Quay 3.');
  expect((await readdir(folder)).sort()).toEqual(['plan (2).txt', 'plan.txt', 'quay.txt']);
  for (const [name, text] of Object.entries({ 'plan.txt': 'mine', 'plan (2).txt': 'one', 'quay.txt': 'two' }))
    expect(await readFile(path.join(folder, name), 'utf8')).toBe(text);
  await server.mock.stop();
});
