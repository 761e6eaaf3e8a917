import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexClauses } from '../../../renderer/engine/search/index-clauses.ts';
import type { IndexEntry, IndexTerm } from '../../../renderer/engine/search/search-index.ts';
import type { SearchClause, SearchTerm } from '../../../shared/mail/search-query.ts';
import { searchWords } from '../../../shared/mail/search-words.ts';
import { memoryIndex } from '../../helpers/memory-index.ts';

const FOLDERS = ['a|1', 'a|2', 'b|1'].map((id) => ({
  id,
  accountId: id.charAt(0),
  name: `Folder ${id}`,
  path: `/${id}`,
  parentPath: null,
}));

/** People whom one knows; of one of them there may be no mail. */
const KNOWN = ['ada@example.com', 'bo@example.com', 'nobody@example.com'];

/** Few words with much in common, so that random questions find something. */
const word = fc.constantFrom(
  'i',
  'g',
  'in',
  'inv',
  'Invoice',
  'invoices',
  'größe',
  'Grosse',
  '会議',
  '議',
  'x-1',
  'ﬁx',
  '"',
  'AND',
);
const text = fc.array(word, { maxLength: 4 }).map((some) => some.join(' '));
const nd = fc.integer({ min: 0, max: 5 }).map((n) => -n);
const facts = fc.record({
  folderId: fc.constantFrom(...FOLDERS.map(({ id }) => id)),
  nd,
  size: fc.integer({ min: 0, max: 3 }),
  read: fc.boolean(),
  flagged: fc.boolean(),
  hasAttachment: fc.boolean(),
  sender: fc.constantFrom('', 'ada@example.com', 'bo@example.com', 'cy@example.com'),
});
const texts = fc.record({ subject: text, from: text, to: text, files: text, text: fc.option(text) });
/** What is done to the store, by the number of a message: put with or without words, or removed. */
const change = fc.record({
  id: fc.integer({ min: 0, max: 5 }),
  facts,
  words: fc.option(texts),
  gone: fc.boolean(),
});
const place = fc.constantFrom(
  'anywhere' as const,
  'from' as const,
  'to' as const,
  'subject' as const,
  'filename' as const,
);
const term: fc.Arbitrary<SearchTerm> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('words' as const), text, phrase: fc.boolean(), where: place }),
  },
  fc.record({
    kind: fc.constantFrom('before' as const, 'after' as const),
    at: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({
    kind: fc.constantFrom('larger' as const, 'smaller' as const),
    bytes: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('is' as const),
    state: fc.constantFrom('unread' as const, 'read' as const, 'flagged' as const),
  }),
  fc.constant({ kind: 'has-attachment' as const }),
  fc.constant({ kind: 'from-known' as const }),
  fc.record({ kind: fc.constant('in' as const), folder: fc.constantFrom('folder a', '/b|1', 'none') }),
);
const clause: fc.Arbitrary<SearchClause> = fc.record({ term, not: fc.boolean() });
const questions = fc.array(
  fc.record({
    clauses: fc.array(clause, { maxLength: 3 }),
    accountId: fc.constantFrom(null, 'a', 'b'),
    limit: fc.integer({ min: 0, max: 6 }),
  }),
  { minLength: 4, maxLength: 8 },
);

test('the index answers like a scan of all messages', async () => {
  const index = await memoryIndex();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 14 }), questions, async (changes, asked) => {
      await index.reset('store');
      const store = new Map<string, IndexEntry>();
      for (const each of changes) await index.write(applied(store, each));
      for (const { clauses, accountId, limit } of asked) {
        const terms = indexClauses(FOLDERS, clauses, KNOWN);
        const mine = [...store.values()].filter(
          ({ facts: f }) => accountId === null || f.folderId.startsWith(accountId),
        );
        const right = mine.filter((each) => terms.every(({ term: t, not }) => holds(each, t) !== not));
        const { ids, total, messages, withText } = await index.find({ clauses: terms, accountId, limit });
        expect(total).toBe(right.length);
        expect(messages).toBe(mine.length);
        expect(withText).toBe(mine.filter(({ words }) => typeof words?.text === 'string').length);
        const ages = (some: readonly string[]) => some.map((id) => store.get(id)?.facts.nd);
        expect(new Set(ids).size).toBe(Math.min(limit, total));
        for (const id of ids) expect(right).toContain(store.get(id));
        const newest = right.map(({ facts: f }) => f.nd).sort((a, b) => a - b);
        expect(ages(ids)).toEqual(newest.slice(0, limit));
      }
    }),
    { numRuns: 300, interruptAfterTimeLimit: 10_000 },
  );
});

function applied(
  store: Map<string, IndexEntry>,
  { id: number, facts: some, words, gone }: typeof change extends fc.Arbitrary<infer T> ? T : never,
): { put: readonly IndexEntry[]; remove: readonly string[] } {
  const id = `m${number}`;
  if (gone) {
    store.delete(id);
    return { put: [], remove: [id] };
  }
  const known = store.get(id)?.words ?? null;
  // A message that is new comes with words.
  const fresh = words ?? (known ? null : { subject: '', from: '', to: '', files: '', text: null });
  const put = { facts: { ...some, id }, words: fresh && { ...fresh, version: '1' } };
  store.set(id, { ...put, words: put.words ?? known });
  return { put: [put], remove: [] };
}

function holds({ facts: f, words }: IndexEntry, asked: IndexTerm): boolean {
  switch (asked.kind) {
    case 'row': {
      const { subject = '', from = '', to = '', files = '', text: body } = words ?? {};
      const places = { subject: [subject], from: [from], to: [to], filename: [files] };
      const all = { ...places, anywhere: [subject, from, to, files, body ?? ''] };
      return all[asked.where].some((each) => hasRow(searchWords(each), asked.words));
    }
    case 'all':
      return asked.terms.every((each) => holds({ facts: f, words }, each));
    case 'before':
      return f.nd !== 0 && -f.nd < asked.at;
    case 'after':
      return f.nd !== 0 && -f.nd >= asked.at;
    case 'larger':
      return f.size > asked.bytes;
    case 'smaller':
      return f.size < asked.bytes;
    case 'is':
      return { unread: !f.read, read: f.read, flagged: f.flagged }[asked.state];
    case 'has-attachment':
      return f.hasAttachment;
    case 'sent-by':
      return asked.addresses.includes(f.sender);
    case 'in':
      return asked.folderIds.includes(f.folderId);
  }
}

function hasRow(words: readonly string[], row: readonly string[]): boolean {
  const last = row.length - 1;
  return words.some((_, at) =>
    row.every((each, nth) => (nth === last ? words[at + nth]?.startsWith(each) : words[at + nth] === each)),
  );
}
