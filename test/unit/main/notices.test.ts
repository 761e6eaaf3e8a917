import { describe, expect, it } from 'vitest';
import { createNotices, type NoticeSystem } from '../../../electron/main/notices.ts';

function fake(change: Partial<NoticeSystem> = {}) {
  const seen: string[] = [];
  const clicks: (() => void)[] = [];
  const system: NoticeSystem = {
    isSupported: () => true,
    show({ title, body }, onClick) {
      seen.push(`${title}: ${body}`);
      clicks.push(onClick);
    },
    setDockText: null,
    setBadgeCount: (count) => void seen.push(`badge ${count}`),
    ...change,
  };
  return { notices: createNotices(system, () => seen.push('clicked')), seen, clicks };
}

describe('notices of the system', () => {
  it('are cut, and a click leads to the Outbox', () => {
    const { notices, seen, clicks } = fake();
    notices.show({ title: 'x'.repeat(4000), body: 'y' });
    clicks[0]?.();
    expect(seen).toEqual([`${'x'.repeat(120)}: y`, 'clicked']);
  });

  it('are none where the system shows none', () => {
    const { notices, seen } = fake({ isSupported: () => false });
    notices.show({ title: 'a', body: 'b' });
    expect(seen).toEqual([]);
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
