import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKeptList, openKeptValue } from '../../../electron/main/kept-list.ts';
import { storedJson } from '../../../electron/main/stored-json.ts';
import { fail } from '../../../shared/errors.ts';
import { type Filing, filingSchema, NO_FILING } from '../../../shared/filing/filing.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-list-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = () => path.join(folder, 'list.json');
const stored = () => storedJson(file(), v.array(v.string()), () => 1);
const told =
  (problems: string[]) =>
  ({ sentence }: { readonly sentence: string }) =>
    void problems.push(sentence);

it('a list comes back after a restart', async () => {
  const problems: string[] = [];
  const kept = await openKeptList(stored(), told(problems));
  expect(kept.list()).toEqual([]);
  await kept.set(['a', 'b']);
  expect((await openKeptList(stored(), told(problems))).list()).toEqual(['a', 'b']);
  expect(problems).toEqual([]);
});

it('lists that are set at the same moment are written one after the other', async () => {
  const kept = await openKeptList(stored(), told([]));
  await Promise.all([kept.set(['a']), kept.set(['b']), kept.set(['c'])]);
  expect(kept.list()).toEqual(['c']);
  expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual(['c']);
});

it('what could not be written is not in the list', async () => {
  const kept = await openKeptList(stored(), told([]));
  await kept.set(['a']);
  await rm(folder, { recursive: true });
  await expect(kept.set(['a', 'b'])).rejects.toThrow('ENOENT');
  expect(kept.list()).toEqual(['a']);
});

it('what cannot be understood is told and kept aside, and the list begins empty', async () => {
  await writeFile(file(), '{');
  const problems: string[] = [];
  expect((await openKeptList(stored(), told(problems))).list()).toEqual([]);
  expect(problems[0]).toContain('kept it as');
});

it('what may not be read is told too, and the list begins empty', async () => {
  const problems: string[] = [];
  const sealed = {
    ...stored(),
    read: () => Promise.reject(fail('forbidden', 'Retinue may not read it. (EACCES)')),
  };
  expect((await openKeptList(sealed, told(problems))).list()).toEqual([]);
  expect(problems).toEqual(['Retinue may not read it. (EACCES)']);
});

it('what is laid down about mail comes back, and what is no such thing is kept aside', async () => {
  const problems: string[] = [];
  const filings = () => storedJson<Filing>(file(), filingSchema, () => 1);
  const kept = await openKeptValue(filings(), NO_FILING, told(problems));
  expect(kept.value()).toEqual(NO_FILING);
  const filing: Filing = { ...NO_FILING, junk: { level: 'low', safe: [], blocked: ['@spam.test'] } };
  await kept.set(filing);
  expect((await openKeptValue(filings(), NO_FILING, told(problems))).value()).toEqual(filing);
  expect(problems).toEqual([]);
  await writeFile(file(), JSON.stringify({ ...filing, rules: [{ name: 'half' }] }));
  expect((await openKeptValue(filings(), NO_FILING, told(problems))).value()).toEqual(NO_FILING);
  expect(problems).toHaveLength(1);
  expect(JSON.parse(await readFile(`${file()}.unreadable-1`, 'utf8'))).toHaveProperty('rules');
});
