import { expect, type Locator } from '@playwright/test';
import { keyTo } from './composing.ts';
import { test } from './fixtures.ts';
import { fullWorld } from './full-world.ts';
import { addByForm } from './support.ts';

/** Attributes of elements as a screen reader is told them; absent ones are left out. */
function told(found: Locator, names: readonly string[]): Promise<readonly Record<string, string>[]> {
  return found.evaluateAll(
    (elements, wanted) =>
      elements.map((element) =>
        Object.fromEntries(
          wanted.flatMap((name) => {
            const value = element.getAttribute(`aria-${name}`);
            return value === null ? [] : [[name, value]];
          }),
        ),
      ),
    names,
  );
}

const PLACE = ['label', 'level', 'posinset', 'setsize', 'expanded', 'selected'] as const;

test('the folder tree and the list are what a screen reader needs: roles, names, places', async ({
  start,
}) => {
  // Noon: what is an hour old is of the same day, wherever in the day the test runs.
  const server = await fullWorld(new Date().setHours(12, 0, 0, 0) - 86_400_000);
  const { page, ...retinue } = await start({ args: ['--no-demo'] });
  await addByForm({ page, ...retinue }, server);
  await expect(page.getByText('up to date')).toBeVisible();

  await test.step('the tree', async () => {
    const tree = page.getByRole('tree', { name: 'Folders' });
    await page.keyboard.press('Shift+F6');
    await keyTo(page, /^Projects/, 'ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect(tree).toMatchAriaSnapshot(`
      - tree "Folders":
        - treeitem "Smart folders" [expanded] [level=1]
        - treeitem "Unread, 1 item" [level=2]: Unread 1
        - treeitem "Flagged" [level=2]
        - treeitem "Outbox" [level=2]
        - treeitem "Stuck & failed" [level=2]
        - treeitem "Healthy Test Exchange 2003" [expanded] [level=1]:
          - img "Healthy"
          - text: Test Exchange 2003
        - treeitem "Inbox, 1 unread" [level=2]: Inbox 1
        - treeitem "Drafts, 1 item" [level=2]: Drafts 1
        - treeitem "Outbox" [level=2]
        - treeitem "Sent Items" [level=2]
        - treeitem "Archive" [level=2]
        - treeitem "Junk E-mail" [level=2]
        - treeitem "Projects" [expanded] [level=2] [selected]
        - treeitem "Bridge" [level=3]
        - treeitem "Quay" [level=3]
        - treeitem "Deleted Items" [level=2]
    `);
    const places = await told(tree.getByRole('treeitem'), ['level', 'posinset', 'setsize']);
    const ofLevel = (level: string) => places.filter((each) => each['level'] === level);
    expect(ofLevel('1').map(({ posinset, setsize }) => `${posinset}/${setsize}`)).toEqual(['1/2', '2/2']);
    expect(ofLevel('3').map(({ posinset, setsize }) => `${posinset}/${setsize}`)).toEqual(['1/2', '2/2']);
    // Places under a head count from 1 to their number, for those over the accounts and for those of the account.
    const second = ofLevel('2').map(({ posinset, setsize }) => `${posinset}/${setsize}`);
    expect(second).toEqual([
      '1/4',
      '2/4',
      '3/4',
      '4/4',
      ...Array.from({ length: 8 }, (_, n) => `${n + 1}/8`),
    ]);
    // One line is a Tab stop.
    await expect(tree.locator('[tabindex="0"]')).toHaveCount(1);
    await expect(tree.locator('[tabindex="0"]')).toBeFocused();
    await keyTo(page, /^Inbox/, 'ArrowUp');
  });

  const list = page.getByRole('treegrid', { name: 'Inbox' });
  const rows = list.getByRole('row');
  await test.step('the list, a conversation closed and open', async () => {
    await list.focus();
    await page.keyboard.press('Home');
    await expect(list).toHaveAttribute('aria-rowcount', '65');
    await expect(list).toHaveAttribute('aria-multiselectable', 'true');
    await expect(list).toMatchAriaSnapshot(`
      - treegrid "Inbox":
        - rowgroup:
          - row "Yesterday 1 message":
            - columnheader "Yesterday"
            - gridcell "1 message"
          - row /Ada L, you. Re. Quay, drawing set C. Yesterday .* 3 messages, closed/ [level=1] [selected]:
            - gridcell "Open the conversation"
            - gridcell "Ada L, you"
            - gridcell /3 Flag/
            - gridcell /Quay, drawing set C This is third/
          - row /\\d messages?, 1 unread/
          - row /service@bank.example. Your account. /
    `);
    const head = rows.nth(1);
    await expect(head).toHaveAttribute('aria-expanded', 'false');
    await expect(head).toHaveAttribute('aria-rowindex', '1');
    await expect(list).toHaveAttribute('aria-activedescendant', (await head.getAttribute('id')) ?? '');
    await page.keyboard.press('ArrowRight');
    await expect(list).toHaveAttribute('aria-rowcount', '67');
    const lines = await told(rows, [...PLACE, 'rowindex']);
    expect(lines.slice(1, 4)).toEqual([
      {
        label: expect.stringMatching(/3 messages, open\.$/),
        level: '1',
        expanded: 'true',
        selected: 'true',
        rowindex: '1',
      },
      ...['1', '2'].map((posinset, nth) => ({
        label: expect.stringMatching(/Quay, drawing set C\./),
        level: '2',
        posinset,
        setsize: '2',
        selected: 'false',
        rowindex: String(nth + 2),
      })),
    ]);
    await page.keyboard.press('ArrowLeft');
    await expect(list).toHaveAttribute('aria-rowcount', '65');
  });

  await test.step('the middle of a list of which only a part is drawn', async () => {
    for (let pages = 0; pages < 3; pages += 1) await page.keyboard.press('PageDown');
    const active = async () => Number((await list.getAttribute('aria-activedescendant'))?.split('-')[1]);
    await expect.poll(active).toBeGreaterThan(20);
    const at = await active();
    const cursor = page.locator(`#row-${at}`);
    await expect(cursor).toHaveAttribute('aria-selected', 'true');
    await expect(cursor).toHaveAttribute('aria-rowindex', String(at + 1));
    await expect(cursor).toHaveAccessibleName(/^Ada L\. Daily report \d+\. /);
    // What is drawn is in order, each heading before its rows, and far fewer than there are.
    const tops = await rows.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(tops.length).toBeLessThan(50);
    const indexes = (await told(rows, ['rowindex'])).flatMap(({ rowindex }) => rowindex ?? []).map(Number);
    expect(indexes).toEqual(indexes.map((_, nth) => (indexes[0] ?? 0) + nth));
    expect(indexes).toContain(at + 1);
  });
  await server.mock.stop();
});
