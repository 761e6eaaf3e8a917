import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/network/clock.ts';
import { lockSpool } from '../../../../electron/network/spool/lock-spool.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock of the spool', () => {
  it('is waited for while the process that has it ends', async () => {
    const unlock = await lockSpool(folder, systemClock, 0);
    const next = lockSpool(folder, systemClock, 60_000);
    await unlock();
    await (await next)();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused where the other goes on', async () => {
    await lockSpool(folder, systemClock, 0);
    await expect(lockSpool(folder, systemClock, 250)).rejects.toMatchObject({
      failure: { kind: 'forbidden', sentence: expect.stringContaining('Another program is sending from') },
    });
  });
});
