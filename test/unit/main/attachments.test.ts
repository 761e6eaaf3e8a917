import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAttachments } from '../../../electron/main/attachments.ts';
import type { FailureError } from '../../../shared/errors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-attachments-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('attachments', () => {
  const id = '0123456789abcdef';
  const TOKEN = 'the folder of this test';
  const make = (target: string | null = null, opened: string[] = [], into: string | null = null) =>
    createAttachments({
      files: folder,
      opened: path.join(folder, 'opened'),
      openPath: (file) => {
        opened.push(file);
        return Promise.resolve('');
      },
      drag: async (file) => void opened.push(file),
      askWhere: () => Promise.resolve(target),
      askFolder: () => Promise.resolve(into),
      newToken: () => TOKEN,
      platform: 'linux',
    });

  it('are dragged out as a private copy, unless Retinue warns of them', async () => {
    await writeFile(path.join(folder, id), '%PDF-1.7');
    const dragged: string[] = [];
    await make(null, dragged).drag(id, '../Cover letter.pdf');
    expect(path.basename(dragged[0] ?? '')).toMatch(/Cover letter\.pdf$/);
    expect(await readFile(dragged[0] ?? '', 'utf8')).toBe('%PDF-1.7');
    await expect(make(null, dragged).drag(id, 'setup.exe')).rejects.toMatchObject({
      failure: { kind: 'forbidden' },
    });
    expect(dragged).toHaveLength(1);
  });

  it('are opened as a private copy that is wiped', async () => {
    await writeFile(path.join(folder, id), '%PDF-1.7');
    const opened: string[] = [];
    const attachments = make(null, opened);
    await attachments.open(id, '../Plan\u202e.pdf');
    const [copy = ''] = opened;
    expect(path.basename(copy)).toMatch(/Plan\.pdf$/);
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(copy))).mode & 0o777).toBe(0o700);
    attachments.wipe();
    await expect(stat(copy)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['setup.exe', 'x'],
    ['plan.pdf.js', 'x'],
    ['plan.pdf', 'MZ'.padEnd(80, 'x')],
    ['notes', '#!/bin/sh\n'],
    ['letter.docm', 'x'],
  ])('that can run are not opened: %s', async (name, bytes) => {
    await writeFile(path.join(folder, id), bytes);
    const opened: string[] = [];
    await expect(make(null, opened).open(id, name)).rejects.toMatchObject({ failure: { kind: 'forbidden' } });
    expect(opened).toEqual([]);
  });

  it('are saved whole, over what was there', async () => {
    await writeFile(path.join(folder, id), 'new content');
    const target = path.join(folder, 'saved.txt');
    await writeFile(target, 'old');
    expect(await make(target).save(id, 'a.txt')).toEqual({ path: target });
    expect(await readFile(target, 'utf8')).toBe('new content');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('are saved all together, each under a name of its own and over nothing', async () => {
    const other = 'fedcba9876543210';
    await writeFile(path.join(folder, id), 'one');
    await writeFile(path.join(folder, other), 'two');
    const into = path.join(folder, 'downloads');
    await mkdir(into);
    await writeFile(path.join(into, 'plan.pdf'), 'mine');
    const attachments = make(null, [], into);
    expect(await attachments.chooseFolder()).toEqual({ token: TOKEN, name: 'downloads' });
    const saved = await Promise.all([
      attachments.saveAll(TOKEN, id, 'plan.pdf'),
      attachments.saveAll(TOKEN, other, 'plan.pdf'),
      attachments.saveAll(TOKEN, other, '../plan.pdf'),
    ]);
    const names = saved.map(({ name }) => name);
    expect([...names].sort()).toEqual(['_plan.pdf', 'plan (2).pdf', 'plan (3).pdf']);
    expect((await readdir(into)).sort()).toEqual([...names, 'plan.pdf'].sort());
    expect(await readFile(path.join(into, 'plan.pdf'), 'utf8')).toBe('mine');
    expect(await readFile(path.join(into, names[0] ?? ''), 'utf8')).toBe('one');
    expect(await readFile(path.join(into, names[1] ?? ''), 'utf8')).toBe('two');
  });

  it('are saved all together only where the person chose, and one that fails leaves nothing', async () => {
    await writeFile(path.join(folder, id), 'one');
    expect(await make(null).chooseFolder()).toBeNull();
    const into = path.join(folder, 'downloads');
    const attachments = make(null, [], into);
    const kindOf = (saving: Promise<unknown>) =>
      saving.then(
        () => 'saved',
        (thrown: FailureError) => thrown.failure.kind,
      );
    expect(await kindOf(attachments.saveAll(TOKEN, id, 'a.txt'))).toBe('invalid-input');
    await attachments.chooseFolder();
    expect(await kindOf(attachments.saveAll(into, id, 'a.txt'))).toBe('invalid-input');
    expect(await kindOf(attachments.saveAll(TOKEN, id, 'a.txt'))).toBe('forbidden');
    await mkdir(into);
    expect(await kindOf(attachments.saveAll(TOKEN, 'ffffffffffffffff', 'a.txt'))).toBe('not-found');
    expect(await readdir(into)).toEqual([]);
    expect(await kindOf(attachments.saveAll(TOKEN, id, 'a.txt'))).toBe('saved');
  });

  // Linux takes paths of 4095 bytes: there is room for the name, and none for the longer one that it is copied under.
  it.runIf(process.platform === 'linux')('keep no name in the folder when the copy fails', async () => {
    await writeFile(path.join(folder, id), 'one');
    let into = folder;
    while (into.length < 4081 - 202) into = path.join(into, 'd'.repeat(200));
    into = path.join(into, 'e'.repeat(4081 - into.length));
    await mkdir(into, { recursive: true });
    const attachments = make(null, [], into);
    await attachments.chooseFolder();
    await expect(attachments.saveAll(TOKEN, id, 'a.b')).rejects.toMatchObject({
      failure: { kind: 'forbidden', detail: 'ENAMETOOLONG' },
    });
    expect(await readdir(into)).toEqual([]);
  });

  it('are left where they are when the person thinks better of it, or when they have gone', async () => {
    await writeFile(path.join(folder, id), 'x');
    expect(await make(null).save(id, 'a.txt')).toBeNull();
    await expect(make(null).save('ffffffffffffffff', 'a.txt')).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});
