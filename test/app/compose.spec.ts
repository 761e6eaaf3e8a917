import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { addByForm, inboxOf, letter, rows, serve } from './support.ts';
import { composer, firstComposer, willChoose } from './composing.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';

test('a draft with its attachment outlives kill -9; an address that is none stops Send; a reply quotes', async ({
  start,
  userData,
}) => {
  test.setTimeout(120_000);
  const server = await serve([
    await inboxOf([letter('Quay')]),
    { name: 'Drafts', role: 'drafts', messages: [] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  const page = await composer(retinue, () => retinue.page.keyboard.press('Control+n'));
  await page.getByLabel('To', { exact: true }).fill('Bo <bo@example.com>, havn@');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'havn@, not an address' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await page.getByLabel('Subject').fill('Drawings');
  await page.getByRole('textbox', { name: 'Message text' }).click();
  await page.keyboard.type('Two sets in A1.');
  const file = path.join(userData, 'plan.txt');
  await writeFile(file, 'lines');
  await willChoose(retinue, file);
  await page.getByRole('button', { name: 'Attach…' }).click();
  await expect(page.getByRole('region', { name: 'Attachments' })).toContainText('plan.txt');
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/compose-light.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: 'test-results/compose-dark.png' });
  expect(await violations(page)).toEqual([]);
  await expect(page.getByText(/^Saved .* (on this computer|here and in Drafts)$/)).toBeVisible();
  await page.waitForTimeout(1500);
  retinue.app.process().kill('SIGKILL');

  const again = await start({ args: ['--no-demo'] });
  const back = await firstComposer(again);
  await expect(back.getByLabel('Subject')).toHaveValue('Drawings');
  await expect(back.getByRole('region', { name: 'Attachments' })).toContainText('plan.txt');
  await expect(back.getByRole('textbox', { name: 'Message text' })).toContainText('Two sets in A1.');
  await expect(back.getByRole('button', { name: 'havn@, not an address' })).toBeVisible();

  await rows(again).first().click();
  const reply = again.page
    .getByRole('toolbar', { name: 'Message' })
    .getByRole('button', { name: 'Reply', exact: true });
  await expect(reply).toBeEnabled();
  const answer = await composer(again, () => reply.click());
  await expect(answer.getByLabel('Subject')).toHaveValue('Re: Quay');
  await expect(answer.getByLabel('Message text')).toHaveValue(/> This is Quay\./);
  await server.mock.stop();
});
