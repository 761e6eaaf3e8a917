import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { backUp } from '../../../electron/main/backup/back-up.ts';
import { createBackUpCommands } from '../../../electron/main/backup/commands.ts';
import { isFresh, placeRestored, unpackBackUp } from '../../../electron/main/backup/restore.ts';
import { readTar, TAR_END, tarHead, tarPadding } from '../../../electron/main/backup/tar.ts';
import { type DataFolders, dataFolders } from '../../../electron/main/folders.ts';
import { english } from '../../../shared/language/say.ts';
import { hasPython, python } from '../../helpers/python.ts';

const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});
async function fresh(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retinue-backup-'));
  made.push(folder);
  return folder;
}
const LONG = `1258986480.H${'a'.repeat(40)}.retinue,S=5:2,FS`;

async function profile(): Promise<DataFolders> {
  const folders = dataFolders(await fresh());
  for (const each of [folders.spool, folders.drafts, folders.flags]) await mkdir(each, { recursive: true });
  const cur = path.join(folders.local, 'Büro und alles, was dazugehört, in einem langen Namen', 'cur');
  await mkdir(cur, { recursive: true });
  await mkdir(path.join(folders.local, 'Empty', 'new'), { recursive: true });
  await mkdir(path.join(folders.local, 'Empty', 'tmp'), { recursive: true });
  await writeFile(path.join(cur, LONG), 'Hello');
  await writeFile(path.join(folders.local, 'Empty', 'tmp', 'half'), 'ha');
  await writeFile(path.join(folders.drafts, 'draft.json'), '{}');
  await writeFile(folders.accounts, '{"accounts":[]}');
  await writeFile(folders.secrets, 'secret words');
  await writeFile(path.join(folders.spool, 'message.eml'), 'x'.repeat(700_001));
  return folders;
}
const everything = async (folder: string) => (await readdir(folder, { recursive: true })).sort();

test('a back-up restored in an empty place is the same profile, without passwords and half files', async () => {
  const before = await profile();
  const target = path.join(await fresh(), 'backup.tar.gz');
  expect(await backUp(before, target, 0)).toEqual({ files: 4 });
  const after = dataFolders(await fresh());
  expect(await isFresh(after, 0)).toBe(true);
  expect(await unpackBackUp(after, target)).toEqual({ files: 4 });
  expect(await readdir(path.dirname(after.accounts))).toEqual(['restore']);
  await placeRestored(after);
  await placeRestored(after);
  const names = (await everything(path.dirname(before.accounts))).filter(
    (name) => name !== 'secrets.json' && !name.endsWith('half'),
  );
  // What was on its way is marked: it may have been sent since.
  expect(await everything(path.dirname(after.accounts))).toEqual([...names, 'spool/restored'].sort());
  expect(await readFile(path.join(after.spool, 'message.eml'), 'utf8')).toHaveLength(700_001);
  expect(await isFresh(after, 0)).toBe(false);
});

test('a file that was cut, is damaged or is something else changes nothing', async () => {
  const target = path.join(await fresh(), 'backup.tar.gz');
  await backUp(await profile(), target, 0);
  const good = await readFile(target);
  const after = dataFolders(await fresh());
  const refused = async () => {
    await expect(unpackBackUp(after, target)).rejects.toMatchObject({
      failure: { kind: 'malformed-response' },
    });
    expect(await readdir(path.dirname(after.accounts))).toEqual([]);
  };
  await truncate(target, good.length - 9);
  await refused();
  await writeFile(
    target,
    Buffer.from(good.map((byte, at) => (at === Math.floor(good.length / 2) ? byte ^ 255 : byte))),
  );
  await refused();
  await writeFile(target, 'something else');
  await refused();
});

test.skipIf(!hasPython())(
  'an archive of somebody else is refused, and none reaches outside of the profile',
  async () => {
    const folder = await fresh();
    const after = dataFolders(await fresh());
    for (const name of ['../outside', 'mail/../../outside', '/etc/x', 'secrets.json', 'other/x']) {
      const target = path.join(folder, 'evil.tar.gz');
      await python(
        `
import tarfile, io, sys
with tarfile.open(sys.argv[1], 'w:gz') as t:
    for name, data in (('retinue-backup.json', b'{"version":1,"at":0}'), (sys.argv[2], b'x'), ('retinue-backup-whole.json', b'{"version":1,"files":1}')):
        i = tarfile.TarInfo(name); i.size = len(data); t.addfile(i, io.BytesIO(data))
`,
        target,
        name,
      );
      await expect(unpackBackUp(after, target)).rejects.toMatchObject({
        failure: { kind: 'malformed-response' },
      });
    }
    expect(await readdir(path.dirname(after.accounts))).toEqual([]);
  },
);

test.skipIf(!hasPython())('any program for .tar.gz reads a back-up', async () => {
  const target = path.join(await fresh(), 'backup.tar.gz');
  await backUp(await profile(), target, 0);
  const names = await python(
    `
import tarfile, sys, json
with tarfile.open(sys.argv[1]) as t: print(json.dumps([[m.name, m.size] for m in t.getmembers() if m.isfile()]))
`,
    target,
  );
  expect(names).toContainEqual([`mail/Büro und alles, was dazugehört, in einem langen Namen/cur/${LONG}`, 5]);
});

test('names and sizes that a tar head has no room for come back', async () => {
  const size = 10 * 2 ** 30;
  const name = `${'ü'.repeat(120)}/${'x'.repeat(200)}`;
  const archive = Buffer.concat([tarHead({ name, size, time: 5000 }), tarPadding(size)]);
  const [entry] = [await readTar(Readable.from([archive])).next()];
  expect(entry?.value).toMatchObject({ name, size, time: 5000 });
  const empty = Readable.from([Buffer.alloc(TAR_END)]);
  expect((await readTar(empty).next()).done).toBe(true);
});

test('the commands tell what happened, and restore nothing where something is', async () => {
  const folders = await profile();
  const told: string[] = [];
  let restarts = 0;
  const target = path.join(await fresh(), 'b.tar.gz');
  const commandsOf = (of: DataFolders, where: string | null) =>
    createBackUpCommands({
      folders: of,
      accounts: () => 0,
      now: () => 0,
      say: english(),
      askWhere: () => Promise.resolve(where),
      askArchive: () => Promise.resolve(where),
      tell: (sentence) => Promise.resolve(void told.push(sentence)),
      askRestart: () => Promise.resolve(true),
      restart: () => void (restarts += 1),
      busy: () => undefined,
    });
  await commandsOf(folders, null).backUp();
  expect(told).toEqual([]);
  await commandsOf(folders, target).backUp();
  expect(told.pop()).toContain('The back-up is whole: 4 files in b.tar.gz.');
  await commandsOf(folders, target).restore();
  expect(told.pop()).toContain('There is mail or an account here already');
  await commandsOf(folders, path.join(target, 'nowhere', 'x')).backUp();
  expect(told.pop()).toContain('The back-up could not be written');
  await commandsOf(dataFolders(await fresh()), target).restore();
  expect(restarts).toBe(1);
});
