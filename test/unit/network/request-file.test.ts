import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Told } from '../../../shared/language/told.ts';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { openRequestFile } from '../../../electron/network/health/request-file.ts';
import { LIMITS } from '../../../electron/network/limits.ts';
import type { RequestRecord } from '../../../electron/network/log.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-request-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = Date.now();
const request = (nth: number, more: Partial<RequestRecord> = {}): RequestRecord => ({
  at: at + nth,
  origin: 'https://mail.example.com',
  method: 'SEARCH',
  path: `/exchange/dagny/${nth}/`,
  to: null,
  status: 207,
  broke: null,
  sent: 300,
  bytes: 1100,
  ms: 61,
  ...more,
});
const never = ({ sentence }: Told) => {
  throw new Error(sentence);
};
const open = (clock: Clock = systemClock) => openRequestFile(folder, clock, never);
const file = () => path.join(folder, 'requests.ndjson');
const paths = (records: readonly RequestRecord[]) => records.map((each) => each.path);

describe('the request log on disk', () => {
  it('is there after a restart, oldest first, for this user only', async () => {
    const first = await open();
    expect(first.before).toEqual([]);
    for (const nth of [1, 2, 3]) first.note(request(nth));
    await first.stop();
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const again = await open();
    expect(again.before).toEqual([request(1), request(2), request(3)]);
    again.note(request(4));
    await again.stop();
    expect(paths((await open()).before)).toEqual([1, 2, 3, 4].map((nth) => `/exchange/dagny/${nth}/`));
  });

  it('writes nothing while a request is noted, and nothing that a record does not name', async () => {
    let act: (() => void) | null = null;
    const one = await open({ now: () => at, after: (_ms, due) => ((act = due), () => undefined) });
    one.note({ ...request(1), authorization: 'Basic c2VjcmV0' } as RequestRecord);
    one.note(request(2));
    await expect(stat(file())).rejects.toMatchObject({ code: 'ENOENT' });
    expect(act).not.toBeNull();
    await one.stop();
    const text = await readFile(file(), 'utf8');
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('c2VjcmV0');
  });

  it('passes over a torn last line and what is no record, and goes on behind it', async () => {
    const one = await open();
    one.note(request(1));
    one.note(request(2));
    await one.stop();
    await truncate(file(), (await stat(file())).size - 20);
    const torn = await open();
    expect(paths(torn.before)).toEqual(['/exchange/dagny/1/']);
    torn.note(request(3));
    await torn.stop();
    await appendFile(file(), '{"at":"yesterday"}\nnull\n\0\0\0\n');
    expect(paths((await open()).before)).toEqual(['/exchange/dagny/1/', '/exchange/dagny/3/']);
  });

  it('forgets what is older than seven days', async () => {
    const one = await open();
    one.note(request(1, { at: at - LIMITS.requestFileMs - 60_000 }));
    one.note(request(2, { at: at - LIMITS.requestFileMs + 60_000 }));
    await one.stop();
    expect(paths((await open()).before)).toEqual(['/exchange/dagny/2/']);
  });

  it('never takes more than two files of a known size', async () => {
    await writeFile(file(), `${JSON.stringify(request(1))}\n`.padEnd(LIMITS.requestFileBytes, '\n'));
    const one = await open();
    one.note(request(2));
    await one.stop();
    expect((await stat(file())).size).toBeLessThan(1000);
    expect((await stat(path.join(folder, 'requests-older.ndjson'))).size).toBe(LIMITS.requestFileBytes);
    expect(paths((await open()).before)).toEqual(['/exchange/dagny/1/', '/exchange/dagny/2/']);
  });

  it('says once that the disk refuses it, and stops nothing', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file in its place');
    const told: string[] = [];
    const one = await openRequestFile(folder, systemClock, ({ sentence }) => void told.push(sentence));
    one.note(request(1));
    await one.stop();
    expect(told).toHaveLength(1);
  });
});
