import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { composer, pressToClose } from './composing.ts';
import { test } from './fixtures.ts';
import { addByForm, body, inboxOf, rows, serve } from './support.ts';

const TO_SALES = [
  'From: Ada L <ada@example.com>',
  'To: Sales <sales@example.com>, Bo <bo@example.com>, alex@example.com',
  'Subject: Offer',
  'Message-ID: <third@example.com>',
  'References: <first@example.com> <second@example.com>',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Please <a href="mailto:cy@example.com?subject=Crane&body=Hello">write</a></p>',
  '',
].join('\r\n');

test('identities: edited in Accounts, chosen in From with their signature, and the one that was written to answers', async ({
  start,
}, testInfo) => {
  test.setTimeout(120_000);
  const server = await serve(
    [
      await inboxOf([TO_SALES]),
      { name: 'Drafts', role: 'drafts', messages: [] },
      { name: 'Sent Items', role: 'sentitems', messages: [] },
    ],
    0,
    [{ user: 'bo', displayName: 'Bo Berg', address: 'bo.berg@example.com', password: 'x', folders: [] }],
  );
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  await addByForm(retinue, server);
  await app.evaluate(({ Menu }) => {
    const find = (items: readonly Electron.MenuItem[]): Electron.MenuItem | undefined =>
      items
        .flatMap((item) => [item, ...(item.submenu ? item.submenu.items : [])])
        .find(({ label }) => label.startsWith('Accounts'));
    find(Menu.getApplicationMenu()?.items ?? [])?.click();
  });
  const dialog = page.getByRole('dialog', { name: 'Accounts' });
  const part = dialog.getByRole('region', { name: 'Identities of Test' });
  await expect(part).toContainText('Alex alex@example.com');
  await part.getByRole('button', { name: 'Edit' }).click();
  await part.getByLabel('Signature').fill('Alex\nQuay 3');
  await part.getByRole('button', { name: 'Save identity' }).click();
  await part.getByRole('button', { name: 'Add identity…' }).click();
  await part.getByLabel('Your name').fill('Sales');
  await part.getByLabel('Mail address').fill('sales');
  await part.getByRole('button', { name: 'Save identity' }).click();
  await expect(part.getByRole('alert')).toContainText('is not an address');
  await part.getByLabel('Mail address').fill('sales@example.com');
  await part.getByLabel('With formatting').check();
  await part.getByRole('textbox', { name: 'Signature' }).click();
  await page.keyboard.type('Sales desk');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, ['dialog'])).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`accounts-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await part.getByRole('button', { name: 'Save identity' }).click();
  await expect(part).toContainText('Sales sales@example.com');
  await dialog.getByRole('button', { name: 'Done' }).click();

  const fresh = await composer(retinue, () => page.keyboard.press('Control+n'));
  const text = fresh.getByRole('textbox', { name: 'Message text' });
  await expect(text).toContainText('-- Alex');
  await text.click();
  await fresh.keyboard.press('Control+Home');
  await fresh.keyboard.type('Written before.');
  await fresh
    .getByRole('combobox', { name: 'Send as' })
    .selectOption({ label: 'Sales <sales@example.com>, Test' });
  await expect(text).toContainText('Sales desk');
  await expect(text).toContainText('Written before.');
  await expect(text).not.toContainText('Quay 3');
  await expect(fresh.getByText(/^Saved .*, here and in Drafts$/)).toBeVisible({ timeout: 20_000 });
  await fresh.screenshot({ path: testInfo.outputPath('signed.png') });

  // The address list is asked for what is typed.
  await fresh.getByLabel('To', { exact: true }).pressSequentially('berg');
  const listed = fresh.locator('datalist option').first();
  await expect(listed).toHaveAttribute('value', '"Bo Berg" <bo.berg@example.com>');
  await fresh.getByLabel('To', { exact: true }).fill('');
  await pressToClose(fresh, 'Control+w');
  await page.keyboard.press('Control+Shift+O');
  const drafts = page.getByRole('dialog', { name: 'Drafts on this computer' });
  const again = await composer(retinue, () => drafts.getByRole('button', { name: 'Open' }).click());
  await expect(again.getByRole('textbox', { name: 'Message text' })).toContainText('Written before.');

  await rows(retinue).first().click();
  const all = page.getByRole('button', { name: 'Reply to all', exact: true });
  await expect(all).toBeEnabled();
  const answer = await composer(retinue, () => all.click());
  await expect(answer.getByRole('combobox', { name: 'Send as' }).locator('option:checked')).toHaveText(
    /sales@/,
  );
  await expect(answer.getByRole('button', { name: /^Ada L, / })).toBeVisible();
  await expect(answer.getByRole('button', { name: /^Bo, / })).toBeVisible();
  await expect(answer.getByRole('button', { name: /alex@example\.com/ })).toHaveCount(0);
  await expect(answer.getByRole('textbox', { name: 'Message text' })).toContainText('Sales desk');

  await body(retinue).locator('a').click();
  const link = page.getByRole('dialog', { name: 'Open this link' });
  const written = await composer(retinue, () => link.getByRole('button', { name: 'Write' }).click());
  await expect(written.getByRole('button', { name: /^cy@example\.com/ }).first()).toBeVisible();
  await expect(written.getByLabel('Subject')).toHaveValue('Crane');
  await expect(written.getByRole('textbox', { name: 'Message text' })).toContainText('Hello');
  await server.mock.stop();
});
