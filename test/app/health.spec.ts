import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, rows, serve } from './support.ts';

test('what was asked of a server, what failed, and how it is', async ({ start }, testInfo) => {
  const server = await serve([await inboxOf([letter('One'), letter('Two')])]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await expect(rows(retinue).first()).toBeVisible();
  server.mock.faults.add({
    id: 'sick',
    title: 'Sick',
    where: { method: 'SEARCH' },
    step: 'after-headers',
    what: { kind: 'reset' },
  });
  await retinue.page.keyboard.press('F9');
  await retinue.page.keyboard.press('Control+9');
  const view = retinue.page.getByRole('region', { name: 'Server health' });
  await expect(view.getByRole('heading', { name: /^127\.0\.0\.1:/ })).toBeVisible();
  await expect(view.getByRole('cell', { name: 'reset' }).first()).toBeVisible();
  await retinue.page.keyboard.press('F9');
  const fails = view.getByRole('region', { name: 'What this server fails at' });
  await expect(fails.getByRole('cell', { name: '/exchange/alex/', exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(fails).toContainText(/requests for it failed \(reset\)/);
  await expect(view.getByRole('complementary', { name: 'Error log' })).toBeVisible();
  await expect(view.getByText(/requests in the last hour, \d+ of them failed/)).toBeVisible();
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await retinue.page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await retinue.page.emulateMedia({ colorScheme });
      expect(await violations(retinue.page, ['.health'])).toEqual([]);
      await retinue.page.screenshot({ path: testInfo.outputPath(`health-${width}-${colorScheme}.png`) });
    }
  }
  // By keyboard alone, from here on; what lies below is not reached.
  await expect(view).toBeFocused();
  const places = new Set<string>();
  for (let presses = 0; presses < 30; presses += 1) {
    await retinue.page.keyboard.press('Tab');
    places.add(
      await retinue.page.evaluate(
        () => document.activeElement?.closest('.pane-folders, .mail-panes, .health')?.className ?? '',
      ),
    );
  }
  expect([...places]).toContain('health');
  expect([...places].filter((place) => /pane-/.test(place))).toEqual([]);
  await view.getByRole('searchbox').focus();
  await retinue.page.keyboard.type('method:SEARCH');
  await expect(view.getByRole('cell', { name: 'PROPFIND' })).toHaveCount(0);
  await retinue.page.keyboard.press('Escape');
  await view.getByRole('button', { name: 'Close (Escape)' }).focus();
  await retinue.page.keyboard.press('Enter');
  await expect(view).toHaveCount(0);
  await expect(retinue.page.getByRole('grid')).toContainText('One');
  await server.mock.stop();
});
