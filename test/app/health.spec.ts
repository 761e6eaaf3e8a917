import { expect, type Page } from '@playwright/test';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
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
  await expect(retinue.page.getByRole('treegrid')).toContainText('One');
  await server.mock.stop();
});

const item = (subject: string, bytes: number, ageHours: number) => ({
  folder: 'inbox',
  subject,
  from: 'bo@halvorsen-lie.example',
  to: ['alex@halvorsen-lie.example'],
  text: 'The scan is attached.',
  messageId: `<${subject.replaceAll(/\W/g, '-')}@halvorsen-lie.example>`,
  attachment: { name: 'scan.bin', bytes },
  ageHours,
});

/** A mailbox whose server cannot prepare one message of 400 kB, with two larger ones that nobody has opened. */
async function sickServer() {
  const people = { displayName: 'Alex Dahl', address: 'alex@halvorsen-lie.example' };
  const items = [
    item('Scanned contracts 2004-2006', 400_000, 1),
    item('Tunnel scans, night 3', 9_000_000, 2),
    item('Video, caisson tow', 3_000_000, 3),
  ];
  const mock = await startMockExchange({
    scenario: {
      name: 'sick-scans',
      title: 'Sick scans',
      description: 'One message cannot be prepared.',
      seed: 329067,
      mailboxes: [{ user: 'alex', ...people, messages: 8, folders: 2, items }],
    },
  });
  mock.faults.add({
    id: 'refuse',
    where: { method: 'GET', path: '/exchange/alex/Inbox/Scanned*' },
    step: 'before-read',
    what: { kind: 'status', status: 500 },
  });
  const password = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  return { mock, user: 'alex', password, url: mock.mailboxUrl('alex') };
}

/** Tab, until the button of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const isThere = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await isThere()) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} is not reached by Tab`);
}

test('a server is tested, paused over a restart and resumed, and what it cannot convert is tried again, by keys', async ({
  start,
}, testInfo) => {
  test.setTimeout(240_000);
  const server = await sickServer();
  let retinue = await start({ args: ['--no-demo'] });
  let { page } = retinue;
  await addByForm(retinue, server);
  await rows(retinue).filter({ hasText: 'Scanned contracts' }).click();
  await expect(page.getByRole('region', { name: 'Not the whole message' })).toContainText('(500)');
  await page.keyboard.press('Control+9');
  const view = () => page.getByRole('region', { name: 'Server health' });
  const failed = view().getByRole('region', { name: 'Messages the server cannot convert' });
  await expect(failed.getByRole('row', { name: /Scanned contracts.*Inbox.*Rebuilt text/ })).toBeVisible();
  const likely = view().getByRole('region', { name: 'Largest messages likely to fail next' });
  await expect(likely.getByRole('row', { name: /Tunnel scans.*Inbox.*MB/ })).toBeVisible();
  await expect(
    view().getByRole('img', { name: /requests in the last 60 minutes, \d+ failed/ }),
  ).toBeVisible();
  await expect(view().getByText('1 healthy')).toBeVisible();

  await tabTo(page, 'Test now');
  await page.keyboard.press('Enter');
  await expect(view().getByText(/^127\.0\.0\.1:\d+ answered in \d+ ms \(207\)\.$/)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, ['.health'])).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`health-sick-${colorScheme}.png`) });
  }
  server.mock.faults.clear();
  await tabTo(page, 'Try all again');
  await page.keyboard.press('Enter');
  await expect(failed).toContainText('1 of 1 message came whole.');
  await expect(failed.getByRole('row')).toHaveCount(0);

  await tabTo(page, 'Pause this server');
  await page.keyboard.press('Enter');
  await expect(view().getByText('Paused by you').first()).toBeVisible();
  await expect(view().getByRole('button', { name: 'Test now' })).toBeDisabled();
  await expect(view().getByText('1 paused')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, ['.health'])).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`health-paused-${colorScheme}.png`) });
  }
  await page.keyboard.press('Escape');
  await expect(page.getByText('Test: paused by you').first()).toBeVisible();
  await retinue.close();

  const asked = server.mock.journal.length;
  retinue = await start({ args: ['--no-demo'] });
  ({ page } = retinue);
  await expect(page.getByRole('contentinfo').getByText('Test: paused by you')).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('health-banner-paused.png') });
  await page.keyboard.press('F9');
  await page.keyboard.press('Control+9');
  // What was asked before the restart is still there to be read.
  await expect(view().getByRole('cell', { name: 'PROPFIND' }).first()).toBeVisible();
  await expect(view().getByText('Log keeps 7 days, no message text, no passwords')).toBeVisible();
  expect(server.mock.journal).toHaveLength(asked);
  await tabTo(page, 'Resume');
  await page.keyboard.press('Enter');
  await expect(view().getByText('Healthy').first()).toBeVisible();
  await expect.poll(() => server.mock.journal.length).toBeGreaterThan(asked);
  await server.mock.stop();
});
