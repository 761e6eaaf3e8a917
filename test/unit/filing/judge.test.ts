import { describe, expect, it } from 'vitest';
import { factsOf, listIdOf } from '../../../shared/filing/facts.ts';
import { folderFor, type RoleFolder } from '../../../shared/filing/roles.ts';
import { judge, placeOf } from '../../../shared/filing/judge.ts';
import { senderEntry, standingOf, withSenders } from '../../../shared/filing/senders.ts';
import { decisionWords, unknownWords, verdictWords } from '../../../shared/filing/words.ts';
import { english } from '../../../shared/language/say.ts';
import { facts, filing, rule } from './facts.ts';

const say = english();
const names = { folder: (id: string) => id.split('/').at(-1) ?? null, account: () => 'Work' };

describe('the mailing list manager', () => {
  const list = {
    id: 'l',
    name: 'Gardeners',
    on: true,
    address: 'garden@lists.test',
    listId: 'garden.lists.test',
  };
  const lists = [{ ...list, actions: [{ kind: 'move', folderId: 'a|/Garden' } as const] }];

  it('knows a list by its List-Id and by its address, and comes before the junk filter', () => {
    const junk = { level: 'high', safe: [], blocked: ['ada@example.com'] } as const;
    const by = { ...filing({ lists }), junk: { ...junk, safe: [], blocked: [...junk.blocked] } };
    const byId = judge(by, facts({ listId: 'garden.lists.test' }));
    expect(verdictWords(say, byId.verdicts[0]!, names)).toBe(
      'The mailing list “Gardeners”, because it comes from the mailing list garden.lists.test.',
    );
    expect(placeOf(judge(by, facts({ to: [{ name: '', address: 'Garden@Lists.test' }] })))).toMatchObject({
      folderId: 'a|/Garden',
    });
    expect(placeOf(judge(by, facts()))).toEqual({ kind: 'junk' });
  });

  it('reads a List-Id with and without words before it', () => {
    expect(listIdOf('Gardeners of the north <Garden.lists.test>')).toBe('garden.lists.test');
    expect(listIdOf('garden.lists.test')).toBe('garden.lists.test');
  });
});

describe('the junk filter', () => {
  const of = (level: 'off' | 'low' | 'high', more: Parameters<typeof facts>[0]) =>
    judge(filing({ junk: { level, safe: [], blocked: [] } }), facts(more)).verdicts;
  const pretending = [{ name: 'service@bank.example', address: 'x@elsewhere.test' }];

  it('weighs what is seen by its level and says what it saw', () => {
    expect(of('off', { from: pretending })).toEqual([]);
    expect(of('low', { from: pretending })).toEqual([]);
    expect(of('low', { from: pretending, subject: 'YOUR ACCOUNT IS CLOSED!' })).toHaveLength(1);
    expect(verdictWords(say, of('high', { from: pretending })[0]!, names)).toBe(
      'The junk filter, because the sender shows the address service@bank.example and writes from x@elsewhere.test.',
    );
  });

  it('sees letters of scripts that look alike within a word, and leaves names of one script alone', () => {
    expect(of('high', { from: [{ name: 'Раypal', address: 'x@elsewhere.test' }] })).toHaveLength(1);
    expect(of('high', { from: [{ name: 'Иван Петров', address: 'ivan@example.com' }] })).toEqual([]);
    expect(of('high', { from: [{ name: '田中 Tanaka', address: 'tanaka@example.com' }] })).toEqual([]);
  });

  it('leaves alone who shows their own address, and lists that name their author', () => {
    const own = { name: 'ada@example.com', address: 'ada@mail.example.com' };
    expect(of('high', { from: [own] })).toEqual([]);
    const via = { name: 'ada@example.com via Gardeners', address: 'garden@lists.test' };
    expect(of('high', { from: [via] })).toEqual([]);
  });

  it('takes the closer of two entries', () => {
    const junk = { level: 'off' as const, safe: ['ada@example.com'], blocked: ['@example.com'] };
    expect(standingOf(junk, facts().from)?.is).toBe('safe');
    expect(standingOf(junk, [{ name: '', address: 'bob@sub.example.com' }])?.is).toBe('blocked');
    expect(standingOf(junk, [{ name: '', address: 'bob@notexample.com' }])).toBeNull();
  });

  it('keeps a sender in one list', () => {
    const junk = withSenders({ level: 'off', safe: [], blocked: ['ada@example.com'] }, 'safe', [
      'ada@example.com',
    ]);
    expect(junk).toEqual({ level: 'off', safe: ['ada@example.com'], blocked: [] });
    expect([' Ada@Example.com', 'example.com', '@x.test', 'nothing'].map(senderEntry)).toEqual([
      'ada@example.com',
      '@example.com',
      '@x.test',
      null,
    ]);
  });
});

describe('rules', () => {
  it('add to each other until one stops, and the first place counts', () => {
    const decision = judge(
      filing({
        rules: [
          rule({ id: 'r1', actions: [{ kind: 'move', folderId: 'a|/One' }, { kind: 'read' }] }),
          rule({
            id: 'r2',
            actions: [{ kind: 'move', folderId: 'a|/Two' }, { kind: 'flag' }, { kind: 'stop' }],
          }),
          rule({ id: 'r3', actions: [{ kind: 'category', name: 'Never' }] }),
        ],
      }),
      facts(),
    );
    expect(decisionWords(say, decision, names)).toBe('moved to One, marked as read, and flagged');
  });

  it('do not match what is not known, in the negative neither, and say so', () => {
    const lacks = rule({ conditions: [{ on: 'list', how: 'lacks', text: 'garden' }] });
    const decision = judge(filing({ rules: [lacks] }), facts());
    expect(decision.verdicts).toEqual([]);
    expect(unknownWords(say, decision.unknown)).toBe('its List-Id is not known here');
    expect(judge(filing({ rules: [lacks] }), facts({ listId: '' })).verdicts).toHaveLength(1);
  });

  it('look for recipients in To and, where it is known, in Cc', () => {
    const toBob = rule({ conditions: [{ on: 'to', how: 'contains', text: 'bob@' }] });
    const row = { accountId: 'a', folderId: 'f', from: '', subject: '', size: 1, hasAttachment: false };
    const here = { ...row, to: 'me@example.org' };
    const fields = { cc: '"Bob" <bob@example.org>', sender: '', listId: '' };
    expect(judge(filing({ rules: [toBob] }), factsOf(here, fields)).verdicts).toHaveLength(1);
    expect(judge(filing({ rules: [toBob] }), factsOf(here, null))).toEqual({ verdicts: [], unknown: ['cc'] });
    expect(
      judge(filing({ rules: [toBob] }), factsOf({ ...here, to: 'bob@x.test' }, null)).verdicts,
    ).toHaveLength(1);
  });
});

describe('the folder for what is archived', () => {
  const folder = (path: string, more: Partial<RoleFolder> = {}): RoleFolder => ({
    id: `a|${path}`,
    accountId: 'a',
    role: 'none',
    name: path.split('/').at(-1) ?? '',
    parentPath: path.slice(0, path.lastIndexOf('/')) || null,
    ...more,
  });

  it('is the chosen one, else one with such a name in any language, nearest to the top', () => {
    const folders = [folder('/Work/Archive'), folder('/Архив'), folder('/Inbox', { role: 'inbox' })];
    expect(folderFor('archive', 'a', folders, [])?.id).toBe('a|/Архив');
    const chosen = [{ accountId: 'a', role: 'archive', folderId: 'a|/Work/Archive' }] as const;
    expect(folderFor('archive', 'a', folders, chosen)?.id).toBe('a|/Work/Archive');
    expect(folderFor('archive', 'b', folders, chosen)).toBeNull();
    expect(folderFor('archive', 'a', folders.slice(2), chosen)).toBeNull();
  });

  it('is by role where the server has one', () => {
    const folders = [folder('/Spam'), folder('/Junk E-mail', { role: 'junk' })];
    expect(folderFor('junk', 'a', folders, [])?.id).toBe('a|/Junk E-mail');
  });
});
