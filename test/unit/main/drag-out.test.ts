import { mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDragOut } from '../../../electron/main/drag-out.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-drag-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function dragOut() {
  const vouched = new Map<string, string>();
  const dragged: (readonly string[])[] = [];
  let nth = 0;
  const out = createDragOut({
    opened: path.join(folder, 'opened'),
    newToken: () => String((nth += 1)).padStart(32, '0'),
    vouch: (token, place) => void vouched.set(token, place),
    prepare: (files) => Promise.resolve(() => void dragged.push(files)),
    platform: 'linux',
    now: () => 0,
  });
  const place = async () => {
    const { token } = await out.place();
    return { token, at: vouched.get(token) ?? '' };
  };
  return { out, dragged, place };
}
const base = (files: readonly string[] = []) => files.map((file) => path.basename(file)).sort();

test('messages are dragged one by one from a folder that others cannot read', async () => {
  const { out, dragged, place } = dragOut();
  const { token, at } = await place();
  expect((await stat(at)).mode & 0o777).toBe(0o700);
  expect((await stat(path.dirname(at))).mode & 0o777).toBe(0o700);
  await mkdir(path.join(at, 'Inbox'));
  await writeFile(path.join(at, 'Inbox', 'First.eml'), 'Subject: First\r\n\r\n');
  await writeFile(path.join(at, 'Inbox', 'First (2).eml'), 'Subject: First\r\n\r\nother');
  await out.ready(token, 'messages');
  expect(dragged).toEqual([]);
  out.start(token);
  expect(base(dragged[0])).toEqual(['First (2).eml', 'First.eml']);
  expect(await readFile(dragged[0]?.find((file) => file.endsWith('First.eml')) ?? '', 'utf8')).toBe(
    'Subject: First\r\n\r\n',
  );
});

test('a folder is dragged as its file, with that of the folders in it', async () => {
  const { out, dragged, place } = dragOut();
  const { token, at } = await place();
  await mkdir(path.join(at, 'Clients.sbd'));
  await writeFile(path.join(at, 'Clients.mbox'), '');
  await writeFile(path.join(at, 'Clients.sbd', 'Quay.mbox'), '');
  await out.ready(token, 'folder');
  out.start(token);
  expect(base(dragged[0])).toEqual(['Clients.mbox', 'Clients.sbd']);
});

test('nothing is dragged of what is not there, not whole, or forgotten', async () => {
  const { out, dragged, place } = dragOut();
  const empty = await place();
  await expect(out.ready(empty.token, 'messages')).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  out.start(empty.token);
  const gone = await place();
  await writeFile(path.join(gone.at, 'Clients.mbox.part'), 'half');
  await out.forget(gone.token);
  await expect(stat(gone.at)).rejects.toThrow('ENOENT');
  expect(() => out.start(gone.token)).toThrow('Nothing was dragged out');
  expect(() => out.start('0'.repeat(32))).toThrow('Nothing was dragged out');
  expect(dragged).toEqual([]);
});
