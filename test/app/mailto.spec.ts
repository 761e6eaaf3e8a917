import { expect } from '@playwright/test';
import { composer, firstComposer } from './composing.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, serve } from './support.ts';

test('a mailto: link of another program begins a message: at the start, and while Retinue runs', async ({
  start,
}) => {
  test.setTimeout(120_000);
  const server = await serve([await inboxOf([letter('Quay')])]);
  const first = await start({ args: ['--no-demo'] });
  await addByForm(first, server);
  await first.close();

  const link =
    'mailto:bo@example.org?cc=cy@example.org&subject=Crane%20is%20here&body=Hello&attach=/etc/passwd';
  const retinue = await start({ args: ['--no-demo', link] });
  const page = await firstComposer(retinue);
  await expect(page.getByLabel('Subject')).toHaveValue('Crane is here');
  await expect(page.getByRole('textbox', { name: 'Message text' })).toContainText('Hello');
  await expect(page.getByRole('region', { name: 'Attachments' })).toHaveCount(0);

  const second = await composer(retinue, () =>
    retinue.app.evaluate(({ app }) => {
      app.emit('second-instance', {}, ['retinue', 'mailto:dee@example.org?subject=Second'], '/', null);
    }),
  );
  await expect(second.getByLabel('Subject')).toHaveValue('Second');
  await expect(second.getByRole('button', { name: /dee@example\.org/ }).first()).toBeVisible();

  const item = await retinue.app.evaluate(({ Menu }) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById('mailto');
    return { label: found?.label, type: found?.type, checked: found?.checked };
  });
  expect(item).toEqual({
    label: 'Make Retinue the Program for mailto: Links',
    type: 'checkbox',
    checked: false,
  });
  await server.mock.stop();
});
