import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { context, until } from '../../unit/engine/bench.ts';
import { LOCAL, mail, put, settled, startLocalHouse, syncLocal } from './local-house.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

async function begin() {
  const all = await startLocalHouse();
  stops.push(() => all.stop());
  const { house, bench } = all;
  const { calls } = bench.engine.handlers;
  const rows = async (folder: string) =>
    (await bench.database.messages.toArray()).filter(({ folderId }) => folderId === `${LOCAL}|${folder}`);
  const files = async (folder: string) => (await readdir(join(house.localFolder, folder, 'cur'))).sort();
  return { house, bench, calls, rows, files };
}

test('the engine works with a mailbox on this computer as with any other', async () => {
  const { house, bench, calls, rows, files } = await begin();
  await put('/Import 2004–2009', house.localFolder, [
    mail('One'),
    mail('Two'),
    mail('Big', 'x'.repeat(3_000_000)),
  ]);
  await put('/Import 2004–2009/Sub: a?', house.localFolder, [mail('Below')]);
  await syncLocal(bench);
  const folders = (await bench.database.folders.toArray()).filter(({ accountId }) => accountId === LOCAL);
  expect(
    folders.map(({ path, parentPath, role, total, unread }) => [path, parentPath, role, total, unread]),
  ).toEqual([
    ['/Deleted Items', null, 'deleted', 0, 0],
    ['/Import 2004–2009', null, 'none', 3, 3],
    ['/Import 2004–2009/Sub: a?', '/Import 2004–2009', 'none', 1, 1],
  ]);
  await until(async () => (await rows('/Import 2004–2009')).length === 3, 'the folder listed');
  const [one, two] = ['One', 'Two'].map(
    async (name) => (await rows('/Import 2004–2009')).find(({ subject }) => subject === name)?.id,
  );
  const ids = [await one, await two].map((id) => id ?? '');
  expect(await calls['message.open']({ messageId: ids[0] ?? '' }, context())).toMatchObject({
    subject: 'One',
    text: 'Hello.\n',
    whole: true,
  });
  const big = (await rows('/Import 2004–2009')).find(({ subject }) => subject === 'Big');
  const opened = await calls['message.open']({ messageId: big?.id ?? '' }, context());
  expect(opened.text?.length).toBeGreaterThan(3_000_000);

  await calls['message.read']({ messageIds: ids, read: true }, context());
  await calls['messages.flag']({ messageIds: [ids[0] ?? ''], flagged: true }, context());
  await calls['messages.categories']({ messageIds: [ids[1] ?? ''], add: ['Büro'], remove: [] }, context());
  await settled(bench);
  expect((await files('Import 2004–2009')).map((name) => name.replace(/^.*:2,/, ''))).toEqual(
    expect.arrayContaining(['FS', 'S', '']),
  );
  const folderId = `${LOCAL}|/Deleted Items`;
  await calls['messages.move']({ messageIds: ids, folderId }, context());
  await settled(bench);
  const moved = await rows('/Deleted Items');
  expect(
    moved.map(({ subject, read, flagged, categories }) => [subject, read, flagged, categories]).sort(byText),
  ).toEqual([
    ['One', true, true, []],
    ['Two', true, false, ['Büro']],
  ]);
  expect(await files('Deleted Items')).toHaveLength(2);
  expect(await files('Import 2004–2009')).toHaveLength(1);

  await calls['folders.place'](
    { folderId: `${LOCAL}|/Import 2004–2009`, parentId: null, name: 'Old' },
    context(),
  );
  await settled(bench);
  expect((await readdir(house.localFolder)).sort()).toEqual(['Deleted Items', 'Old']);
  expect((await rows('/Old/Sub: a?')).map(({ subject }) => subject)).toEqual(['Below']);
  await calls['messages.remove']({ messageIds: moved.map(({ id }) => id) }, context());
  await settled(bench);
  expect(await files('Deleted Items')).toEqual([]);
  expect(house.mock.journal.some(({ path }) => path.includes('Import'))).toBe(false);
});

test('what other programs put there and mark is seen', async () => {
  const { house, bench, rows } = await begin();
  await put('/Old', house.localFolder, [mail('One')]);
  await syncLocal(bench);
  const { rename, writeFile, rm } = await import('node:fs/promises');
  const cur = join(house.localFolder, 'Old', 'cur');
  await until(async () => (await rows('/Old')).length === 1, 'the folder listed');
  const [file = ''] = await readdir(cur);
  await rename(join(cur, file), join(cur, `${file}FRS`));
  await writeFile(join(house.localFolder, 'Old', 'new', '1258986480.M1P2.host'), mail('Delivered'));
  await syncLocal(bench);
  const seen = async () =>
    (await rows('/Old')).map(({ subject, read, flagged }) => [subject, read, flagged]).sort(byText);
  expect(await seen()).toEqual([
    ['Delivered', false, false],
    ['One', true, true],
  ]);
  await rm(join(cur, `${file}FRS`));
  await syncLocal(bench);
  expect(await seen()).toEqual([['Delivered', false, false]]);
});
