import { afterEach, expect, test } from 'vitest';
import { context, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, letters, USER } from '../engine/house.ts';
import { LOCAL, put, settled, startLocalHouse } from './local-house.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const PROJECTS = `${ACCOUNT}|/exchange/${USER}/Projects`;
const QUAY = `${ACCOUNT}|/exchange/${USER}/Quay`;
const OLD = `${LOCAL}|/Old`;

async function begin(personality: '2003' | 'rfc4918') {
  const folders = [
    { name: 'Projects', messages: await letters(4) },
    { name: 'Quay', messages: [] },
  ];
  const all = await startLocalHouse(folders, { personality });
  stops.push(() => all.stop());
  const { house, bench } = all;
  const { calls } = bench.engine.handlers;
  await put('/Old', house.localFolder, []);
  await calls['sync.now']({}, context());
  await until(async () => (await bench.database.folders.get(OLD)) !== undefined, 'the folder here');
  const rows = async (folderId: string) => {
    const found = (await bench.database.messages.toArray()).filter((row) => row.folderId === folderId);
    return found.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  };
  const seen = async (folderId: string) =>
    (await rows(folderId)).map(({ subject, read, flagged, categories }) =>
      [subject, read, flagged, ...categories].join(' '),
    );
  await until(async () => (await rows(PROJECTS)).length === 4, 'the folder listed');
  const carry = async (from: string, folderId: string, move: boolean) =>
    await calls['messages.carry'](
      { messageIds: (await rows(from)).map(({ id }) => id), folderId, move },
      context(),
    );
  const sync = async () => {
    await settled(bench);
    await calls['sync.now']({}, context());
  };
  const onServer = () =>
    Object.fromEntries(house.mock.folders(USER).map(({ path, total }) => [path.split('/').pop(), total]));
  return { house, bench, calls, rows, seen, carry, sync, onServer };
}

test.each(['2003', 'rfc4918'] as const)(
  'to this computer and back again, with a server of %s',
  async (personality) => {
    const { calls, rows, seen, carry, sync, onServer } = await begin(personality);
    const [first] = await rows(PROJECTS);
    await calls['messages.flag']({ messageIds: [first?.id ?? ''], flagged: true }, context());
    await calls['messages.categories'](
      { messageIds: [first?.id ?? ''], add: ['Büro'], remove: [] },
      context(),
    );
    await sync();
    const before = await seen(PROJECTS);
    expect(await carry(PROJECTS, OLD, false)).toMatchObject({
      copied: 4,
      already: 0,
      failed: [],
      ended: null,
    });
    expect(await carry(PROJECTS, OLD, true)).toMatchObject({
      copied: 0,
      already: 4,
      failed: [],
      ended: null,
    });
    await sync();
    expect(await seen(OLD)).toEqual(before);
    await until(() => Promise.resolve(onServer()['Projects'] === 0), 'the messages moved away');
    expect(await carry(OLD, QUAY, false)).toMatchObject({ copied: 4, already: 0, failed: [] });
    expect(await carry(OLD, QUAY, true)).toMatchObject({ copied: 0, already: 4, failed: [] });
    await sync();
    await until(
      async () => (await rows(QUAY)).length === 4 && (await rows(OLD)).length === 0,
      'the messages back',
    );
    expect(await seen(QUAY)).toEqual(before);
    expect(onServer()).toMatchObject({ Projects: 0, Quay: 4 });
  },
);

test('a lost answer doubles nothing and removes nothing before the copy was seen', async () => {
  const { house, rows, carry, sync, onServer } = await begin('2003');
  await carry(PROJECTS, OLD, true);
  await sync();
  house.mock.faults.add({
    where: { method: 'PUT' },
    step: 'after-commit-before-reply',
    what: { kind: 'reset' },
    howLong: { count: 1 },
  });
  const lost = await carry(OLD, QUAY, true);
  expect(lost.copied + lost.already).toBe(3);
  expect(lost.failed).toHaveLength(1);
  await sync();
  await until(async () => (await rows(OLD)).length === 1, 'the one that is in doubt is here');
  expect(await carry(OLD, QUAY, true)).toMatchObject({ copied: 0, already: 1, failed: [] });
  await sync();
  await until(() => Promise.resolve(onServer()['Quay'] === 4), 'four there');
  await until(async () => (await rows(OLD)).length === 0, 'none here');
});
