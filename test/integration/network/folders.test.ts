import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { accountId, startAlex } from './alex.ts';
import { collect, failureOf, type TestNetwork } from './network.ts';

const PERSONALITIES = ['2000', '2003', '2007', 'rfc4918'] as const;
const NAMES = [
  'Ærend & 100% #2; a+b',
  'Ærend & #2;',
  "Quarter'1: (draft), x=y@z!",
  '日本語 [x] {y} ^`"<>|',
  'a.b.c',
  '%41',
  '...x',
];

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function start(personality: (typeof PERSONALITIES)[number], rules: readonly RuleInput[] = []) {
  const alex = await startAlex({ personality, rules });
  open.push(alex);
  const { mock, net } = alex;
  const folder = async (name: string) => (await list(net)).find((each) => each.name === name);
  const create = (name: string, parent: string | null = null, again = false) =>
    net.network.call('folder.create', { accountId, parent, name, again, path: '/new' });
  const move = (from: string, name: string, parent: string | null = null, anyName = false) =>
    net.network.call('folder.move', { accountId, folder: from, parent, name, anyName });
  const remove = (from: string) => net.network.call('folder.remove', { accountId, folder: from });
  return { mock, net, folder, create, move, remove, projects: (await folder('Projects'))?.href ?? '' };
}
async function list({ network }: TestNetwork) {
  return (await collect(network.stream('folders.list', { accountId }))).items;
}
async function rows({ network }: TestNetwork, folder: string) {
  const page = { accountId, folder, from: FIRST_PAGE, rows: 50 };
  return (await collect(network.stream('messages.page', page))).items;
}
const lost = (method: string, step: 'after-headers' | 'after-commit-before-reply'): RuleInput => ({
  where: { method },
  step,
  what: { kind: 'reset' },
  howLong: { count: 1 },
});

describe.each(PERSONALITIES)('folders on %s', (personality) => {
  it('are made, listed with their names, and nothing is made over them', async () => {
    const { create, net, projects, folder } = await start(personality);
    for (const [parent, parentPath] of [
      [null, null],
      [projects, (await folder('Projects'))?.path],
    ] as const)
      for (const name of NAMES.filter((each) => personality !== '2007' || !/[+%]/.test(each))) {
        const made = await create(name, parent);
        const listed = (await list(net)).find(({ path }) => path === made.path);
        expect(listed).toMatchObject({ name, parentPath, total: 0 });
        expect(await failureOf(create(name, parent))).toMatchObject({ kind: 'conflict', status: 405 });
        expect(await create(name, parent, true)).toEqual(made);
      }
  });

  it('are renamed and moved with all that is in them', async () => {
    const { create, move, net, projects, folder } = await start(personality);
    const old = (await folder('Projects'))?.path;
    const inside = await create('Inside', projects);
    const before = await rows(net, projects);
    const renamed = await move(projects, 'Prøver #1');
    expect(await folder('Prøver #1')).toMatchObject({ path: renamed.path, parentPath: null, total: 2 });
    expect((await rows(net, renamed.href)).map(({ subject }) => subject)).toEqual(
      before.map(({ subject }) => subject),
    );
    expect((await folder('Inside'))?.parentPath).toBe(renamed.path);
    const elsewhere = await create('Elsewhere');
    const moved = await move(renamed.href, 'Prøver #1', elsewhere.href);
    expect(await folder('Prøver #1')).toMatchObject({
      path: moved.path,
      parentPath: elsewhere.path,
      total: 2,
    });
    expect(net.moved).toEqual([
      [accountId, '/new', inside.path],
      [accountId, old, renamed.path],
      [accountId, '/new', elsewhere.path],
      [accountId, renamed.path, moved.path],
    ]);
    expect((await failureOf(move(renamed.href, 'Other'))).kind).toBe('not-found');
    expect((await failureOf(create('x', inside.href))).kind).toBe('not-found');
  });

  it('never replace another one, and do not go into themselves', async () => {
    const { create, move, net, projects } = await start(personality);
    const other = await create('Other');
    const taken = await failureOf(move(other.href, 'Projects'));
    expect(taken).toMatchObject({ kind: 'conflict' });
    expect(taken.sentence).toMatch(/such a folder already/);
    expect(await rows(net, projects)).toHaveLength(2);
    const free = await move(other.href, 'Projects', null, true);
    expect((await list(net)).find(({ path }) => path === free.path)?.name).toBe('Projects 2');
    const inside = await create('Inside', projects);
    for (const into of [projects, inside.href])
      expect((await failureOf(move(projects, 'Me', into))).kind).toBe('invalid-input');
  });

  it('that belong to the mailbox stay, and names that cannot be are not asked for', async () => {
    const { create, move, remove, folder, mock } = await start(personality);
    const inbox = (await folder('Inbox'))?.href ?? '';
    const asked = mock.journal.length;
    for (const work of [
      () => move(inbox, 'Else'),
      () => remove(inbox),
      () => remove(inbox.replace(/[^/]*\/$/, '')),
      ...['', ' ', '.', '..', 'a.', 'a\u202eb', 'a\nb', 'ø'.repeat(200)].map((name) => () => create(name)),
    ])
      expect((await failureOf(work())).kind).toBe('invalid-input');
    expect(mock.journal).toHaveLength(asked);
    expect(await folder('Inbox')).toBeDefined();
  });

  it('are removed with all that is in them, and once gone stay so', async () => {
    const { create, remove, net, projects } = await start(personality);
    await create('Inside', projects);
    for (const _ of [1, 2]) expect(await remove(projects)).toBeNull();
    expect((await list(net)).filter(({ name }) => /Projects|Inside/.test(name))).toEqual([]);
  });

  it.each(['after-headers', 'after-commit-before-reply'] as const)(
    'are looked for where an answer was lost %s',
    async (step) => {
      const rules = ['MKCOL', 'MOVE', 'DELETE'].map((method) => lost(method, step));
      const { create, move, remove, folder } = await start(personality, rules);
      const isDone = step === 'after-commit-before-reply';
      const told = async (work: () => Promise<unknown>) => {
        if (!isDone) expect((await failureOf(work())).kind).toBe('interrupted');
        return await work();
      };
      await told(() => create('New'));
      const made = await folder('New');
      expect(made).toBeDefined();
      await told(() => move(made?.href ?? '', 'Newer'));
      const moved = await folder('Newer');
      expect(moved).toBeDefined();
      expect((await move(made?.href ?? '', 'Newer')).path).toBe(moved?.path);
      await told(() => remove(moved?.href ?? ''));
      expect(await folder('Newer')).toBeUndefined();
    },
  );
});

describe.each(['2000', '2003', '2007'] as const)('names on Exchange %s', (personality) => {
  it('may hold what an address cannot, and are one in any case', async () => {
    const { create, move, net } = await start(personality);
    for (const name of ['in/out\\side', 'why? ~ 5 €']) {
      const made = await create(name);
      expect((await list(net)).find(({ path }) => path === made.path)?.name).toBe(name);
    }
    const made = await create('inside');
    expect((await failureOf(create('INSIDE'))).kind).toBe('conflict');
    expect((await failureOf(move(made.href, 'Inside'))).sentence).toMatch(/both spellings for one name/);
    for (const name of ['_xF8FF_', '-FlatUrlSpace-'])
      expect((await failureOf(create(name))).kind).toBe('invalid-input');
  });
});

it('names that a filter of IIS 7 refuses are told apart from folders that are gone', async () => {
  const { create, move, projects } = await start('2007');
  for (const work of [() => create('100%41'), () => create('a+b')]) {
    const failure = await failureOf(work());
    expect(failure).toMatchObject({ kind: 'unsupported', status: 404 });
    expect(failure.sentence).toMatch(/filter in front of the server/);
  }
  expect((await failureOf(move(projects, 'a+b'))).sentence).toMatch(/cannot be reached any more/);
});
