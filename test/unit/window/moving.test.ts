import { describe, expect, it } from 'vitest';
import { moveTargets, newTarget, withRecent } from '../../../renderer/features/mail/move-targets.ts';
import { rowThatStays } from '../../../renderer/features/mail/next-row.ts';
import { selectOne } from '../../../renderer/features/mail/list/selection.ts';
import { openReader } from '../../../renderer/store/reader.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { commandFor, keysInForce, USUAL_KEYS } from '../../../shared/keys/key-settings.ts';
import type { FolderRow } from '../../../renderer/store/tables.ts';
import { freshDatabase } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

function folder(path: string, accountId = 'a'): FolderRow {
  const parent = path.slice(0, path.lastIndexOf('/'));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const counts = { total: 0, unread: 0, contentTag: null };
  const parentPath = parent === '' ? null : parent;
  return {
    id: `${accountId}|${path}`,
    accountId,
    path,
    href: path,
    parentPath,
    name,
    role: 'none',
    ...counts,
  };
}

describe('folders to move to', () => {
  const inbox = folder('/Inbox');
  const all = [
    inbox,
    folder('/Projects'),
    folder('/Projects/Harbour'),
    folder('/Archive 10'),
    folder('/Archive 9'),
  ];
  const labels = (text: string) =>
    moveTargets([...all, folder('/Other', 'b')], inbox, text).map(({ label }) => label);

  it('are the others of the account, in order', () => {
    expect(labels('')).toEqual(['Archive 9', 'Archive 10', 'Projects', 'Projects / Harbour']);
  });
  it('are found by parts of their names, in any order', () => {
    expect(labels('har')).toEqual(['Projects / Harbour']);
    expect(labels('harb PROJ')).toEqual(['Projects / Harbour']);
    expect(labels('arch')).toEqual(['Archive 9', 'Archive 10']);
    expect(labels('nothing')).toEqual([]);
  });
  it('begin with those whose own name begins so', () => {
    const some = [...all, folder('/Xprojects')];
    expect(moveTargets(some, inbox, 'proj').map(({ label }) => label)[0]).toBe('Projects');
  });
});

describe('folders to move to, as a person comes back to them', () => {
  const inbox = folder('/Inbox');
  const all = [inbox, folder('/Projects'), folder('/Projects/Héron'), folder('/Archive')];
  it('are those of lately first, and are found without accents', () => {
    const recent = withRecent(['a|/Projects'], 'a|/Projects/Héron');
    const labels = (text: string) => moveTargets(all, inbox, text, recent).map(({ label }) => label);
    expect(labels('')).toEqual(['Projects / Héron', 'Projects', 'Archive']);
    expect(labels('heron')).toEqual(['Projects / Héron']);
    expect(withRecent(['1', '2', '3', '4', '5'], '3')).toEqual(['3', '1', '2', '4', '5']);
  });
  it('can be made where there is none of that name', () => {
    expect(newTarget(all, inbox, 'projects / quay')).toEqual({
      name: 'quay',
      parentId: 'a|/Projects',
      label: 'Projects / quay',
    });
    expect(newTarget(all, inbox, 'Quay')).toEqual({ name: 'Quay', parentId: null, label: 'Quay' });
    for (const text of ['', 'archive', 'Nowhere/Quay', 'Projects/'])
      expect(newTarget(all, inbox, text)).toBeNull();
  });
});

describe('the row that is chosen when others leave', () => {
  const begin = async () => {
    const database = freshDatabase();
    const rows = Array.from({ length: 300 }, (_, n) => message(n));
    await openWriter(database).page('a|/in', rows, null);
    return openReader(database);
  };
  const id = (n: number) => `a|/m/${n}`;
  const select = (at: number, numbers: readonly number[]) => ({
    ...selectOne({ id: id(at), index: 299 - at }),
    ids: new Set(numbers.map(id)),
  });

  it('is the next one down, else the next one up, else none', async () => {
    const reader = await begin();
    const next = async (at: number, numbers: readonly number[]) =>
      (await rowThatStays(reader, 'a|/in', select(at, numbers)))?.id ?? null;
    expect(await next(200, [200])).toBe(id(199));
    expect(await next(200, [202, 201, 200])).toBe(id(199));
    expect(await next(200, [200, 199, 198])).toBe(id(197));
    expect(await next(0, [0, 1])).toBe(id(2));
    const all = Array.from({ length: 300 }, (_, n) => n);
    expect(await next(5, all)).toBeNull();
    expect(
      await next(
        250,
        all.filter((n) => n !== 3),
      ),
    ).toBe(id(3));
  });
});

describe('the keys', () => {
  it('never take a letter out of a text', () => {
    const standard = keysInForce(USUAL_KEYS, false);
    const single = keysInForce({ ...USUAL_KEYS, set: 'single' }, false);
    expect(commandFor(standard, 'Delete', false)).toBe('delete');
    expect(commandFor(standard, 'Shift+Delete', false)).toBe('delete-for-good');
    for (const chord of ['Delete', 'Shift+Delete', '#', 'v'])
      expect(commandFor(single, chord, true)).toBeNull();
    expect(commandFor(standard, 'Ctrl+Shift+M', false)).toBe('move-to');
  });
});
