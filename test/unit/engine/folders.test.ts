import { afterEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../renderer/store/reader.ts';
import { ACCOUNT, type Bench, context, daysAgree, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const at = (name: string) => `${ACCOUNT}|/exchange/alex/${name}`;
const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

async function begin(isPlain = false, roles: 'deleted' | 'none' = 'deleted') {
  const network = fakeNetwork();
  const rows = (from: number) =>
    [0, 1, 2].map((n) =>
      message(
        from + n,
        isPlain
          ? plainKey(from + n, from < 10 ? 'Inbox' : 'Work')
          : inFolder(from + n, from < 10 ? 'Inbox' : 'Work'),
      ),
    );
  addFolder(network, 'Inbox', rows(0), 'inbox');
  addFolder(network, 'Work', rows(10));
  addFolder(network, 'Trash', [], roles);
  const bench = startBench(network.connect());
  running.push(bench);
  const accounts = [{ id: ACCOUNT, name: 'Alex' }];
  await bench.engine.handlers.calls['accounts.set']({ accounts }, context());
  await until(async () => (await bench.database.messages.count()) === 6, 'first sync');
  await syncNow(bench);
  return { network, bench, ...acts(bench) };
}
function inFolder(n: number, folder: string) {
  return { href: `/exchange/alex/${folder}/${n}.EML` };
}
function plainKey(n: number, folder: string) {
  const href = `/exchange/alex/${folder}/${n}.EML`;
  return { key: href, href, permanentUrl: null };
}
function acts({ engine }: Bench) {
  const { calls } = engine.handlers;
  return {
    create: (name: string, parentId: string | null = null) =>
      calls['folders.create']({ accountId: ACCOUNT, parentId, name }, context()),
    place: (folderId: string, name: string, parentId: string | null = null) =>
      calls['folders.place']({ folderId, parentId, name }, context()),
    remove: (folderId: string, forGood = false) => calls['folders.remove']({ folderId, forGood }, context()),
    withdraw: (id: number) => calls['folders.withdraw']({ id }, context()),
    undo: (step: number | null) => calls['folders.undo']({ step: step ?? 0 }, context()),
    moveMail: (n: number, folderId: string) =>
      calls['messages.move']({ messageIds: [`${ACCOUNT}|/m/${n}`], folderId }, context()),
  };
}
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
const offline = async (bench: Bench, network: FakeNetwork) => {
  network.before = () => failWith({ kind: 'offline' });
  await syncNow(bench);
};
const online = async (bench: Bench, network: FakeNetwork) => {
  network.before = () => {};
  await syncNow(bench);
  await idle(bench);
  await syncNow(bench);
};
const idle = (bench: Bench) =>
  until(
    async () => (await bench.database.folderTasks.count()) + (await bench.database.tasks.count()) === 0,
    'nothing waits',
  );
/** As the tree shows them: `Parent/Name messages`. */
const tree = async ({ database }: Bench) => {
  const rows = (await database.folders.toArray()).filter((row) => !row.removed);
  const full = (path: string | null): string => {
    const row = rows.find((each) => each.path === path);
    return row ? `${full(row.parentPath)}/${row.name}` : '';
  };
  const all = await Promise.all(
    rows.map(async (row) => {
      const count = (await database.messages.toArray()).filter(({ folderId }) => folderId === row.id).length;
      return `${full(row.path)} ${count}`;
    }),
  );
  return all.sort();
};
const onServer = (network: FakeNetwork) =>
  [...network.folders.values()]
    .map(({ folder, rows }) => `${folder.path.replace('/exchange/alex', '')} ${rows.length}`)
    .sort();
const asked = (network: FakeNetwork) =>
  network.calls.filter((call) => /^(folder|messages)\.(create|move|remove) /.test(call));
const log = async ({ database }: Bench) =>
  (await database.log.toArray()).map(({ title, sentence }) => `${title}: ${sentence}`);

describe('folders', () => {
  it('are made offline with what goes into them, and sent in order', async () => {
    const { network, bench, create, moveMail } = await begin();
    await offline(bench, network);
    const { folderId } = await create('New');
    const { folderId: inner } = await create('Inner', folderId);
    await moveMail(1, inner);
    expect(await tree(bench)).toEqual(['/Inbox 2', '/New 0', '/New/Inner 1', '/Trash 0', '/Work 3']);
    network.calls.length = 0;
    await online(bench, network);
    expect(asked(network)).toEqual([
      'folder.create  New',
      'folder.create /exchange/alex/New/ Inner',
      'messages.move /exchange/alex/Inbox/ 1 /exchange/alex/New/Inner/',
    ]);
    expect(onServer(network)).toEqual(['/Inbox 2', '/New 0', '/New/Inner 1', '/Trash 0', '/Work 3']);
    expect(await tree(bench)).toEqual(['/Inbox 2', '/New 0', '/New/Inner 1', '/Trash 0', '/Work 3']);
    await daysAgree(bench.database);
    expect(await log(bench)).not.toContainEqual(expect.stringMatching(/given up|not made/));
  });

  it.each([false, true])('are renamed with all that is in them (keys are paths: %s)', async (isPlain) => {
    const { network, bench, create, place, undo } = await begin(isPlain);
    await create('Deep', at('Work'));
    await idle(bench);
    await offline(bench, network);
    const { step } = await place(at('Work'), 'Labour');
    expect(await tree(bench)).toEqual(['/Inbox 3', '/Labour 3', '/Labour/Deep 0', '/Trash 0']);
    await bench.engine.handlers.calls['messages.flag'](
      { messageIds: [`${ACCOUNT}|${isPlain ? '/exchange/alex/Work/11.EML' : '/m/11'}`], flagged: true },
      context(),
    );
    await online(bench, network);
    expect(onServer(network)).toEqual(['/Inbox 3', '/Labour 3', '/Labour/Deep 0', '/Trash 0']);
    expect(network.folders.get('/exchange/alex/Labour/')?.rows.map(({ flagged }) => flagged)).toEqual([
      false,
      true,
      false,
    ]);
    expect(await tree(bench)).toEqual(['/Inbox 3', '/Labour 3', '/Labour/Deep 0', '/Trash 0']);
    expect((await bench.database.messages.toArray()).filter(({ flagged }) => flagged)).toHaveLength(1);
    await daysAgree(bench.database);
    await undo(step);
    await idle(bench);
    await syncNow(bench);
    expect(await tree(bench)).toEqual(['/Inbox 3', '/Trash 0', '/Work 3', '/Work/Deep 0']);
    await daysAgree(bench.database);
  });

  it('that are deleted go to the deleted ones under a free name, and come back', async () => {
    const { network, bench, remove, create, undo } = await begin();
    await create('Work', at('Trash'));
    await idle(bench);
    const { step } = await remove(at('Work'));
    await idle(bench);
    await syncNow(bench);
    expect(onServer(network)).toEqual(['/Inbox 3', '/Trash 0', '/Trash/Work 0', '/Trash/Work 2 3']);
    await undo(step);
    await idle(bench);
    await syncNow(bench);
    expect(await tree(bench)).toEqual(['/Inbox 3', '/Trash 0', '/Trash/Work 0', '/Work 3']);
  });

  it('that go for good wait for messages that were moved out of them', async () => {
    const { network, bench, remove, moveMail } = await begin(false, 'none');
    await offline(bench, network);
    await moveMail(11, INBOX);
    await remove(at('Work'));
    expect(await tree(bench)).toEqual(['/Inbox 4', '/Trash 0']);
    network.calls.length = 0;
    await online(bench, network);
    expect(asked(network).map((call) => call.split(' ')[0])).toEqual(['messages.move', 'folder.remove']);
    expect(onServer(network)).toEqual(['/Inbox 4', '/Trash 0']);
    expect(await tree(bench)).toEqual(['/Inbox 4', '/Trash 0']);
    await daysAgree(bench.database);
  });

  it('that the server refuses leave everything where it was, and the person is told', async () => {
    const { network, bench, create, place, remove, moveMail } = await begin(false, 'none');
    await offline(bench, network);
    const { folderId } = await create('New');
    await create('Inner', folderId);
    await moveMail(1, folderId);
    await place(at('Work'), 'Labour', folderId);
    await remove(at('Trash'));
    network.before = (method) => {
      if (/^folder\.(create|remove)/.test(method)) failWith({ kind: 'forbidden', status: 403 });
    };
    await syncNow(bench);
    await idle(bench);
    await syncNow(bench);
    expect(await tree(bench)).toEqual(['/Inbox 3', '/Trash 0', '/Work 3']);
    expect(onServer(network)).toEqual(['/Inbox 3', '/Trash 0', '/Work 3']);
    await daysAgree(bench.database);
    const told = await log(bench);
    for (const title of [
      'The folder New was not made',
      'The folder Inner was not made',
      'A change was given up',
    ])
      expect(told.some((line) => line.startsWith(title))).toBe(true);
    expect(told.filter((line) => /is as it was/.test(line))).toHaveLength(2);
  });

  it('renamed back before the server was asked are nothing to ask for', async () => {
    const { network, bench, create, place, undo } = await begin();
    await offline(bench, network);
    const { step } = await place(at('Work'), 'Labour');
    await place(at('Work'), 'Travail');
    await undo(step);
    expect(await bench.database.folderTasks.count()).toBe(0);
    const { folderId } = await create('First');
    await place(folderId, 'Second');
    network.calls.length = 0;
    await online(bench, network);
    expect(asked(network)).toEqual(['folder.create  Second']);
  });

  it('are not lost where the answer to a rename did not come and the list is read first', async () => {
    const { network, bench, place } = await begin();
    const flag = { messageIds: [`${ACCOUNT}|/m/11`], flagged: true };
    await offline(bench, network);
    await place(at('Work'), 'Labour');
    await bench.engine.handlers.calls['messages.flag'](flag, context());
    network.before = () => {};
    // The server has done it already.
    const work = network.folders.get('/exchange/alex/Work/');
    if (!work) throw new Error('no folder');
    network.folders.delete('/exchange/alex/Work/');
    const folder = {
      ...work.folder,
      path: '/exchange/alex/Labour',
      href: '/exchange/alex/Labour/',
      name: 'Labour',
    };
    const rows = work.rows.map((row) => ({ ...row, href: row.href.replace('/Work/', '/Labour/') }));
    network.folders.set(folder.href, { folder, rows });
    await online(bench, network);
    expect(rows.map(({ flagged }) => flagged)).toEqual([false, true, false]);
    expect(await tree(bench)).toEqual(['/Inbox 3', '/Labour 3', '/Trash 0']);
    await daysAgree(bench.database);
  });

  it('are refused beforehand where that cannot be', async () => {
    const { create, place, remove, network } = await begin();
    network.calls.length = 0;
    await create('Sub', at('Work'));
    for (const [work, why] of [
      [() => create('a.'), /dot/],
      [() => create('WORK'), /There is a folder Work here already/],
      [() => place(at('Work'), 'inbox'), /There is a folder Inbox/],
      [() => place(at('Work'), 'WORK'), /both spellings/],
      [() => place(at('Inbox'), 'Post'), /belongs to the mailbox/],
      [() => remove(at('Trash')), /belongs to the mailbox/],
      [() => place(at('Work'), 'Work', at('Work')), /into itself/],
      [() => place(at('Gone'), 'x'), /no longer there/],
    ] as const)
      await expect(work()).rejects.toThrow(why);
  });
});

describe('a change of folders that waits', () => {
  const changes = ({ database }: Bench) => openReader(database).folderChanges();
  const told = async (bench: Bench) =>
    (await changes(bench)).map(({ task, from, row }) => [task.kind, from?.name ?? null, row.name]);
  const last = async (bench: Bench) => (await changes(bench)).at(-1)?.task.id ?? 0;

  it('is one with those that it went on from', async () => {
    const { network, bench, create, place, remove } = await begin();
    await offline(bench, network);
    const { folderId } = await create('New');
    await place(folderId, 'Newer');
    await place(at('Work'), 'Works');
    await place(at('Work'), 'Labour');
    await remove(at('Work'), true);
    expect(await told(bench)).toEqual([
      ['create', null, 'Newer'],
      ['move', 'Work', 'Labour'],
      ['remove', null, 'Labour'],
    ]);
  });

  it('is withdrawn whatever it is, and the server never hears of it', async () => {
    const { network, bench, create, place, remove, withdraw } = await begin();
    await offline(bench, network);
    const before = await tree(bench);
    await create('New');
    await withdraw(await last(bench));
    await place(at('Work'), 'Works');
    await withdraw(await last(bench));
    await remove(at('Work'));
    await withdraw(await last(bench));
    await remove(at('Work'), true);
    await withdraw(await last(bench));
    expect(await tree(bench)).toEqual(before);
    expect(await bench.database.folderTasks.count()).toBe(0);
    network.calls.length = 0;
    await online(bench, network);
    expect(asked(network)).toEqual([]);
    expect(await tree(bench)).toEqual(before);
  });

  it('that others need, or that has gone out, is said', async () => {
    const { network, bench, create, moveMail, withdraw } = await begin();
    await offline(bench, network);
    const { folderId } = await create('New');
    await moveMail(1, folderId);
    await expect(withdraw(await last(bench))).rejects.toThrow('Withdraw those first');
    expect(await bench.database.folderTasks.count()).toBe(1);
    const id = await last(bench);
    await online(bench, network);
    await expect(withdraw(id)).rejects.toThrow('waits no more');
  });

  it('is taken back on the server too where that may have it', async () => {
    const { network, bench, create, place, withdraw } = await begin();
    network.before = (method) => {
      if (method.startsWith('folder.')) failWith({ kind: 'offline' });
    };
    await create('New');
    await until(async () => (await bench.database.folderTasks.toArray())[0]?.tried === true, 'it was tried');
    await withdraw(await last(bench));
    await place(at('Work'), 'Works');
    await online(bench, network);
    expect(await tree(bench)).toEqual(['/Inbox 3', '/Trash 0', '/Works 3']);
    expect(onServer(network)).toEqual(['/Inbox 3', '/Trash 0', '/Works 3']);
  });
});
