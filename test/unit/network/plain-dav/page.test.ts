import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Member, NO_MARKS } from '../../../../electron/network/plain-dav/members.ts';
import { pageOf } from '../../../../electron/network/plain-dav/page.ts';
import { FIRST_PAGE, type PageCursor } from '../../../../shared/mail/types.ts';

/** Few different times, so that many messages share one; null: the server does not say. */
const times = fc.array(fc.option(fc.integer({ min: 1, max: 6 })), { maxLength: 40 });

function messagesOf(all: readonly (number | null)[]): readonly Member[] {
  return all
    .map((modified, nth) => {
      const path = `/Inbox/${nth}.eml`;
      return { path, href: path, name: '', etag: null, size: 1, modified, marks: NO_MARKS };
    })
    .sort((a, b) => (b.modified ?? 0) - (a.modified ?? 0));
}

function walk(messages: readonly Member[], rows: number, between: (seen: number) => readonly Member[]) {
  const seen: string[] = [];
  let now = messages;
  for (let from: PageCursor | null = FIRST_PAGE; from; ) {
    const page: ReturnType<typeof pageOf> = pageOf(now, from, rows);
    seen.push(...page.wanted.map(({ path }) => path));
    from = page.next;
    now = between(seen.length);
  }
  return seen;
}

describe('pages of a folder', () => {
  it('show every message once, in order, whatever their times and the size of a page', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 9 }), (all, rows) => {
        const messages = messagesOf(all);
        expect(walk(messages, rows, () => messages)).toEqual(messages.map(({ path }) => path));
      }),
    );
  });

  it('are shifted by nothing that arrives meanwhile', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 9 }), (all, rows) => {
        const messages = messagesOf(all);
        const arrived = (count: number) =>
          Array.from({ length: count }, (_, nth) => ({ ...messagesOf([99])[0]!, path: `/Inbox/new-${nth}` }));
        const seen = walk(messages, rows, (count) => [...arrived(count), ...messages]);
        expect(seen).toEqual(messages.map(({ path }) => path));
      }),
    );
  });
});
