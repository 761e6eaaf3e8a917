import { describe, expect, it } from 'vitest';
import { hasWords } from '../../../electron/network/exchange/found-rows.ts';
import { hangsIn, labelsIn, linesIn, type TreeFolder, withAllIn } from '../../../shared/mail/folder-tree.ts';
import { foldersNamed, inFolders } from '../../../shared/mail/search-folders.ts';

const folder = (path: string, parentPath: string | null, name: string, accountId = 'a'): TreeFolder => ({
  id: `${accountId}|${path}`,
  accountId,
  path,
  parentPath,
  name,
});
const projects = folder('/x/p', '/x', 'Projects');
const harbour = folder('/x/p/h', '/x/p', 'Brattøra');
/** Moved into Projects here; the server has it where it was. */
const moved = folder('/x/m', '/x/p', '#1');
const other = folder('/x/p', '/x', 'Other', 'b');
const all = [projects, harbour, moved, other];
const ids = (folders: readonly TreeFolder[]) => folders.map(({ id }) => id);

describe('a tree of folders', () => {
  it('tells where each is, in its account', () => {
    expect(all.map(labelsIn(all))).toEqual(['Projects', 'Projects / Brattøra', 'Projects / #1', 'Other']);
    expect(withAllIn(all, projects.id)).toEqual([projects, harbour, moved]);
    expect([hangsIn(all, moved.id, projects.id), hangsIn(all, other.id, projects.id)]).toEqual([true, false]);
  });

  it('that is a circle ends', () => {
    const circle = [folder('/a', '/c', 'A'), folder('/b', '/a', 'B'), folder('/c', '/b', 'C')];
    expect(circle.map(labelsIn(circle))).toEqual(['B / C / A', 'C / A / B', 'A / B / C']);
    expect(linesIn(circle)(circle[0] as TreeFolder)).toHaveLength(3);
    expect(withAllIn(circle, 'a|/b')).toHaveLength(3);
  });
});

describe('in:', () => {
  it.each([
    ['proj', [projects.id]],
    ['bratto', [harbour.id]],
    ['Projects/Brattora', [harbour.id]],
    ['/projects/brattøra', [harbour.id]],
    ['#', [moved.id]],
    ['Projects/#1', [moved.id]],
    ['', []],
    ['ttora', []],
  ])('%s names folders by the beginning of their names, or by the whole way', (asked, named) => {
    expect(foldersNamed(all, asked)).toEqual(named);
  });

  it('and not in: leave what both allow', () => {
    const clause = (text: string, not: boolean) => ({ term: { kind: 'in' as const, folder: text }, not });
    expect(inFolders(all, [])).toEqual(new Set(ids(all)));
    expect(inFolders(all, [clause('pro', true)])).toEqual(new Set(ids([harbour, moved, other])));
    expect(inFolders(all, [clause('b', false), clause('o', false)])).toEqual(new Set());
  });
});

it.each([
  ['The quay wall', 'quay wa', true],
  ['The quay wall', 'qu wall', false],
  ['The quay wall', 'uay', false],
  ['Málaga–Øslo', 'MALAGA oslo', true],
  ['plan-v2.pdf', 'v2.pd', true],
  ['会议资料', '资料', true],
  ['anything', '#', true],
])('%s has the words %s: %s', (text, words, has) => {
  expect(hasWords(text, words)).toBe(has);
});
