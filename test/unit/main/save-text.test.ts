import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSaveText } from '../../../electron/main/save-text.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-text-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a text', () => {
  it('is saved where the person says, over what stood there, under a harmless proposal', async () => {
    const file = path.join(folder, 'requests.har');
    await writeFile(file, 'old');
    const proposed: string[] = [];
    const save = createSaveText(async (name) => {
      proposed.push(name);
      return file;
    });
    expect(await save('../\u202ewarrah.exe', '{}\n')).toEqual({ path: file });
    expect(await readFile(file, 'utf8')).toBe('{}\n');
    expect(await readdir(folder)).toEqual(['requests.har']);
    expect(proposed[0]).not.toMatch(/[/\u202e]/);
  });

  it('is saved nowhere when the person thinks better of it', async () => {
    expect(await createSaveText(async () => null)('a.har', 'x')).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('that cannot be written says where and why', async () => {
    const save = createSaveText(async () => path.join(folder, 'gone', 'a.har'));
    await expect(save('a.har', 'x')).rejects.toMatchObject({
      failure: { kind: 'forbidden', sentence: expect.stringMatching(/gone.a\.har \(ENOENT\)/) },
    });
  });
});
