import { describe, expect, it } from 'vitest';
import { english } from '../../../shared/language/say.ts';
import {
  type Arrival,
  isTold,
  newMail,
  newMailNotices,
  sameness,
  toldUpTo,
  type WatchedFolder,
} from '../../../shared/mail/new-mail.ts';

const NOW = Date.UTC(2026, 10, 23);
const MINUTE = 60_000;
const row = (n: number, change: Partial<Arrival> = {}): Arrival => ({
  id: `a|/${n}`,
  accountId: 'a',
  folderId: 'a|/Inbox',
  messageId: `<${n}@x>`,
  from: `Sender ${n}`,
  subject: `Subject ${n}`,
  date: NOW - 100 * MINUTE + n * MINUTE,
  read: false,
  ...change,
});
const inbox = (newest: readonly Arrival[], complete = true): WatchedFolder => ({
  folderId: 'a|/Inbox',
  complete,
  newest,
});
const nothing = { seen: new Set<string>(), since: {} };
const idsOf = (news: readonly Arrival[]) => news.map(({ id }) => id);

/** Looks one after the other; gives the news of each. */
function looks(folders: readonly WatchedFolder[], since: Readonly<Record<string, number>> = {}) {
  let known: Parameters<typeof newMail>[1] = { ...nothing, since };
  return folders.map((folder) => {
    const result = newMail([folder], known, NOW);
    known = result.known;
    return idsOf(result.news);
  });
}

describe('new mail', () => {
  it('is what comes after the first listing, once', () => {
    const said = looks([
      inbox([row(1)], false),
      inbox([row(1), row(2)], false),
      inbox([row(1), row(2), row(3)]),
      inbox([row(1), row(2), row(3), row(4)]),
      inbox([row(1), row(2), row(3), row(4)]),
    ]);
    expect(said).toEqual([[], [], [], ['a|/4'], []]);
  });

  it('is what came since the last start, and nothing that was told then', () => {
    const since = toldUpTo([inbox([row(1), row(2)])], {}, NOW);
    expect(looks([inbox([row(1), row(2), row(3)])], since)).toEqual([['a|/3']]);
  });

  it('is what comes into a folder that was empty', () => {
    expect(looks([inbox([]), inbox([row(99)])])[1]).toEqual(['a|/99']);
    const since = toldUpTo([inbox([])], {}, NOW);
    expect(looks([inbox([row(99)])], since)).toEqual([['a|/99']]);
  });

  it('is not read, not old, not undated, and not what comes back', () => {
    const first = inbox([row(1), row(2)]);
    const more = (...rows: readonly Arrival[]) => inbox([row(1), ...rows]);
    expect(looks([first, more(row(3, { read: true }))])[1]).toEqual([]);
    expect(looks([first, more(row(3, { date: null }))])[1]).toEqual([]);
    expect(looks([first, more(row(3, { date: row(0).date }))])[1]).toEqual([]);
    const away = [inbox([row(1), row(5)]), inbox([row(1)]), more(row(5, { id: 'a|/other key' }))];
    expect(looks(away)).toEqual([[], [], []]);
    expect(looks([inbox([row(9, { date: NOW - 8 * 86_400_000 })])], { 'a|/Inbox': 0 })).toEqual([[]]);
  });

  it('is not what this Retinue moved there', () => {
    const known = { seen: new Set([sameness(row(7, { folderId: 'a|/Lists' }))]), since: { 'a|/Inbox': 0 } };
    expect(newMail([inbox([row(7)])], known, NOW).news).toEqual([]);
    expect(sameness(row(1, { messageId: null }))).toContain('Subject 1');
  });

  it('is told of Inboxes, elsewhere where its person wants it, of Junk and Sent never', () => {
    expect(isTold('inbox', undefined)).toBe(true);
    expect(isTold('inbox', false)).toBe(false);
    expect(isTold('none', undefined)).toBe(false);
    expect(isTold('none', true)).toBe(true);
    expect(isTold('junk', true)).toBe(false);
    expect(isTold('sent', true)).toBe(false);
  });
});

describe('what is told of it', () => {
  const told = (news: readonly Arrival[], how: 'whole' | 'count' | 'off' = 'whole') =>
    newMailNotices(
      news,
      how,
      (id) => `Account ${id}`,
      (from) => from,
      english(),
    );

  it('is each message up to three, and their number from four on', () => {
    expect(told([row(1), row(2)]).map(({ title, body, messageId }) => [title, body, messageId])).toEqual([
      ['Sender 1', 'Subject 1', 'a|/1'],
      ['Sender 2', 'Subject 2', 'a|/2'],
    ]);
    expect(told([1, 2, 3, 4].map((n) => row(n)))).toEqual([
      {
        title: '4 new messages',
        body: 'Account a: Sender 1, Sender 2, Sender 3',
        folderId: 'a|/Inbox',
        messageId: null,
        count: 4,
      },
    ]);
  });

  it('is by account', () => {
    const two = [...[1, 2, 3, 4].map((n) => row(n)), row(5, { accountId: 'b' })];
    expect(told(two).map(({ title }) => title)).toEqual(['4 new messages', 'Sender 5']);
  });

  it('is only how many, or nothing', () => {
    expect(told([row(1)], 'count')).toEqual([
      { title: '1 new message', body: 'Account a', folderId: 'a|/Inbox', messageId: 'a|/1', count: 1 },
    ]);
    expect(told([row(1)], 'off')).toEqual([]);
  });
});
