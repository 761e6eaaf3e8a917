import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { openLocalStore } from '../../../electron/network/local/local-store.ts';
import {
  directoryName,
  fileNameOf,
  folderName,
  readMailFile,
} from '../../../electron/network/local/names.ts';
import { NO_MARKS } from '../../../shared/mail/mbox/marks.ts';

const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});
async function begin() {
  const root = await mkdtemp(path.join(tmpdir(), 'retinue-local-'));
  made.push(root);
  const open = () => openLocalStore(root, ({ sentence }) => problems.push(sentence));
  const problems: string[] = [];
  const store = open();
  await store.makeFolder('/A');
  await store.makeFolder('/B');
  return { root, store, open, problems };
}
// oxlint-disable-next-line require-await -- a stream
async function* text(...pieces: readonly string[]) {
  for (const piece of pieces) yield Buffer.from(piece);
}
const mail = (words: string, categories: readonly string[] = []) => ({
  bytes: text(words),
  marks: { ...NO_MARKS, read: true, categories },
  time: () => 1_258_986_480_000,
});

test('every name of a folder stands on disk and comes back', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), (name) => {
      const directory = directoryName(name);
      expect(folderName(directory)).toBe(name);
      expect(directory).not.toMatch(/[/\\:*?"<>|]|^\.|^(?:cur|new|tmp)$/i);
    }),
    { numRuns: 500, examples: [['cur'], ['..'], ['.'], ['CON'], ['100 %'], ['%41'], ['a/b'], ['end.']] },
  );
});

test('marks are letters in the order of ASCII, and those of others stay', () => {
  const kept = readMailFile('1258986480.M1P2.host:2,FRST');
  expect(kept).toMatchObject({
    isTrashed: true,
    marks: { read: true, flagged: true, answered: true, draft: false },
  });
  expect(fileNameOf(kept, ':')).toBe('1258986480.M1P2.host:2,FRST');
  expect(fileNameOf({ ...kept, marks: { ...kept.marks, draft: true, flagged: false } }, ';')).toBe(
    '1258986480.M1P2.host;2,DRST',
  );
});

test('a message whose bytes break off leaves nothing, and one that is there is not doubled', async () => {
  const { root, store } = await begin();
  async function* broken() {
    yield* text('half');
    throw new Error('the file went');
  }
  await expect(store.add('/A', { ...mail(''), bytes: broken() })).rejects.toThrow();
  expect(await readdir(path.join(root, 'A', 'tmp'))).toEqual([]);
  const first = await store.add('/A', mail('one'));
  const again = await store.add('/A', mail('one'));
  expect([first.isNew, again.isNew, again.message.path]).toEqual([true, false, first.message.path]);
  expect(await readdir(path.join(root, 'A', 'cur'))).toHaveLength(1);
});

test('what an earlier run left half is swept, and all else is as it was', async () => {
  const { root, store, open } = await begin();
  const { message } = await store.add('/A', mail('one', ['Büro']));
  await writeFile(path.join(root, 'A', 'tmp', 'x.retinue'), 'half');
  await writeFile(path.join(root, 'A', 'tmp', 'other.host'), 'of another program');
  const [found] = await open().messages('/A');
  expect(found).toMatchObject({ path: message.path, marks: { read: true, categories: ['Büro'] } });
  expect(await readdir(path.join(root, 'A', 'tmp'))).toEqual(['other.host']);
});

test('a move takes categories along, lands on the same bytes as one, and done twice is done', async () => {
  const { root, store } = await begin();
  const one = (await store.add('/A', mail('one', ['Work']))).message.path;
  const moved = await store.move(one, '/B');
  expect(moved).toBe(one.replace('/A', '/B'));
  expect(await store.move(one, '/B')).toBe(moved);
  expect((await store.messages('/B'))[0]?.marks.categories).toEqual(['Work']);
  const twin = (await store.add('/A', mail('one'))).message.path;
  expect(await store.move(twin, '/B')).toBe(moved);
  expect(await store.messages('/A')).toEqual([]);
  const place = (await store.find(moved ?? ''))?.place ?? '';
  expect(await readFile(place, 'utf8')).toBe('one');
  expect(await store.move('/A/nothing', '/B')).toBeNull();
  expect(place.startsWith(root)).toBe(true);
});

test('the date of a flag lies beside the message, goes with it, and counts only while it is flagged', async () => {
  const { root, store, open, problems } = await begin();
  const one = (await store.add('/A', mail('one'))).message.path;
  const followUp = { due: 20_791, reminder: 1_796_370_000_000 };
  await store.mark(one, (marks) => ({ ...marks, flagged: true, followUp }));
  expect((await open().messages('/A'))[0]?.marks).toMatchObject({ flagged: true, followUp });
  const moved = (await store.move(one, '/B')) ?? '';
  expect((await open().messages('/B'))[0]?.marks).toMatchObject({ flagged: true, followUp });
  const beside = (folder: string) => readFile(path.join(root, folder, '.retinue-follow-ups.json'), 'utf8');
  expect(JSON.parse(await beside('A'))).toEqual({ version: 1, followUps: {} });
  await store.mark(moved, ({ followUp: _gone, ...marks }) => ({ ...marks, flagged: false }));
  expect(Object.keys((await open().messages('/B'))[0]?.marks ?? {})).not.toContain('followUp');
  await writeFile(path.join(root, 'B', '.retinue-follow-ups.json'), 'no json');
  await store.mark(moved, (marks) => ({ ...marks, flagged: false, followUp: { done: 5 } }));
  expect(problems[0]).toContain('The dates of flags on this computer could not be read');
  expect((await open().messages('/B'))[0]?.marks).toMatchObject({ flagged: false, followUp: { done: 5 } });
});

test('no path reaches outside, and unreadable categories are told and put aside', async () => {
  const { root, store, problems } = await begin();
  expect(await store.hasFolder('/../..')).toBe(false);
  expect(await store.find('/A/../../etc/passwd')).toBeNull();
  const file = path.join(root, 'A', '.retinue-categories.json');
  await writeFile(file, 'no json');
  await store.add('/A', mail('one', ['Work']));
  expect(problems[0]).toContain('could not be read');
  const aside = (await readdir(path.join(root, 'A'))).find((name) => name.includes('unreadable'));
  expect(await readFile(path.join(root, 'A', aside ?? ''), 'utf8')).toBe('no json');
  expect((await store.messages('/A'))[0]?.marks.categories).toEqual(['Work']);
});
