import { test } from './fixtures.ts';
test('look', async ({ start }) => {
  const r = await start({ args: ['--demo-messages=1000'] });
  const { page, app } = r;
  await app.evaluate(({ BrowserWindow }) => {
    const [w] = BrowserWindow.getAllWindows();
    w?.setContentSize(1440, 900);
  });
  await page.locator('.list-scroll .row').first().waitFor();
  await page.waitForTimeout(6000);
  await page.screenshot({ path: 'test-results/look-1.png' });
  const twisty = page.locator('.row-twisty').first();
  await twisty.click();
  await page.waitForTimeout(500);
  await page.locator('.row').nth(2).click();
  await page.waitForTimeout(1000);
  await page.screenshot({ path: 'test-results/look-2.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: 'test-results/look-3.png' });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: /Sorted by/ }).click();
  await page.screenshot({ path: 'test-results/look-4.png' });
  await page.getByRole('menuitemradio', { name: 'Size' }).click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/look-5.png' });
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type('bjørn');
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/look-6.png' });
  await page.keyboard.press('Escape');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('menu.command', { command: 'preview-below' }),
  );
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/look-7.png' });
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('menu.command', { command: 'preview-off' }),
  );
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/look-8.png' });
});
