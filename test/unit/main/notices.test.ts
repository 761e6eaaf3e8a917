import { describe, expect, it } from 'vitest';
import { createNotices, type NoticeSystem } from '../../../electron/main/notices.ts';
import { english } from '../../../shared/language/say.ts';
import type { QuietHours } from '../../../shared/settings/quiet-hours.ts';

const NEVER: QuietHours = { on: false, from: 0, to: 0 };

function fake(change: Partial<NoticeSystem> = {}, quiet: QuietHours = NEVER) {
  const seen: string[] = [];
  const clicks: (() => void)[] = [];
  const waiting: { readonly ms: number; readonly act: () => void }[] = [];
  const clock = { hour: 23 };
  const system: NoticeSystem = {
    isSupported: () => true,
    isLocked: () => false,
    show({ title, body }, onClick) {
      seen.push(`${title}: ${body}`);
      clicks.push(onClick);
    },
    setDockText: null,
    setBadgeCount: (count) => void seen.push(`badge ${count}`),
    ...change,
  };
  const notices = createNotices({
    system,
    onOutbox: () => seen.push('outbox'),
    onMail: ({ folderId, messageId }) => void seen.push(`open ${folderId} ${messageId}`),
    quiet: () => quiet,
    now: () => new Date(2026, 10, 23, clock.hour, 0),
    later: (ms, act) => void waiting.push({ ms, act }),
    say: english(),
  });
  return { notices, seen, clicks, waiting, clock };
}
const mail = (n: number, count = 1) => ({
  title: `Sender ${n}`,
  body: `Subject ${n}`,
  folderId: 'a|/Inbox',
  messageId: `a|/${n}`,
  count,
});

describe('notices of the system', () => {
  it('are cut, and a click leads to the Outbox', () => {
    const { notices, seen, clicks } = fake();
    notices.show({ title: 'x'.repeat(4000), body: 'y' });
    clicks[0]?.();
    expect(seen).toEqual([`${'x'.repeat(120)}: y`, 'outbox']);
  });

  it('are none where the system shows none', () => {
    const { notices, seen } = fake({ isSupported: () => false });
    notices.show({ title: 'a', body: 'b' });
    expect(seen).toEqual([]);
  });

  it('of reminders wait in quiet hours apart from new mail', () => {
    const { notices, seen, waiting, clock } = fake({}, { on: true, from: 22 * 60, to: 7 * 60 });
    notices.reminder(mail(1));
    notices.mail(mail(2));
    notices.reminder(mail(3));
    expect(seen).toEqual([]);
    clock.hour = 8;
    for (const { act } of waiting) act();
    expect(seen).toEqual([
      '2 reminders: Was due in the quiet hours.',
      '1 new message: Came in the quiet hours.',
    ]);
  });

  it('of new mail lead to the message', () => {
    const { notices, seen, clicks } = fake();
    notices.mail(mail(1));
    clicks[0]?.();
    expect(seen).toEqual(['Sender 1: Subject 1', 'open a|/Inbox a|/1']);
  });

  it('of new mail say only how many on a locked screen', () => {
    const { notices, seen } = fake({ isLocked: () => true });
    notices.mail(mail(1));
    expect(seen).toEqual(['1 new message: ']);
  });

  it('of new mail wait while it is quiet, and are one number then; what was not sent is told at once', () => {
    const { notices, seen, clicks, waiting, clock } = fake({}, { on: true, from: 22 * 60, to: 7 * 60 });
    notices.mail(mail(1));
    notices.mail(mail(2, 4));
    notices.show({ title: 'Not sent', body: 'Refused.' });
    expect(seen).toEqual(['Not sent: Refused.']);
    expect(waiting.map(({ ms }) => ms)).toEqual([8 * 3_600_000]);
    clock.hour = 7;
    waiting[0]?.act();
    clicks[1]?.();
    expect(seen.slice(1)).toEqual(['5 new messages: Came in the quiet hours.', 'open a|/Inbox null']);
    notices.mail(mail(3));
    expect(seen.at(-1)).toBe('Sender 3: Subject 3');
  });

  it('put a dot, not a number, beside the unread ones for what needs its person', () => {
    const said: string[] = [];
    const dock = fake({ setDockText: (text) => void said.push(text) });
    dock.notices.badge({ unread: 3, needsYou: true });
    dock.notices.badge({ unread: 0, needsYou: true });
    dock.notices.badge({ unread: 0, needsYou: false });
    expect(said).toEqual(['3•', '•', '']);
    const count = fake();
    count.notices.badge({ unread: 3, needsYou: true });
    expect(count.seen).toEqual(['badge 3']);
  });
});
