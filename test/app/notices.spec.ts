import { expect } from '@playwright/test';
import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import { AT, outgoing } from '../helpers/outgoing.ts';
import { type Retinue, test } from './fixtures.ts';
import { scriptOutbox } from './scripted-outbox.ts';

declare global {
  // oxlint-disable-next-line no-var -- a global of the main process, for the test to read
  var told: { notices: { title: string; body: string; click: () => void }[]; badges: number[] } | undefined;
}

/** The system's notices and badge, kept instead of shown; everything up to them is the real thing. */
async function listen({ app }: Retinue) {
  await app.evaluate(({ app: main, Notification }) => {
    const told: NonNullable<typeof globalThis.told> = { notices: [], badges: [] };
    globalThis.told = told;
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      told.notices.push({ title: this.title, body: this.body, click: () => void this.emit('click') });
    };
    main.setBadgeCount = (count = 0) => told.badges.push(count) > 0;
  });
  return {
    notices: () =>
      app.evaluate(() => (globalThis.told?.notices ?? []).map(({ title, body }) => ({ title, body }))),
    badge: () => app.evaluate(() => globalThis.told?.badges.at(-1)),
    click: () => app.evaluate(() => globalThis.told?.notices[0]?.click()),
  };
}

const refused = (id: string, subject: string): OutgoingView =>
  outgoing(
    id,
    {
      kind: 'blocked',
      block: 'too-large',
      failure: { kind: 'too-large', sentence: 'Too large (413).', status: 413 },
    },
    { accountId: 'demo', subject, queuedAt: AT, commands: ['try-now'] },
  );
const full = (id: string): OutgoingView =>
  outgoing(
    id,
    { kind: 'blocked', block: 'mailbox-full', failure: null },
    { accountId: 'demo', subject: `Full ${id}`, queuedAt: AT, commands: ['try-now'] },
  );

test('the system tells of a stuck message once for each cause, and the badge counts unread mail', async ({
  start,
}) => {
  test.skip(process.platform === 'darwin', 'the dock shows the badge as a text there');
  const retinue = await start();
  const { page } = retinue;
  const inbox = page.getByRole('treeitem', { name: /^Inbox/ }).first();
  await expect(inbox).toBeVisible();
  const system = await listen(retinue);
  const outbox = await scriptOutbox(page);
  const site = refused('site', 'Site photos');
  await outbox.tell([site], {});
  await expect.poll(system.notices).toEqual([{ title: 'Not sent: Site photos', body: expect.any(String) }]);
  expect((await system.notices())[0]?.body).toContain('Refused: too large.');

  // Told again, and with others that wait: still the same cause.
  const waiting = { kind: 'waiting', until: AT + 60_000, tries: 1, failure: null } as const;
  await outbox.tell([site, outgoing('other', waiting, { accountId: 'demo' })], {});
  await expect(page.getByRole('treeitem', { name: /^Outbox, 2 items, 1 needs you/ })).toBeVisible();
  expect(await system.notices()).toHaveLength(1);

  // A full mailbox is one cause, however many messages wait for it.
  await outbox.tell([site, full('a'), full('b'), full('c')], {});
  await expect.poll(async () => (await system.notices()).length).toBe(2);
  expect((await system.notices())[1]?.title).toBe('3 messages need you');
  // Gone, and there again: that is news.
  await outbox.tell([], {});
  // Two changes of the list that follow each other at once may be seen as one: the first has to be taken in.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('retinue.notices-told'))).toBe('[]');
  await outbox.tell([site], {});
  await expect.poll(async () => (await system.notices()).length).toBe(3);

  await system.click();
  await expect(page.getByRole('region', { name: 'Outbox', exact: true })).toBeVisible();

  const unread = Number(/(\d+) unread/.exec((await inbox.getAttribute('aria-label')) ?? '')?.[1] ?? 'NaN');
  await page.reload();
  await expect(inbox).toBeVisible();
  await expect.poll(system.badge).toBeGreaterThan(0);
  if (!Number.isNaN(unread)) expect(await system.badge()).toBe(unread);
});
