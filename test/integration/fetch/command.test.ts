import { access, readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchIn, type House, openHouse, sha256Of, startFetch, trueSha256 } from './house.ts';

let house: House;
afterEach(() => house.stop());

const BYTES = 12_000_000;

describe('fetch on the command line', () => {
  it('fetches a file whole and says what it took in its last line', async () => {
    house = await openHouse(BYTES);
    const truth = await trueSha256(house);
    const { status, last, stderr } = await fetchIn(house);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(last).toMatchObject({ done: true, bytes: BYTES, sha256: truth, retries: 0, resumedFrom: 0 });
    // The seams between pieces are compared.
    expect(last && 'bytesFetched' in last ? last.bytesFetched : 0).toBeLessThan(BYTES * 1.001);
    expect(await sha256Of(house.out)).toBe(truth);
    await expect(access(`${house.out}.part`)).rejects.toThrow('ENOENT');
    await expect(access(`${house.out}.part.json`)).rejects.toThrow('ENOENT');
    expect((await stat(house.out)).size).toBe(BYTES);
  });

  it('overwrites nothing', async () => {
    house = await openHouse(1_000_000);
    await writeFile(house.out, 'mine');
    const { status, stderr } = await fetchIn(house);
    expect(status).toBe(2);
    expect(stderr).toMatch(/exists already/);
    expect(await readFile(house.out, 'utf8')).toBe('mine');
  });

  it('ends with 3 where there is nothing at the address, with 1 where the password is wrong', async () => {
    house = await openHouse(1_000_000);
    const gone = await fetchIn({ ...house, url: `${house.url}.nothing` });
    expect(gone.status).toBe(3);
    expect(gone.stderr).toMatch(/\(404\)/);
    const refused = await fetchIn({ ...house, password: 'wrong' });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/\(401\)/);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('ends with 2 and one line for wrong arguments', async () => {
    house = await openHouse(1000);
    const { status, stderr, stdout } = await startFetch(['--url', house.url], 'x').finished;
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('fetch: --user is missing. --help lists what there is.\n');
  });

  it('keeps the part when it is stopped, and goes on from there', async () => {
    const slow = {
      where: { method: 'GET', ranged: true },
      step: 'mid-download',
      what: { kind: 'bandwidth', bytesPerSecond: 2_000_000 },
    } as const;
    house = await openHouse(BYTES, [{ id: 'slow', ...slow }]);
    const { url, user, out, password } = house;
    const running = startFetch(['--url', url, '--user', user, '--out', out, '--json'], password);
    // A note for every 64 KiB that are in the file.
    const notes = async () => (await readFile(`${out}.part.json`, 'utf8').catch(() => '')).split('\n').length;
    await expect.poll(notes, { timeout: 30_000 }).toBeGreaterThan(25);
    running.kill();
    expect((await running.finished).status).toBeNull();
    const { status, last, stderr } = await fetchIn(house);
    expect(status, stderr).toBe(0);
    expect(last).toMatchObject({ done: true, bytes: BYTES, sha256: await sha256Of(out) });
    expect(last && 'resumedFrom' in last ? last.resumedFrom : 0).toBeGreaterThan(1_000_000);
  });
});
