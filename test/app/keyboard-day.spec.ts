import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { composer, keyTo, sendByKey, willChoose } from './composing.ts';
import { test } from './fixtures.ts';
import { fullWorld } from './full-world.ts';
import { body, menuCommand, systemKey } from './support.ts';

/** Presses Down in the list until a message is chosen. */
async function downTo(page: Page, subject: RegExp): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('ArrowDown');
    const isThere = expect(heading).toHaveText(subject, { timeout: 400 });
    if (
      await isThere.then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error(`Down does not reach ${String(subject)}`);
}

/** From wherever the focus is to a line of the folder tree. */
async function toTree(page: Page, name: RegExp): Promise<void> {
  const line = page.locator('[role="treeitem"]:focus');
  for (let presses = 0; presses < 3 && (await line.count()) === 0; presses += 1)
    await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Home');
  await keyTo(page, name, 'ArrowDown');
}

test('a whole day with the keyboard alone; the focus is never lost', async ({ start, userData }) => {
  test.setTimeout(240_000);
  const server = await fullWorld(Date.now());
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  const dialog = page.getByRole('dialog');
  const subject = page.getByRole('heading', { level: 1 });
  const list = page.locator('[data-pane="list"]');
  const row = (name: RegExp) => page.getByRole('row', { name });
  const onServer = () =>
    Object.fromEntries(
      server.mock.folders(server.user).map(({ path: each, total }) => [each.split('/').pop(), total]),
    );
  /** Where the keys go once a dialog is closed or a row has left: `place`, and nowhere else a moment later. */
  const focusIsAt = async (place: Locator) => {
    await expect(place).toBeFocused();
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
    );
    await expect(place).toBeFocused();
  };

  await test.step('first run: an account is added', async () => {
    await focusIsAt(page.getByLabel('Name', { exact: true }));
    for (const [field, text] of [
      [/^Name$/, 'Work'],
      [/^Server$/, server.url],
      [/^User name$/, server.user],
      [/^Password$/, server.password],
    ] as const) {
      await keyTo(page, field);
      await page.keyboard.type(text);
    }
    await keyTo(page, /^Only until Retinue quits$/);
    await page.keyboard.press('ArrowUp');
    await expect(page.getByLabel('In a file that only you can read, not encrypted')).toBeChecked();
    await keyTo(page, /^Check$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Add account' })).toBeEnabled();
    await focusIsAt(page.getByRole('button', { name: 'Check', exact: true }));
    await keyTo(page, /^Add account$/);
    await page.keyboard.press('Enter');
    await expect(page.getByText('up to date')).toBeVisible();
    await focusIsAt(list);
  });

  await test.step('a conversation is read, and the next unread message', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(row(/Quay, drawing set C.*3 messages, closed/)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(row(/3 messages, open/)).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect(body(retinue).locator('body')).toContainText('This is first.');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(row(/3 messages, closed/)).toBeVisible();
    await focusIsAt(list);
    await page.keyboard.press('Control+]');
    await expect(body(retinue).locator('body')).toContainText('See the files.');
    await page.keyboard.press('Space');
    await focusIsAt(page.locator('.read-frame'));
    await systemKey(retinue, 'Escape');
    await focusIsAt(list);
  });

  await test.step('attachments are looked at, and a strip does its work and goes', async () => {
    await page.keyboard.press('F6');
    await keyTo(page, /^Preview$/);
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveAccessibleName('Preview of notes.txt');
    await page.keyboard.press('Escape');
    await focusIsAt(page.getByRole('button', { name: 'Preview' }));
    await page.keyboard.press('Shift+F6');
    await focusIsAt(list);
    await page.keyboard.press('Home');
    await downTo(page, /^Your account$/);
    await page.keyboard.press('F6');
    await keyTo(page, /^2 more notes$/);
    await page.keyboard.press('Enter');
    await keyTo(page, /^Don’t send$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Receipt' })).toHaveCount(0);
    await expect(page.locator('.pane-read :focus, .pane-read:focus')).toHaveCount(1);
    await page.keyboard.press('Shift+F6');
    await focusIsAt(list);
  });

  await test.step('mail is searched for, and the folder filtered', async () => {
    await page.keyboard.press('Control+E');
    await page.keyboard.type('lunch');
    await expect(row(/Lunch on Friday/)).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(subject).toHaveText('Lunch on Friday?');
    await page.keyboard.press('Escape');
    await focusIsAt(list);
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('report 2');
    await expect(row(/Daily report 2\./)).toBeVisible();
    await expect(row(/Lunch/)).toHaveCount(0);
    await page.keyboard.press('Enter');
    await focusIsAt(list);
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.press('Escape');
    await expect(list).toHaveAttribute('aria-rowcount', '65');
    await focusIsAt(list);
    await page.keyboard.press('Home');
    await expect(row(/3 messages, closed/)).toBeVisible();
  });

  await test.step('mail is filed', async () => {
    await page.keyboard.press('Home');
    await downTo(page, /^Invited$/);
    await page.keyboard.press('Control+Shift+M');
    await expect(dialog).toBeVisible();
    await page.keyboard.type('proj');
    await page.keyboard.press('Enter');
    await expect.poll(onServer).toMatchObject({ Projects: 1 });
    await focusIsAt(list);
    await page.keyboard.press('Backspace');
    await expect.poll(onServer).toMatchObject({ Archive: 1 });
    await focusIsAt(list);
    await page.keyboard.press('Control+Shift+G');
    await expect(row(/Daily report 0\..*Flagged/)).toBeVisible();
    await page.keyboard.press('Control+Shift+C');
    await expect(dialog).toBeVisible();
    await keyTo(page, /^New category$/);
    await page.keyboard.type('Reports');
    await keyTo(page, /^Make$/);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('checkbox', { name: 'Reports' })).toBeChecked();
    await keyTo(page, /^Apply$/);
    await page.keyboard.press('Enter');
    await expect(row(/Daily report 0\..*In Reports/)).toBeVisible();
    await focusIsAt(list);
  });

  await test.step('a reply goes out with an attachment', async () => {
    const file = path.join(userData, 'menu.txt');
    await writeFile(file, 'Fish.');
    // The system's dialog is not driven from here: it answers by itself.
    await willChoose(retinue, file);
    const window = await composer(retinue, () => page.keyboard.press('Control+R'));
    await keyTo(window, /^Message text$/);
    await window.keyboard.type('Thank you.');
    await window.keyboard.press('Control+Shift+A');
    const files = window.getByRole('region', { name: 'Attachments' });
    await expect(files).toContainText('menu.txt');
    await keyTo(window, /^Remove menu\.txt/, 'Shift+Tab');
    await window.keyboard.press('Enter');
    await expect(files).toHaveCount(0);
    await expect(window.locator('.compose :focus')).toHaveCount(1);
    await window.keyboard.press('Control+Shift+A');
    await expect(files).toContainText('menu.txt');
    await keyTo(window, /^Undo time/);
    await window.keyboard.press('Enter');
    await window.keyboard.press('o');
    await window.keyboard.press('Enter');
    await focusIsAt(window.getByRole('button', { name: 'Undo time: Undo send: Off' }));
    await sendByKey(window);
    await expect.poll(onServer, { timeout: 60_000 }).toMatchObject({ 'Sent Items': 2 });
    await focusIsAt(list);
  });

  await test.step('the network is lost and comes back; one works offline and goes online', async () => {
    server.mock.faults.add({
      id: 'gone',
      where: { method: '*' },
      step: 'before-read',
      what: { kind: 'reset' },
    });
    await page.keyboard.press('F9');
    await expect(page.getByText(/offline since/i).first()).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Delete');
    await expect(page.getByText(/1 change waits here/)).toBeVisible();
    await keyTo(page, /^See what waits$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveAccessibleName('What waits');
    await page.keyboard.press('Escape');
    await focusIsAt(page.getByRole('button', { name: 'See what waits' }));
    server.mock.faults.clear();
    await page.keyboard.press('F9');
    await expect.poll(onServer, { timeout: 60_000 }).toMatchObject({ 'Deleted Items': 1 });
    await expect(page.getByText(/offline since/i)).toHaveCount(0);
    // The banner went, and what had the focus with it.
    await expect(page.locator(':focus')).toHaveCount(1);
    await menuCommand(retinue, 'work-offline');
    await expect(page.getByText('You work offline')).toBeVisible();
    await keyTo(page, /^Go online$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('You work offline')).toHaveCount(0);
    await expect(page.locator(':focus')).toHaveCount(1);
  });

  await test.step('a message is refused, taken back, and sent', async () => {
    server.mock.faults.add({
      id: 'refused',
      where: { destination: 'submission' },
      step: 'before-read',
      what: { kind: 'status', status: 413 },
    });
    const window = await composer(retinue, () => page.keyboard.press('Control+N'));
    await window.keyboard.type('bo@example.com,');
    await keyTo(window, /^Subject$/);
    await window.keyboard.type('Drawings, all of them');
    await sendByKey(window);
    await toTree(page, /^Outbox/);
    await expect(row(/^Drawings, all of them/)).toContainText('Refused', { timeout: 60_000 });
    await page.keyboard.press('Enter');
    await focusIsAt(row(/^Drawings, all of them/));
    server.mock.faults.clear();
    await keyTo(page, /^Take back$/, 'ArrowRight');
    const again = await composer(retinue, () => page.keyboard.press('Enter'));
    await sendByKey(again);
    // A window that is covered draws nothing; once it is seen again the row that left has given the focus on.
    await expect(page.locator(':focus')).toHaveCount(1);
    await expect.poll(onServer, { timeout: 60_000 }).toMatchObject({ 'Sent Items': 3 });
  });

  await test.step('a message is made a PDF, a folder is exported', async () => {
    await toTree(page, /^Inbox/);
    await page.keyboard.press('Enter');
    await focusIsAt(list);
    await page.keyboard.press('Home');
    const file = path.join(userData, 'mail.pdf');
    await app.evaluate(({ dialog: system }, filePath) => {
      system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await page.keyboard.press('Control+P');
    await expect(page.getByRole('button', { name: 'Save as PDF…' })).toBeEnabled();
    await keyTo(page, /^Save as PDF…$/);
    await page.keyboard.press('Enter');
    await expect
      .poll(() =>
        stat(file).then(
          ({ size }) => size > 0,
          () => false,
        ),
      )
      .toBe(true);
    if ((await dialog.count()) > 0) await page.keyboard.press('Escape');
    await focusIsAt(list);
    const out = path.join(userData, 'out');
    await mkdir(out);
    await willChoose(retinue, out);
    await menuCommand(retinue, 'export');
    await expect(dialog).toHaveAccessibleName('Export mail');
    await keyTo(page, /^Choose a folder…$/);
    await page.keyboard.press('Enter');
    await expect(dialog.getByText(/written to out\./)).toBeVisible({ timeout: 60_000 });
    await expect(dialog.locator(':focus')).toHaveCount(1);
    await keyTo(page, /^Done$/);
    await page.keyboard.press('Enter');
    await focusIsAt(list);
    expect(await readdir(out)).not.toEqual([]);
  });

  await test.step('a setting is found by words; accounts, rules and panels give the focus back', async () => {
    await page.keyboard.press('Control+Comma');
    await focusIsAt(page.getByLabel('Search settings'));
    await page.keyboard.type('night');
    await keyTo(page, /^Quiet hours/);
    await page.keyboard.press('Space');
    await expect(page.getByLabel('Quiet hours')).toBeChecked();
    await page.keyboard.press('Escape');
    await focusIsAt(list);
    await menuCommand(retinue, 'accounts');
    await keyTo(page, /^Remove…$/);
    await page.keyboard.press('Enter');
    await focusIsAt(dialog.getByRole('button', { name: 'Keep', exact: true }));
    await page.keyboard.press('Enter');
    await expect(dialog.locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await focusIsAt(list);
    await menuCommand(retinue, 'rules');
    await keyTo(page, /^Rules$/);
    await page.keyboard.press('Escape');
    await focusIsAt(list);
    for (const key of ['Control+8', 'Control+7']) {
      await page.keyboard.press(key);
      await expect(page.locator('.log-panel')).toBeVisible();
      await page.keyboard.press(key);
      await expect(page.locator('.log-panel')).toHaveCount(0);
      await focusIsAt(list);
    }
    await page.keyboard.press('Control+9');
    await focusIsAt(page.getByRole('region', { name: 'Server health' }));
    await page.keyboard.press('Escape');
    await focusIsAt(list);
    await page.keyboard.press('Control+2');
    await focusIsAt(page.getByRole('searchbox', { name: 'Search people' }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await expect(page.getByRole('article')).toBeVisible();
    await page.keyboard.press('Control+1');
    await focusIsAt(list);
  });

  await test.step('Retinue quits, and everything was sent once', async () => {
    await retinue.close();
    const sent = server.mock.oracle().messages.filter(({ subject: of }) => of !== 'Signed minutes');
    expect(sent.map(({ deliveries }) => deliveries.map(({ copies }) => copies))).toEqual([[1], [1]]);
    await server.mock.stop();
  });
});
