import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type FrameLocator, type Locator } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { type MockExchange, startMockExchange } from '../../electron/mock-exchange/index.ts';
import type { MockMailbox } from '../../electron/mock-exchange/api.ts';
import type { NewFolder } from '../../electron/mock-exchange/store/content.ts';
import type { Retinue, TestServer } from './fixtures.ts';

export const FIRST = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

/** The message rows of the list, without the date headings between them. */
export function rows({ page }: Retinue): Locator {
  return page.locator('.list-scroll .row[role="row"]');
}

/** The text of the opened message, in its own frame. */
export function body({ page }: Retinue): FrameLocator {
  return page.frameLocator('iframe[title="Message text"]');
}

/** A mock with these folders, on a port of its own or the one given; `others` have mailboxes there as well. */
export async function serve(
  folders: readonly NewFolder[],
  port = 0,
  others: readonly MockMailbox[] = [],
): Promise<TestServer> {
  const mailbox = {
    user: 'alex',
    displayName: 'Alex',
    address: 'alex@example.com',
    password: 'correct horse',
    folders,
  };
  const mock = await startMockExchange({ port, mailboxes: [mailbox, ...others] });
  return { mock, user: mailbox.user, password: mailbox.password, url: mock.mailboxUrl(mailbox.user) };
}

/** An Inbox of raw messages, each a minute younger than the one before. */
export async function inboxOf(messages: readonly (string | Buffer)[]): Promise<NewFolder> {
  const contents = await Promise.all(messages.map((raw) => contentOf(Buffer.from(raw))));
  return {
    name: 'Inbox',
    role: 'inbox',
    messages: contents.map((content, n) => ({ content, received: FIRST + n * MINUTE, read: true })),
  };
}

/** A small sound message. */
export function letter(subject: string, text = `This is ${subject}.`): string {
  const head = ['From: Ada L <ada@example.com>', 'To: alex@example.com', `Subject: ${subject}`];
  const more = [
    'Date: Thu, 1 Jan 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ];
  return [...head, ...more, '', text, ''].join('\r\n');
}

/** Fills the set-up form as a person would. */
export async function fillForm(
  { page }: Retinue,
  form: { url: string; user: string; password: string },
): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Test');
  await page.getByLabel('Server', { exact: true }).fill(form.url);
  await page.getByLabel('User name').fill(form.user);
  await page.getByLabel('Password', { exact: true }).fill(form.password);
}

/** Adds an account through the set-up form, with the password in a file so that the next start has it. */
export async function addByForm(retinue: Retinue, server: TestServer): Promise<void> {
  const { page } = retinue;
  await fillForm(retinue, server);
  await page.getByLabel('In a file that only you can read, not encrypted').check();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('button', { name: 'Add account' }).click();
  await expect(page.getByRole('treeitem', { name: /^Inbox/ })).toBeVisible();
}

/** What the store holds, read as the window reads it: rows, and how many different messages they are. */
export function stored({
  page,
}: Retinue): Promise<{ readonly rows: number; readonly counted: number; readonly open: number }> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('retinue');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('the database did not open'));
    });
    const all = <T>(table: string) =>
      new Promise<T[]>((resolve, reject) => {
        const request = database.transaction(table).objectStore(table).getAll();
        request.onsuccess = () => resolve(request.result as T[]);
        request.onerror = () => reject(new Error(`the table ${table} cannot be read`));
      });
    const messages = await all<{ key: string }>('messages');
    const days = await all<{ count: number }>('days');
    const cursors = await all<{ next: unknown }>('cursors');
    database.close();
    return {
      rows: new Set(messages.map(({ key }) => key)).size,
      counted: days.reduce((sum, { count }) => sum + count, 0),
      open: cursors.filter(({ next }) => next !== null).length,
    };
  });
}

/** Messages in all folders of the mock. */
export function totalOf(mock: MockExchange): number {
  return mock.folders('alex').reduce((sum, { total }) => sum + total, 0);
}

/** Hosts and ports that the application asked for, by Chromium's own record of all its processes (--log-net-log). */
export async function contactedHosts(netLog: string): Promise<ReadonlySet<string>> {
  const text = await readFile(netLog, 'utf8');
  const urls = [...text.matchAll(/"url":"((?:https?|wss?|ftp):\/\/[^"]+)"/g)].map((match) => match[1] ?? '');
  return new Set(urls.map((url) => new URL(url).host));
}

export function netLogIn(folder: string): { readonly file: string; readonly argument: string } {
  const file = path.join(folder, 'net.json');
  return { file, argument: `--log-net-log=${file}` };
}

/** Changes that the store still holds for the server. */
export function waiting({ page }: Retinue): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('retinue');
        opening.onerror = () => reject(new Error('the database did not open'));
        opening.onsuccess = () => {
          const counting = opening.result.transaction('tasks').objectStore('tasks').count();
          counting.onsuccess = () => resolve(counting.result);
          counting.onerror = () => reject(new Error('the tasks cannot be counted'));
          opening.result.close();
        };
      }),
  );
}

/** Chooses in the application's menu, by the name of the command: its keys pass by Playwright, and Xvfb shows no menu to walk through. */
export function menuCommand({ app }: Retinue, id: string): Promise<void> {
  return app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item) throw new Error(`the menu has no ${wanted}`);
    item.click();
  }, id);
}

/** A key as the system sends it: Playwright's go to the page and pass by the menu and the window. */
export async function systemKey({ app }: Retinue, keyCode: string, modifiers: 'shift'[] = []): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [code, held]) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.sendInputEvent({ type: 'keyDown', keyCode: code, modifiers: held });
      contents?.sendInputEvent({ type: 'keyUp', keyCode: code, modifiers: held });
    },
    [keyCode, modifiers] as const,
  );
}
