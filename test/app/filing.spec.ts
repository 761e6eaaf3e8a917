import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, FIRST, letter, rows, serve, waiting } from './support.ts';

test('mail is filed by keys, by drag and by rules, and all of it comes back', async ({ start }, info) => {
  test.setTimeout(120_000);
  const messages = await Promise.all(
    Array.from({ length: 6 }, async (_, n) => ({
      content: await contentOf(Buffer.from(letter(`Letter ${n}`))),
      received: FIRST + n * 60_000,
      read: true,
    })),
  );
  const server = await serve([
    { name: 'Inbox', role: 'inbox', messages },
    { name: 'Archive', messages: [] },
    { name: 'Junk E-mail', messages: [] },
    { name: 'Projects', messages: [] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  const subject = page.getByRole('heading', { level: 1 });
  const onServer = () =>
    Object.fromEntries(
      server.mock.folders(server.user).map(({ path, total }) => [path.split('/').pop(), total]),
    );
  const command = (name: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === wanted)?.click();
    }, name);
  const inBoth = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}.png`) });
    }
    await page.emulateMedia({ colorScheme: null });
  };
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(6);
  await expect(page.getByText('up to date')).toBeVisible();

  await test.step('Backspace archives, Ctrl+Z brings it back', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(subject).toHaveText('Letter 5');
    await page.keyboard.press('Backspace');
    await expect(page.getByText('1 message archived in Archive.')).toBeVisible();
    await expect.poll(onServer).toMatchObject({ Inbox: 5, Archive: 1 });
    await page.keyboard.press('Control+Z');
    await expect.poll(onServer).toMatchObject({ Inbox: 6, Archive: 0 });
    await expect(rows(retinue)).toHaveCount(6);
  });

  await test.step('two messages are dragged to a folder', async () => {
    await rows(retinue).nth(0).click();
    await rows(retinue)
      .nth(1)
      .click({ modifiers: ['Shift'] });
    const from = await rows(retinue).nth(1).boundingBox();
    const projects = page.getByRole('treeitem', { name: /^Projects/ });
    const to = await projects.boundingBox();
    const inbox = await page.getByRole('treeitem', { name: /^Inbox/ }).boundingBox();
    if (!from || !to || !inbox) throw new Error('the row or a folder is not in view');
    await page.mouse.move(from.x + 60, from.y + 20);
    await page.mouse.down();
    // Driven from here, a drag is over a place only while the pointer moves.
    await expect(async () => {
      await page.mouse.move(inbox.x + 60, inbox.y + 10, { steps: 4 });
      await page.mouse.move(inbox.x + 64, inbox.y + 12);
      await expect(page.getByText('The messages are in this folder.')).toBeVisible({ timeout: 500 });
    }).toPass();
    await inBoth('refused');
    await page.mouse.move(to.x + 60, to.y + 10, { steps: 4 });
    await page.mouse.move(to.x + 64, to.y + 12);
    await expect(projects).toHaveAttribute('data-drop', 'yes');
    await inBoth('drag');
    await page.mouse.up();
    await expect(page.getByText('2 messages moved to Projects.')).toBeVisible();
    await expect.poll(onServer).toMatchObject({ Inbox: 4, Projects: 2 });
  });

  await test.step('a rule is made, shows what it would do, and does it', async () => {
    await rows(retinue).nth(0).click();
    await command('Make a Rule from This Message…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add an action' }).click();
    await dialog.getByLabel('Folder of action 1').selectOption({ label: 'Archive' });
    await inBoth('rule');
    expect(await violations(page, ['dialog'])).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await inBoth('rules');
    expect(await violations(page, ['dialog'])).toEqual([]);
    await dialog.getByRole('tab', { name: 'Junk mail' }).click();
    await inBoth('junk');
    expect(await violations(page, ['dialog'])).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    await command('Run Rules on This Folder…');
    await expect(dialog.getByText(/4 messages would be changed, of 4/)).toBeVisible();
    await inBoth('dry-run');
    expect(await violations(page, ['dialog'])).toEqual([]);
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(onServer).toMatchObject({ Inbox: 0, Archive: 4 });
    await page.keyboard.press('Control+Z');
    await expect.poll(onServer).toMatchObject({ Inbox: 4, Archive: 0 });
  });

  await test.step('mail that arrives is filed by the rule, and says why', async () => {
    const raw = letter('New').replace('Thu, 1 Jan 2026 10:00:00 +0000', new Date().toUTCString());
    const content = await contentOf(Buffer.from(raw));
    await server.mock.deliver(server.user, { content, received: Date.now(), read: false });
    await page.keyboard.press('F9');
    await expect.poll(onServer).toMatchObject({ Inbox: 4, Archive: 1 });
    await page.getByRole('treeitem', { name: /^Archive/ }).click();
    // Its key there is another one, and the list follows.
    await expect.poll(() => waiting(retinue)).toBe(0);
    await rows(retinue).nth(0).click();
    await expect(page.getByRole('region', { name: 'Filed by itself' })).toContainText('Ada L');
    await inBoth('filed');
  });
});
