import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, rows, serve } from './support.ts';

const WITH_FILE = [
  'From: Ada L <ada@example.com>',
  'To: alex@example.com',
  'Subject: Plans',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'See the plan.',
  '--b',
  'Content-Type: text/plain; name="plan.txt"',
  'Content-Disposition: attachment; filename="plan.txt"',
  '',
  'lines of the plan',
  '--b--',
  '',
].join('\r\n');

test('a forwarded message takes its attachments along', async ({ start }) => {
  const server = await serve([await inboxOf([WITH_FILE])]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await rows(retinue).first().click();
  const forward = retinue.page
    .getByRole('toolbar', { name: 'Main' })
    .getByRole('button', { name: 'Forward' });
  await expect(forward).toBeEnabled();
  const [page] = await Promise.all([retinue.app.waitForEvent('window'), forward.click()]);
  await expect(page.getByLabel('Subject')).toHaveValue('Fwd: Plans');
  await expect(page.getByRole('region', { name: 'Attachments' })).toContainText('plan.txt');
  await expect(page.getByLabel('Message text')).toHaveValue(/See the plan\./);
  await server.mock.stop();
});
