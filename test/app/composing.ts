import { expect, type Page } from '@playwright/test';
import type { Retinue, TestServer } from './fixtures.ts';

/** The composer that opens next. */
export async function composer({ app }: Retinue, opens: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.waitForEvent('window'), opens()]);
  await expect(page.getByRole('main', { name: 'Message' })).toBeVisible();
  return page;
}

/** The composer that this start opens by itself. Its window is told of before it has an address. */
export async function firstComposer({ app }: Retinue): Promise<Page> {
  const open = () => app.windows().find((each) => each.url().includes('compose'));
  await expect.poll(() => open() !== undefined, { timeout: 30_000 }).toBe(true);
  const page = open();
  if (!page) throw new Error('the composer has gone');
  await expect(page.getByRole('main', { name: 'Message' })).toBeVisible();
  return page;
}

/** Presses a key that closes the window, which may be gone before the press is over. */
export async function pressToClose(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('close'), page.keyboard.press(key).catch(() => undefined)]);
}

/** Sends what a composer holds, by key. */
export async function sendByKey(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Send( when online)?$/ })).toBeEnabled();
  await pressToClose(page, 'Control+Enter');
}

/** The file dialog answers with this file. */
export async function willChoose({ app }: Retinue, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, file);
}

/** What the focus is on, by its spoken name. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    const label = (at as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? '';
  });
}

/** Presses a key, Tab usually, until the focus is where `name` says. */
export async function keyTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (name.test(await focused(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${String(name)}`);
}

/** The one copy of a message in a folder, as the server has it. */
export async function copyIn(
  { url, user, password }: TestServer,
  folder: string,
  subject: string,
): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const listed = await fetch(`${url}${encodeURIComponent(folder)}/`, {
    method: 'PROPFIND',
    headers: { authorization, depth: '1' },
  });
  const hrefs = new Set((await listed.text()).match(/(?<=>)https?:[^<>]+\.EML(?=<)/gi));
  const copies: string[] = [];
  for (const href of hrefs) {
    const answer = await fetch(href, { headers: { authorization, translate: 'f' } });
    copies.push(Buffer.from(await answer.arrayBuffer()).toString('latin1'));
  }
  const found = copies.filter((copy) => copy.includes(`Subject: ${subject}`));
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}
