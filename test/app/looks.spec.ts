import { mkdir, writeFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { composer } from './composing.ts';
import { test } from './fixtures.ts';
import { fullWorld } from './full-world.ts';
import { messages } from './outbox-messages.ts';
import { scriptOutbox } from './scripted-outbox.ts';
import { addByForm, menuCommand, rows } from './support.ts';

/** Pictures for eyes, where a folder is named for them. */
const pictures = process.env['RETINUE_PICTURES'];

/** Controls that nobody can get to see: they lie outside of the window, and nothing scrolls there. */
function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element): boolean => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        const isTall = at.scrollHeight > at.clientHeight && /auto|scroll/.test(overflowY);
        const isWide = at.scrollWidth > at.clientWidth && /auto|scroll/.test(overflowX);
        if (isTall || isWide) return true;
      }
      return false;
    };
    const modal = document.querySelector('dialog[open]');
    const controls = [...(modal ?? document).querySelectorAll('button, input, select, textarea')];
    return controls
      .filter(
        (each) =>
          each.checkVisibility({ visibilityProperty: true }) && !each.closest('[inert], [role="row"]'),
      )
      .filter((each) => {
        const { left, top, right, bottom } = each.getBoundingClientRect();
        const isOutside = left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
        return isOutside && !scrolls(each);
      })
      .map((each) => each.outerHTML.slice(0, 160));
  });
}

/** Until the window is laid out for its new size. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)));
      }),
  );
}

/** What is chosen, where forced colours do not tell it apart or hide a part of its text. */
function coloursOfChosen(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const chosen = '.row, .tree-item, [role="option"], .people-book, .health-server, .button';
    return [...document.querySelectorAll(chosen)]
      .filter((each) => each.matches('[aria-selected="true"], [aria-current="true"], [aria-pressed="true"]'))
      .filter((each) => {
        const { backgroundColor, color } = getComputedStyle(each);
        const words = [...each.querySelectorAll('*')].filter(({ textContent }) => textContent !== '');
        const isSeen = words.every((word) => getComputedStyle(word).color === color);
        return backgroundColor === paper || backgroundColor === color || !isSeen;
      })
      .map((each) => each.outerHTML.slice(0, 160));
  });
}

test('with text of 200 %, forced colours and less motion everything is there', async ({ start }) => {
  test.setTimeout(180_000);
  const server = await fullWorld(Date.now());
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  const dialog = page.getByRole('dialog');
  const zoom = async (shown: Page, factor: number) => {
    const before = await shown.evaluate(() => devicePixelRatio);
    await app.evaluate(({ BrowserWindow }, wanted) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(wanted);
    }, factor);
    if (before !== factor) await expect.poll(() => shown.evaluate(() => devicePixelRatio)).toBe(factor);
  };
  const size = (width: number, height: number) =>
    app.evaluate(
      ({ BrowserWindow }, [wide, high]) => {
        for (const window of BrowserWindow.getAllWindows()) window.setContentSize(wide, high);
      },
      [width, height] as const,
    );
  const picture = async (shown: Page, name: string) => {
    if (pictures === undefined) return;
    await mkdir(pictures, { recursive: true });
    // Playwright cuts off what is zoomed.
    const png = await app.evaluate(async ({ BrowserWindow }, url) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url);
      return (await window?.webContents.capturePage())?.toPNG().toString('base64') ?? '';
    }, shown.url());
    await writeFile(`${pictures}/${name}.png`, png, 'base64');
  };
  const look = async (shown: Page, name: string) => {
    await zoom(shown, 2);
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await size(width, height);
      // Some windows of an odd scale come out a pixel narrower.
      await expect
        .poll(() => shown.evaluate((half) => Math.abs(innerWidth - half), width / 2))
        .toBeLessThan(2);
      await drawn(shown);
      await picture(shown, `${name}-200-${width}`);
      expect.soft(await outOfReach(shown), `${name} at 200 %, ${width} wide`).toEqual([]);
      const wide = await shown.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(wide, `${name} at 200 % scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await size(1440, 900);
    await zoom(shown, 1);
    await shown.emulateMedia({ forcedColors: 'active' });
    // Here the page itself: the window's picture knows nothing of colours that are set from outside.
    if (pictures !== undefined) await shown.screenshot({ path: `${pictures}/${name}-forced.png` });
    expect.soft(await coloursOfChosen(shown), `${name} in forced colours`).toEqual([]);
    await shown.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
    const moving = () => shown.evaluate(() => document.getAnimations().length);
    expect.soft(await moving(), `${name} moves`).toBe(0);
  };
  await addByForm(retinue, server);
  await expect(page.getByText('up to date')).toBeVisible();
  await size(1440, 900);

  await rows(retinue).filter({ hasText: 'Your account' }).click();
  await expect(page.getByRole('region', { name: 'Be careful with this message' })).toBeVisible();
  await look(page, 'main');
  for (const [name, opens] of [
    ['settings', () => page.keyboard.press('Control+Comma')],
    ['rules', () => menuCommand(retinue, 'rules')],
    ['accounts', () => menuCommand(retinue, 'accounts')],
    ['move', () => page.keyboard.press('Control+Shift+M')],
    ['print', () => page.keyboard.press('Control+P')],
  ] as const) {
    await opens();
    await expect(dialog).toHaveCount(1);
    await look(page, name);
    await page.keyboard.press('Escape');
    await expect(dialog, name).toHaveCount(0);
  }
  await page.keyboard.press('Control+2');
  const book = page.getByRole('region', { name: 'Address book' });
  await book.getByRole('option').first().click();
  await look(page, 'address-book');
  await page.keyboard.press('Control+9');
  await look(page, 'health');
  await page.keyboard.press('Escape');

  const window = await composer(retinue, () => page.keyboard.press('Control+N'));
  await look(window, 'composer');
  await window.close();

  const accounts = await page.evaluate(() => globalThis.window.retinue.call('accounts.list', null));
  const outbox = await scriptOutbox(page);
  await outbox.tell(messages(Date.now(), accounts.ok ? accounts.value[0]?.id : undefined), {});
  await page
    .getByRole('treeitem', { name: /^Outbox, 7 items/ })
    .first()
    .click();
  await page.getByRole('row', { name: 'Signed minutes' }).click();
  await look(page, 'outbox');
  await server.mock.stop();
});
