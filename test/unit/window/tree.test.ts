import { Folder } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import { treeMove } from '../../../renderer/features/mail/folders/tree-keys.ts';
import {
  countOf,
  folderLabel,
  itemName,
  smartLabel,
  visibleItems,
} from '../../../renderer/features/mail/folders/tree-model.ts';
import type { FolderRole } from '../../../shared/mail/types.ts';
import { english } from '../../../shared/language/say.ts';

const account = {
  id: 'a',
  name: 'Work',
  url: '',
  user: '',
  demo: false,
  needsPassword: false,
  identities: [],
  keeps: [],
  paused: false,
  offline: false,
  dialect: 'exchange' as const,
};
const folder = (path: string, role: FolderRole, unread = 0, total = 5) => ({
  id: `a|${path}`,
  accountId: 'a',
  path,
  href: path,
  parentPath: path.includes('/', 1) ? path.slice(0, path.lastIndexOf('/')) : '/',
  name: path.slice(path.lastIndexOf('/') + 1),
  role,
  total,
  unread,
  contentTag: null,
});
const folders = [
  folder('/Slettede', 'deleted'),
  folder('/Arkiv 10', 'none'),
  folder('/Arkiv 9', 'none'),
  folder('/Utkast', 'drafts', 2),
  folder('/Innboks', 'inbox', 23),
  folder('/Innboks/Brattøra', 'none', 4),
];
const names = (toggled: readonly string[]) =>
  visibleItems([account], folders, new Set(toggled), english()).map((item) => itemName(item, english()));

describe('the folder tree', () => {
  it('orders by role and then by name, whatever the language', () => {
    expect(names([])).toEqual(['Work', 'Innboks', 'Utkast', 'Arkiv 9', 'Arkiv 10', 'Slettede']);
  });

  it('opens folders and closes accounts when toggled', () => {
    expect(names(['a|/Innboks'])).toContain('Brattøra');
    expect(names(['a'])).toEqual(['Work']);
  });

  it('places every item among its siblings', () => {
    const [, inbox, child] = visibleItems([account], folders, new Set(['a|/Innboks']), english());
    expect(inbox).toMatchObject({ level: 2, position: 1, siblings: 5, expanded: true });
    expect(child).toMatchObject({
      level: 3,
      position: 1,
      siblings: 1,
      expanded: null,
      parentId: 'a|/Innboks',
    });
  });

  it('shows a folder whose parent is not known', () => {
    const lost = visibleItems([account], [folder('/Gone/Child', 'none')], new Set(), english());
    expect(lost).toHaveLength(2);
  });

  it('counts unread mail, and all items of Drafts, Outbox and Junk', () => {
    expect(countOf(folder('/x', 'inbox', 23))).toBe(23);
    expect(countOf(folder('/x', 'drafts', 2, 7))).toBe(7);
    expect(folderLabel(folder('/Inbox', 'inbox', 23), english())).toBe('Inbox, 23 unread');
    expect(folderLabel(folder('/Inbox', 'inbox', 0), english())).toBe('Inbox');
  });
});

describe('smart folders', () => {
  const outbox = { id: 'smart:outbox', name: 'Outbox', icon: Folder, count: 7, needsYou: 2 };
  const items = visibleItems([account], folders, new Set(), english(), [outbox]);

  it('stand over the accounts, in a group of their own that closes', () => {
    expect(items.slice(0, 3).map((item) => itemName(item, english()))).toEqual([
      'Smart folders',
      'Outbox',
      'Work',
    ]);
    expect(items[0]).toMatchObject({ level: 1, position: 1, siblings: 2, expanded: true });
    expect(items[1]).toMatchObject({ level: 2, position: 1, siblings: 1, parentId: items[0]?.id });
    expect(items[2]).toMatchObject({ position: 2, siblings: 2 });
    const closed = visibleItems([account], folders, new Set([items[0]?.id ?? '']), english(), [outbox]);
    expect(closed.slice(0, 2).map((item) => itemName(item, english()))).toEqual(['Smart folders', 'Work']);
  });

  it('say how many they hold and how many need somebody', () => {
    expect(smartLabel(outbox, english())).toBe('Outbox, 7 items, 2 need you');
    expect(smartLabel({ ...outbox, count: 1, needsYou: 1 }, english())).toBe('Outbox, 1 item, 1 needs you');
    expect(smartLabel({ ...outbox, count: 0, needsYou: 0 }, english())).toBe('Outbox');
  });
});

describe('keys in the tree', () => {
  const closed = visibleItems([account], folders, new Set(), english());
  const open = visibleItems([account], folders, new Set(['a|/Innboks']), english());

  it.each([
    ['ArrowDown', 'a', { kind: 'focus', id: 'a|/Innboks' }],
    ['ArrowUp', 'a', null],
    ['ArrowRight', 'a|/Innboks', { kind: 'toggle', id: 'a|/Innboks' }],
    ['ArrowLeft', 'a|/Utkast', { kind: 'focus', id: 'a' }],
    ['ArrowRight', 'a|/Utkast', null],
    ['End', 'a', { kind: 'focus', id: 'a|/Slettede' }],
    ['Home', 'a|/Slettede', { kind: 'focus', id: 'a' }],
    ['s', 'a', { kind: 'focus', id: 'a|/Slettede' }],
    ['z', 'a', null],
  ])('%s from %s', (key, id, move) => {
    expect(treeMove(closed, id, key, english())).toEqual(move);
  });

  it('go into an open folder and out of it', () => {
    expect(treeMove(open, 'a|/Innboks', 'ArrowRight', english())).toEqual({
      kind: 'focus',
      id: 'a|/Innboks/Brattøra',
    });
    expect(treeMove(open, 'a|/Innboks/Brattøra', 'ArrowLeft', english())).toEqual({
      kind: 'focus',
      id: 'a|/Innboks',
    });
    expect(treeMove(open, 'a|/Innboks', 'ArrowLeft', english())).toEqual({
      kind: 'toggle',
      id: 'a|/Innboks',
    });
  });
});
