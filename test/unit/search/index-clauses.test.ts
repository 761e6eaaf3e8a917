import { beforeEach, describe, expect, test } from 'vitest';
import { indexClauses } from '../../../renderer/engine/search/index-clauses.ts';
import type { IndexFacts, IndexWords, SearchIndex } from '../../../renderer/engine/search/search-index.ts';
import type { SearchClause, SearchPlace, SearchTerm } from '../../../shared/mail/search-query.ts';
import { memoryIndex } from '../../helpers/memory-index.ts';

const FOLDERS = [
  { id: 'home|1', accountId: 'home', name: 'Inbox', path: '/Inbox', parentPath: null },
  { id: 'home|2', accountId: 'home', name: 'Évènements', path: '/Inbox/Évènements', parentPath: '/Inbox' },
  { id: 'work|1', accountId: 'work', name: 'Inbox', path: '/Inbox', parentPath: null },
];
const noon = Date.UTC(2026, 2, 1, 12);
let index: SearchIndex;

beforeEach(async () => {
  index = await memoryIndex();
  await index.reset('store');
});

function put(id: string, words: Partial<IndexWords>, facts: Partial<IndexFacts> = {}) {
  const plain = {
    folderId: 'home|1',
    nd: -noon,
    size: 1000,
    read: true,
    flagged: false,
    hasAttachment: false,
    sender: '',
  };
  const none = { version: '1', subject: '', from: '', to: '', files: '', text: null };
  const entry = { facts: { ...plain, id, ...facts }, words: { ...none, ...words } };
  return index.write({ put: [entry], remove: [] });
}

async function ids(clauses: readonly SearchClause[], accountId: string | null = null, limit = 10) {
  return await index.find({ clauses: indexClauses(FOLDERS, clauses, []), accountId, limit });
}
const found = async (term: SearchTerm, not = false) => [...(await ids([{ term, not }])).ids].sort();
const words = (text: string, where: SearchPlace = 'anywhere', phrase = false): SearchTerm => ({
  kind: 'words',
  text,
  phrase,
  where,
});

describe('words', () => {
  test('are found from their beginning, in every place, and all of them must be there', async () => {
    await put('a', { subject: 'Invoice 4711', from: 'Ada <ada@example.com>', text: 'Second reminder' });
    await put('b', { subject: 'Voice', to: 'invoices@example.com', files: 'reminder.pdf' });
    expect(await found(words('inv'))).toEqual(['a', 'b']);
    expect(await found(words('oice'))).toEqual([]);
    expect(await found(words('voi'))).toEqual(['b']);
    expect(await found(words('remi inv'))).toEqual(['a', 'b']);
    expect(await found(words('second 4711 ada@exa'))).toEqual(['a']);
    expect(await found(words('second nothing'))).toEqual([]);
  });

  test('are found in one place where that is asked', async () => {
    await put('a', { subject: 'Ada' });
    await put('b', { from: 'Ada' });
    await put('c', { to: 'Ada' });
    await put('d', { files: 'ada.pdf' });
    await put('e', { text: 'ada' });
    const places: readonly SearchPlace[] = ['subject', 'from', 'to', 'filename'];
    expect(await Promise.all(places.map((where) => found(words('ad', where))))).toEqual([
      ['a'],
      ['b'],
      ['c'],
      ['d'],
    ]);
    expect(await found(words('ad'))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await found(words('ad', 'from'), true)).toEqual(['a', 'c', 'd', 'e']);
  });

  test('follow one another in a phrase, and do not run from one place into the next', async () => {
    await put('a', { subject: 'The quay wall', from: 'Ada' });
    await put('b', { subject: 'The wall of the quay' });
    expect(await found(words('quay wall'))).toEqual(['a', 'b']);
    expect(await found(words('quay wa', 'anywhere', true))).toEqual(['a']);
    expect(await found(words('wall ada', 'anywhere', true))).toEqual([]);
    expect(await found(words('quay-wall'))).toEqual(['a']);
  });

  test.each([
    ['grosse', 'Größe'],
    ['GRÖSSE', 'größe'],
    ['malaga', 'Málaga'],
    ['Málaga', 'malaga'],
    ['oslo', 'Øslø'],
    ['lodz', 'Łódź'],
    ['istanbul', 'İstanbul'],
    ['οδος', 'ΟΔΌΣ'],
    ['ё', 'Елка'],
    ['שלום', 'שָׁלוֹם'],
    ['office', 'oﬃce'],
    ['２０２６', '2026'],
  ])('%s finds %s: case and accents do not count', async (asked, text) => {
    await put('a', { subject: text });
    expect(await found(words(asked))).toEqual(['a']);
  });

  test('of scripts without spaces are found anywhere in a line', async () => {
    await put('zh', { subject: '关于会议资料的通知' });
    await put('ja', { text: '添付の会議資料をご確認ください。ﾃﾞｰﾀもあります' });
    await put('ko', { subject: '회의 자료입니다' });
    await put('th', { subject: 'ขอส่งเอกสารประชุม' });
    expect(await found(words('会议'))).toEqual(['zh']);
    expect(await found(words('資料'))).toEqual(['ja']);
    expect(await found(words('料資'))).toEqual([]);
    expect(await found(words('データ'))).toEqual(['ja']);
    expect(await found(words('자료'))).toEqual(['ko']);
    expect(await found(words('เอกสาร'))).toEqual(['th']);
  });

  test('that are put again replace the old ones; without words they stay', async () => {
    await put('a', { subject: 'Draft', text: 'first' });
    await put('a', { subject: 'Final' });
    expect(await found(words('draft'))).toEqual([]);
    expect(await found(words('first'))).toEqual([]);
    const facts = { id: 'a', folderId: 'home|2', nd: -noon, size: 5, read: false, flagged: true, sender: '' };
    await index.write({ put: [{ facts: { ...facts, hasAttachment: false }, words: null }], remove: [] });
    expect(await found(words('final'))).toEqual(['a']);
    expect(await found({ kind: 'is', state: 'unread' })).toEqual(['a']);
    await index.write({ put: [], remove: ['a', 'never there'] });
    expect(await found(words('final'))).toEqual([]);
    expect(await index.count()).toBe(0);
  });
});

describe('facts', () => {
  const is = (state: 'unread' | 'read' | 'flagged'): SearchTerm => ({ kind: 'is', state });

  test('of a message are all asked for, and turned round by not', async () => {
    const day = 86_400_000;
    await put('a', {}, { nd: -noon, size: 100, read: false });
    await put('b', {}, { nd: -(noon + day), size: 200, flagged: true, folderId: 'home|2' });
    await put('c', {}, { nd: 0, size: 300, hasAttachment: true, folderId: 'work|1' });
    expect(await found({ kind: 'before', at: noon })).toEqual([]);
    expect(await found({ kind: 'before', at: noon + 1 })).toEqual(['a']);
    expect(await found({ kind: 'after', at: noon })).toEqual(['a', 'b']);
    expect(await found({ kind: 'after', at: noon + 1 })).toEqual(['b']);
    expect(await found({ kind: 'after', at: noon }, true)).toEqual(['c']);
    expect(await found({ kind: 'larger', bytes: 200 })).toEqual(['c']);
    expect(await found({ kind: 'smaller', bytes: 200 })).toEqual(['a']);
    expect(await found(is('unread'))).toEqual(['a']);
    expect(await found(is('read'))).toEqual(['b', 'c']);
    expect(await found(is('flagged'))).toEqual(['b']);
    expect(await found(is('flagged'), true)).toEqual(['a', 'c']);
    expect(await found({ kind: 'has-attachment' })).toEqual(['c']);
    expect(await found({ kind: 'in', folder: 'inb' })).toEqual(['a', 'c']);
    expect(await found({ kind: 'in', folder: 'even' })).toEqual(['b']);
    expect(await found({ kind: 'in', folder: '/Inbox/Évènements' })).toEqual(['b']);
    expect(await found({ kind: 'in', folder: 'no such' })).toEqual([]);
    expect(await found({ kind: 'in', folder: 'no such' }, true)).toEqual(['a', 'b', 'c']);
  });

  test('all clauses hold at once, in one account or in all', async () => {
    await put('a', { subject: 'Quay', text: '' }, { read: false });
    await put('b', { subject: 'Quay' }, { read: false, folderId: 'work|1' });
    await put('c', { subject: 'Quay budget' }, { read: false });
    const clauses = [
      { term: words('quay'), not: false },
      { term: is('unread'), not: false },
      { term: words('budget'), not: true },
    ];
    expect((await ids(clauses)).total).toBe(2);
    expect(await ids(clauses, 'home')).toEqual({ ids: ['a'], total: 1, messages: 2, withText: 1 });
    expect((await ids(clauses, 'hom')).total).toBe(0);
    expect((await ids([])).total).toBe(3);
  });

  test('at most as many as are asked for, newest first; the total is of all', async () => {
    for (let n = 0; n < 9; n += 1) await put(`m${n}`, { subject: 'x' }, { nd: -noon - (n % 5) });
    const { ids: few, total } = await ids([{ term: words('x'), not: false }], null, 4);
    expect([few, total]).toEqual([['m4', 'm8', 'm3', 'm7'], 9]);
    expect((await ids([], null, 0)).ids).toEqual([]);
  });
});

describe('hostile input', () => {
  test.each([
    'NEAR(a b)',
    'a AND b',
    'a OR b',
    'NOT a',
    'subject:x',
    '{subject} : x',
    '^x',
    'x*',
    '-x',
    '"',
    '"x',
    "'; DROP TABLE messages; --",
    '(((',
    'x + y',
    '\0',
    '\ud800',
    '%_',
    '👍',
    '\u200b',
    '́',
    'x'.repeat(100_000),
    'a '.repeat(500),
  ])('%j is words and nothing more', async (text) => {
    await put('a', { subject: text, text: 'NEAR is a word, and so are AND, OR, NOT' });
    await put('b', { subject: 'Something else' });
    for (const phrase of [false, true]) {
      const asked = await found(words(text, 'anywhere', phrase));
      expect(asked).toContain('a');
      if (/[\p{L}\p{N}]/u.test(text)) expect(asked).toEqual(['a']);
    }
    expect(await found(words('some'))).toEqual(['b']);
  });
});
