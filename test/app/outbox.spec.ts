import { expect } from '@playwright/test';
import { AT, outgoing } from '../helpers/outgoing.ts';
import { lostReply } from '../helpers/outgoing-story.ts';
import { type Retinue, test } from './fixtures.ts';
import { busy, messages } from './outbox-messages.ts';
import { scriptOutbox } from './scripted-outbox.ts';

const accountId = 'demo';

/** The demo mailbox with these messages in its Outbox, at the picture's moment. */
async function fillOutbox(retinue: Retinue) {
  const { page } = retinue;
  await expect(page.getByRole('treeitem', { name: /^Inbox/ })).toBeVisible();
  // The clock of the picture; it stands still, so that what is shown can be compared.
  await page.clock.setFixedTime(AT);
  const outbox = await scriptOutbox(page);
  await outbox.tell(messages(AT), { minutes: lostReply() });
  await expect(page.getByRole('treeitem', { name: /^Outbox, 7 items, 2 need you/ })).toBeVisible();
  return outbox;
}

async function openOutbox({ page }: Retinue): Promise<void> {
  await page.getByRole('treeitem', { name: /^Outbox, 7 items/ }).click();
}

async function resize({ app }: Retinue, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

test('the Outbox is grouped, explains itself, and is worked by keys', async ({ start }, testInfo) => {
  const retinue = await start();
  const { page } = retinue;
  await resize(retinue, 1440, 900);
  const outbox = await fillOutbox(retinue);
  const toast = page.getByRole('group', { name: 'Undo sending' });
  await expect(toast).toContainText('Sends in 8 s.');
  await page.screenshot({ path: testInfo.outputPath('undo-light.png') });
  await openOutbox(retinue);
  await expect(toast).toBeHidden();
  const row = (name: string) => page.getByRole('row', { name });
  await expect(page.getByRole('rowgroup')).toHaveCount(3);
  await row('Signed minutes').click();
  const panel = page.getByRole('main');
  await expect(panel.getByText('We do not know yet whether this was sent.')).toBeVisible();
  await expect(panel.getByRole('listitem')).toHaveCount(8);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
      [700, 800],
      [500, 800],
    ] as const) {
      await resize(retinue, width, height);
      await page.waitForFunction((wanted) => window.innerWidth === wanted, width);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: testInfo.outputPath(`outbox-${colorScheme}-${width}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  await resize(retinue, 1440, 900);
  await page.screenshot({ path: testInfo.outputPath('outbox-forced-colours.png') });
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Send this message again?' });
  await expect(question.getByRole('button', { name: 'Do not send' })).toBeFocused();
  await page.screenshot({ path: testInfo.outputPath('outbox-question.png') });
  await page.keyboard.press('Escape');
  await expect(row('Fender supplier').getByRole('button', { name: 'Send again…' })).toBeFocused();
  expect(await outbox.commands()).toEqual([]);
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => outbox.commands()).toEqual([{ id: 'open', command: 'send-again' }]);

  await page.keyboard.press('Control+z');
  await expect.poll(() => outbox.commands()).toContainEqual({ id: 'arabic', command: 'take-back' });
});

test('five hundred messages: a key is answered within 100 ms (S11, I9)', async ({ start }) => {
  const retinue = await start();
  const { page } = retinue;
  await resize(retinue, 1440, 900);
  const outbox = await fillOutbox(retinue);
  await openOutbox(retinue);
  const waiting = { kind: 'waiting', until: AT + 300_000, tries: 1, failure: busy } as const;
  const change = { accountId, commands: ['try-now', 'take-back'] } as const;
  await outbox.tell(
    Array.from({ length: 500 }, (_, n) => outgoing(`m${n}`, waiting, { ...change, queuedAt: AT + n })),
    {},
  );
  await expect(page.locator('.outbox-row')).toHaveCount(500);
  await page.locator('.outbox-row').first().click();
  const times = await page.evaluate(async () => {
    const spent: number[] = [];
    for (let n = 0; n < 21; n += 1) {
      const began = performance.now();
      const press = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true });
      document.activeElement?.dispatchEvent(press);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      spent.push(performance.now() - began);
    }
    return spent.sort((a, b) => a - b);
  });
  expect(times[10]).toBeLessThan(100);
  await expect(page.getByRole('row', { name: /^Subject m21\./ })).toBeFocused();
});
