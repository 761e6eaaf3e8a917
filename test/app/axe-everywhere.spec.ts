import { expect, type Locator, type Page } from '@playwright/test';
import { lostReply } from '../helpers/outgoing-story.ts';
import { violations } from './axe.ts';
import { composer } from './composing.ts';
import { test } from './fixtures.ts';
import { fullWorld } from './full-world.ts';
import { messages } from './outbox-messages.ts';
import { scriptOutbox } from './scripted-outbox.ts';
import { addByForm, menuCommand, rows } from './support.ts';

/** Asks axe about what is shown, in both themes. The first fault does not end the round: all are told. */
async function look(page: Page, name: string, parts?: readonly string[]): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await violations(page, parts), `${name}, ${colorScheme}`).toEqual([]);
  }
}

test('axe finds nothing in any view or dialog, light and dark', async ({ start }) => {
  test.setTimeout(240_000);
  const server = await fullWorld(Date.now());
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  const dialog = page.getByRole('dialog');
  const command = (id: string) => menuCommand(retinue, id);
  const choose = (text: string) => rows(retinue).filter({ hasText: text }).first().click();
  const treeItem = (name: RegExp) => page.getByRole('treeitem', { name }).first();
  const button = (name: string | RegExp, within: Page | Locator = page) =>
    within.getByRole('button', { name, exact: typeof name === 'string' });
  /** Opens a dialog, asks about it, and closes it again. `seen`: it is filled. */
  const inDialog = async (name: string, opens: () => Promise<unknown>, seen?: () => Locator) => {
    await opens();
    await expect(dialog).toHaveCount(1);
    if (seen) await expect(seen()).toBeVisible();
    await look(page, name, ['dialog']);
    await page.keyboard.press('Escape');
    await expect(dialog, name).toHaveCount(0);
  };

  await test.step('first run', async () => {
    await expect(page.getByLabel('Server', { exact: true })).toBeVisible();
    await look(page, 'first run');
    await addByForm(retinue, server);
    await expect(page.getByText('up to date')).toBeVisible();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
    await look(page, 'nothing selected');
  });

  await test.step('messages and what stands over them', async () => {
    await choose('Quay, drawing set C');
    await page.keyboard.press('ArrowRight');
    await button(/^Conversation/).click();
    await expect(page.getByRole('region', { name: 'Conversation' })).toBeVisible();
    await look(page, 'conversation');
    await page.getByRole('treegrid').focus();
    await page.keyboard.press('ArrowLeft');
    await choose('Your account');
    await expect(page.getByRole('region', { name: 'Be careful with this message' })).toBeVisible();
    await button(/more notes$/).click();
    await look(page, 'careful', ['.pane-read']);
    await page.keyboard.press('Control+Shift+H');
    await expect(page.getByRole('region', { name: 'Headers' })).toBeVisible();
    await look(page, 'all headers', ['.pane-read']);
    await page.keyboard.press('Control+Shift+H');
    await page.keyboard.press('Control+U');
    await expect(page.getByLabel('Source of the message')).toBeVisible();
    await look(page, 'source', ['.pane-read']);
    await page.keyboard.press('Control+U');
    await inDialog('open this link', () =>
      page.frameLocator('iframe[title="Message text"]').getByRole('link').click(),
    );
    await choose('Invited');
    await expect(page.getByRole('region', { name: 'Invitation', exact: true })).toBeVisible();
    await look(page, 'invitation', ['.pane-read']);
    await button('Ingrid Halvorsen').first().hover();
    await expect(page.getByRole('dialog', { name: 'Ingrid Halvorsen' })).toBeVisible();
    await look(page, 'person card', ['.person-card']);
    await page.keyboard.press('Escape');
    await page.mouse.move(0, 0);
    await choose('Files to look at');
    const chip = (name: string) => page.locator('.chip', { hasText: name });
    await expect(chip('setup.exe')).toBeVisible();
    await look(page, 'attachments', ['.pane-read']);
    await inDialog('preview', () => button('Preview', chip('notes.txt')).click());
    await inDialog('risk', () => button('Save…', chip('setup.exe')).click());
  });

  await test.step('list, search, menus', async () => {
    await button(/^Sorted by/).click();
    await look(page, 'sort menu', ['.pane-list']);
    await page.keyboard.press('Escape');
    await button('Flagged').click();
    await expect(rows(retinue)).toHaveCount(0);
    await look(page, 'filtered, no match', ['.pane-list']);
    await page.getByLabel('Filter this folder').press('Escape');
    await command('preview-below');
    await look(page, 'reading pane below', ['.mail-panes']);
    await command('preview-right');
    await treeItem(/^Projects/).click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await look(page, 'menu of the tree');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: /^Search all mail/ }).fill('from:ada report colour:red');
    await expect(rows(retinue).first()).toBeVisible();
    await look(page, 'search');
    await inDialog('save search', () => button('Save this search…').click());
    await page.getByRole('searchbox', { name: /^Search all mail/ }).press('Escape');
  });

  await test.step('what is done with messages and folders', async () => {
    await treeItem(/^Inbox/).click();
    await choose('Lunch');
    await inDialog('move', () => page.keyboard.press('Control+Shift+M'));
    await inDialog('categories', () => page.keyboard.press('Control+Shift+C'));
    await inDialog('delete for good', () => page.keyboard.press('Shift+Delete'));
    await inDialog('to another mailbox', () => command('carry'));
    await inDialog(
      'print',
      () => page.keyboard.press('Control+P'),
      () => dialog.frameLocator('iframe[title="Preview"]').getByRole('heading', { name: 'Lunch' }),
    );
    await inDialog('import', () => command('import'));
    await inDialog('export', () => command('export'));
    await inDialog('run rules', () => command('run-rules'));
    await treeItem(/^Projects/).click();
    for (const id of ['new-folder', 'rename-folder', 'delete-folder', 'keep-folder']) {
      await inDialog(id, () => command(id));
    }
    await inDialog('another user’s folder', () => command('open-user-folder'));
    await inDialog(
      'public folders',
      () => command('public-folders'),
      () => dialog.getByLabel('Company', { exact: true }),
    );
  });

  await test.step('rules', async () => {
    await command('rules');
    for (const tab of ['Mailing lists', 'Junk mail', 'Rules']) {
      await dialog.getByRole('tab', { name: tab }).click();
      await look(page, `rules, ${tab}`, ['dialog']);
    }
    await button('Add a rule…', dialog).click();
    await button('Add an action', dialog).click();
    await look(page, 'rule', ['dialog']);
    await button('Back', dialog).click();
    await dialog.getByRole('tab', { name: 'Mailing lists' }).click();
    await button('Add a mailing list…', dialog).click();
    await look(page, 'list rule', ['dialog']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  await test.step('accounts, settings, help', async () => {
    await command('accounts');
    await look(page, 'accounts', ['dialog']);
    await button('Change password…', dialog).click();
    await look(page, 'another password', ['dialog']);
    await button('Rebuild…', dialog).click();
    await expect(button('Keep as it is', dialog)).toBeVisible();
    await button('Edit', dialog).first().click();
    await look(page, 'identity and rebuild', ['dialog']);
    await button('Remove…', dialog).click();
    await look(page, 'account removed?', ['dialog']);
    await page.keyboard.press('Escape');
    await inDialog('add account', () => command('add-account'));
    await page.keyboard.press('Control+Comma');
    for (const section of ['Appearance', 'Reading', 'Writing', 'Notices', 'Keyboard', 'This computer']) {
      await button(section, dialog).click();
      await look(page, `settings, ${section}`, ['dialog']);
    }
    await dialog.getByLabel('Search settings').fill('night');
    await look(page, 'settings found', ['dialog']);
    await page.keyboard.press('Escape');
    if ((await dialog.count()) > 0) await page.keyboard.press('Escape');
    await inDialog('help', () => page.keyboard.press('Shift+F1'));
    await inDialog('keys', () => page.keyboard.press('F1'));
    await inDialog('drafts', () => page.keyboard.press('Control+Shift+O'));
  });

  await test.step('panels and the address book', async () => {
    await page.keyboard.press('Control+8');
    await look(page, 'error log', ['.log-panel', '.status']);
    await page.keyboard.press('Control+7');
    await expect(page.getByRole('complementary', { name: 'Progress' })).toBeVisible();
    await look(page, 'progress', ['.log-panel', '.status']);
    await page.keyboard.press('Control+9');
    await expect(page.getByRole('region', { name: 'Server health' })).toBeVisible();
    await look(page, 'health');
    await page.keyboard.press('Control+2');
    const book = page.getByRole('region', { name: 'Address book' });
    await book.getByRole('option').first().click();
    await expect(book.getByRole('article')).toBeVisible();
    await look(page, 'address book');
    await inDialog('contact', () => button('New contact', book).click());
    await page.keyboard.press('Control+1');
    await expect(book).toBeHidden();
  });

  await test.step('windows of their own', async () => {
    await treeItem(/^Inbox/).click();
    await choose('Lunch');
    const [own] = await Promise.all([app.waitForEvent('window'), page.keyboard.press('Control+O')]);
    await expect(own.frameLocator('iframe[title="Message text"]').locator('body')).toContainText('Lunch');
    await look(own, 'message window');
    await own.close();
    const window = await composer(retinue, () => page.keyboard.press('Control+N'));
    await window.getByLabel('To', { exact: true }).fill('bo@example.com, no@');
    await window.keyboard.press('Enter');
    await look(window, 'composer');
    const asks = window.getByRole('dialog');
    for (const [name, opens] of [
      ['discard', () => window.keyboard.press('Control+Shift+D')],
      ['link', () => window.getByRole('textbox', { name: 'Message text' }).press('Control+k')],
    ] as const) {
      await opens();
      await expect(asks, name).toHaveCount(1);
      await look(window, name, ['dialog']);
      await window.keyboard.press('Escape');
      await expect(asks).toHaveCount(0);
    }
    await window.getByRole('textbox', { name: 'Message text' }).press('Control+b');
    await window.keyboard.type('Bold');
    await button(/^Plain text/, window).click();
    await expect(asks).toHaveCount(1);
    await look(window, 'plain text', ['dialog']);
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: /^no@/ }).press('Delete');
    await button('More ways to send', window).click();
    await look(window, 'ways to send');
    await window.getByRole('menuitem', { name: 'Send later…' }).click();
    await look(window, 'send later', ['dialog']);
    await window.keyboard.press('Escape');
    await window.close();
  });

  await test.step('the Outbox, and what is found on the server', async () => {
    const accounts = await page.evaluate(() => window.retinue.call('accounts.list', null));
    const account = accounts.ok ? accounts.value[0]?.id : undefined;
    const outbox = await scriptOutbox(page);
    await outbox.tell(messages(Date.now(), account), { minutes: lostReply() });
    await expect(page.getByRole('group', { name: 'Undo sending' })).toBeVisible();
    await look(page, 'undo sending', ['.toasts']);
    await treeItem(/^Outbox, 7 items/).click();
    for (const subject of ['Site photos', 'Signed minutes', '請求書']) {
      await page.getByRole('row', { name: subject }).click();
      await expect(page.getByRole('main').getByRole('heading', { name: subject })).toBeVisible();
      await look(page, `Outbox, ${subject}`, ['.mail-panes']);
    }
    await inDialog('send again', () =>
      button('Send again…', page.getByRole('row', { name: 'Fender supplier' })).click(),
    );
    await inDialog('parts', () => button('Split…', page.getByRole('row', { name: 'Site photos' })).click());
    await treeItem(/^Stuck & failed/).click();
    const found = page.getByRole('region', { name: 'Found on the server' });
    await expect(found.getByRole('listitem').first()).toBeVisible();
    await found.getByText('Why Retinue thinks so').first().click();
    await look(page, 'stuck and found', ['.mail-panes']);
    await inDialog('draft, read-only', () => button('Open read-only', found).click());
    await inDialog('adopt', () => button('Adopt and send…', found).click());
  });

  await test.step('offline, and a password that is refused', async () => {
    await command('work-offline');
    await treeItem(/^Inbox/).click();
    await choose('Daily report 1');
    await page.keyboard.press('Delete');
    await button('See what waits').click();
    await look(page, 'what waits', ['dialog']);
    await page.keyboard.press('Escape');
    await look(page, 'offline');
    server.mock.faults.add({
      id: 'refused',
      where: { method: '*' },
      step: 'before-read',
      what: { kind: 'status', status: 401 },
    });
    await button('Go online').click();
    await expect(page.getByRole('alert').getByLabel(/^Password/)).toBeVisible();
    await look(page, 'sign in');
  });
  await server.mock.stop();
});
