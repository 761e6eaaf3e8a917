import { afterEach, beforeEach, expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { folderTaskDone } from '../../../renderer/store/rekey-folder.ts';
import { createFolderHere, placeFolderHere } from '../../../renderer/store/write-folder-tasks.ts';
import { folder } from '../window/support/fake-services.ts';

let database: RetinueDatabase;
beforeEach(async () => {
  database = new RetinueDatabase(`rekey-${Math.random()}`);
  await database.folders.bulkPut([
    { ...folder('a|/Work'), href: 'https://mail.example.com/Work/', parentPath: null },
    { ...folder('a|/Work/Quay'), href: 'https://mail.example.com/Work/Quay/', parentPath: '/Work' },
  ]);
});
afterEach(() => database.delete());

const hrefs = async () =>
  Object.fromEntries((await database.folders.toArray()).map(({ name, href }) => [name, href]));
async function done(kind: 'create' | 'move', path: string) {
  const task = (await database.folderTasks.toArray()).find((each) => each.kind === kind);
  if (!task) throw new Error(`nothing is to ${kind}`);
  await folderTaskDone(database, task, { path, href: `https://mail.example.com${path}/` });
}

it('a folder that waits in one that was renamed has no address before the server has made it', async () => {
  await placeFolderHere(database, 'a|/Work', { parent: null, name: 'Yard' }, false, 1);
  await createFolderHere(database, { accountId: 'a', parent: 'a|/Work', name: 'Cranes' }, 2);
  await done('move', '/Yard');
  const yard = 'https://mail.example.com/Yard/';
  expect(await hrefs()).toMatchObject({ Yard: yard, Cranes: '' });
  expect((await database.folders.toArray()).find(({ path }) => path === '/Yard/Quay')?.href).toBe(
    `${yard}Quay/`,
  );
  await done('create', '/Yard/Cranes');
  expect(await hrefs()).toMatchObject({ Cranes: `${yard}Cranes/` });
});

it('one that waits in another that waits gets its own address, and not that of the other', async () => {
  const outer = await createFolderHere(database, { accountId: 'a', parent: null, name: 'Outer' }, 1);
  await createFolderHere(database, { accountId: 'a', parent: outer, name: 'Inner' }, 2);
  await done('create', '/Outer');
  expect(await hrefs()).toMatchObject({ Outer: 'https://mail.example.com/Outer/', Inner: '' });
  await done('create', '/Outer/Inner');
  expect(await hrefs()).toMatchObject({ Inner: 'https://mail.example.com/Outer/Inner/' });
});
