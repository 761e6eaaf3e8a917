import { describe, expect, it } from 'vitest';
import { withFolderMoved } from '../../../shared/filing/follow.ts';
import type { Effect } from '../../../shared/filing/judge.ts';
import { doesAnything, planFor } from '../../../shared/filing/plan.ts';
import type { RoleFolder } from '../../../shared/filing/roles.ts';
import { filing, rule } from './facts.ts';

const folder = (id: string, role: RoleFolder['role'] = 'none'): RoleFolder => ({
  id,
  accountId: id.slice(0, 1),
  role,
  name: id.split('/').at(-1) ?? '',
  parentPath: null,
});
const folders = [
  folder('a|/Inbox', 'inbox'),
  folder('a|/Work'),
  folder('a|/Trash', 'deleted'),
  folder('b|/Work'),
];
const message = { accountId: 'a', folderId: 'a|/Inbox', read: false, flagged: true, categories: ['Old'] };
const plan = (...effects: Effect[]) => {
  const because = [{ kind: 'list', by: 'address', text: 'x' }] as const;
  const verdict = { by: 'rule', ruleId: 'r', name: 'R', because, effects } as const;
  return planFor({ verdicts: [verdict], unknown: [] }, message, folders, []);
};

describe('what a decision comes to', () => {
  it('leaves out what the message has already', () => {
    const done = plan(
      { kind: 'flag' },
      { kind: 'category', name: 'Old' },
      { kind: 'move', folderId: 'a|/Inbox' },
    );
    expect(done).toEqual({ marks: [], to: null, missing: null });
    expect(doesAnything(done)).toBe(false);
  });
  it('puts several categories into one mark', () => {
    const { marks } = plan(
      { kind: 'category', name: 'New' },
      { kind: 'category', name: 'Newer' },
      { kind: 'read' },
    );
    expect(marks).toEqual([
      { kind: 'read', read: true },
      { kind: 'categories', categories: ['Old', 'New', 'Newer'] },
    ]);
  });
  it('stays within the account, and says what is missing', () => {
    const other: Effect = { kind: 'move', folderId: 'b|/Work' };
    expect(plan(other)).toEqual({ marks: [], to: null, missing: other });
    expect(plan({ kind: 'junk' }).missing).toEqual({ kind: 'junk' });
    expect(plan({ kind: 'delete' }).to).toBe('a|/Trash');
  });
});

describe('a folder that moves', () => {
  it('is followed by what names it, and nothing else changes', () => {
    const kept = filing({
      rules: [
        rule({
          conditions: [{ on: 'folder', folderId: 'a|/Work/Quay' }],
          actions: [{ kind: 'move', folderId: 'a|/Work' }, { kind: 'read' }],
        }),
      ],
      places: [{ accountId: 'a', role: 'archive', folderId: 'a|/Workshop' }],
    });
    const moved = withFolderMoved(kept, 'a|/Work', 'a|/Old/Works');
    expect(moved.rules[0]).toMatchObject({
      conditions: [{ folderId: 'a|/Old/Works/Quay' }],
      actions: [{ folderId: 'a|/Old/Works' }, { kind: 'read' }],
    });
    expect(moved.places).toEqual(kept.places);
    expect(withFolderMoved(kept, 'a|/Elsewhere', 'a|/X')).toBe(kept);
  });
});
