import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_MARKS } from '../../../../electron/network/plain-dav/members.ts';
import { openLocalFlags } from '../../../../electron/network/plain-dav/flags.ts';

let folder: string;
const problems: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-flags-'));
  problems.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const READ = { kind: 'read', read: true } as const;
const opened = () => openLocalFlags(folder, 'a', ({ sentence }) => problems.push(sentence));
const message = (name: string, read: boolean) => ({
  path: name,
  href: name,
  name,
  etag: null,
  size: 1,
  modified: null,
  marks: { ...NO_MARKS, read },
});

describe('read flags that a server does not keep', () => {
  it('are the server’s own until it refuses them', async () => {
    const flags = await opened();
    expect([true, false].map((read) => flags.marksOf(message('/a', read)).read)).toEqual([true, false]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are there again after a restart, each as it was set last', async () => {
    const flags = await opened();
    await flags.need();
    await Promise.all([flags.set(['/a', '/b'], READ), flags.set(['/b'], { ...READ, read: false })]);
    const again = await opened();
    expect(again.isNeeded()).toBe(true);
    expect(['/a', '/b', '/c'].map((name) => again.marksOf(message(name, true)).read)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('keep the dates of flags, which go where their messages go', async () => {
    const flags = await opened();
    await flags.need();
    const dated = { flagged: true, followUp: { due: 5 } };
    await flags.set(['/a', '/b'], { kind: 'flag', ...dated });
    await flags.set(['/b'], { kind: 'flag', flagged: false });
    await flags.moved([['/a', '/x/a']]);
    const again = await opened();
    expect(again.marksOf(message('/x/a', false))).toEqual({ ...NO_MARKS, ...dated });
    expect(['/a', '/b'].map((name) => again.marksOf(message(name, false)))).toEqual([NO_MARKS, NO_MARKS]);
  });

  it('are put aside where their file is broken, and said so', async () => {
    await writeFile(path.join(folder, 'a.json'), '{"version":1,"needed":tr');
    const flags = await opened();
    expect(flags.isNeeded()).toBe(false);
    expect(problems).toEqual([expect.stringContaining('put the file aside as a.json.broken')]);
    expect(await readFile(path.join(folder, 'a.json.broken'), 'utf8')).toContain('needed');
  });
});
