import { createHash } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type HashThread, startHashThread } from '../../../../electron/network/transfer/hash-thread.ts';

const BYTES = 32 * 2 ** 20;
const content = (fill: number) => Buffer.alloc(BYTES, fill);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let folder = '';
let file = '';
let thread: HashThread;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-hash-'));
  file = path.join(folder, 'file.bin.part');
  await writeFile(file, content(1));
  thread = startHashThread(file);
  thread.start(['sha256']);
});
afterEach(async () => {
  thread.stop();
  await rm(folder, { recursive: true });
});

const digest = async () => Buffer.from((await thread.digests())[0] ?? []).toString('hex');

it('sums up what was told to be in the file', async () => {
  thread.upTo(BYTES / 2);
  thread.upTo(BYTES);
  expect(await digest()).toBe(sha256(content(1)));
});

it('outlives a file that begins anew while it was read', async () => {
  thread.upTo(BYTES);
  await truncate(file, 0);
  thread.upTo(BYTES);
  thread.start(['sha256']);
  await writeFile(file, content(2));
  thread.upTo(BYTES);
  expect(await digest()).toBe(sha256(content(2)));
});

it('says when bytes that were written are gone', async () => {
  await truncate(file, 1000);
  thread.upTo(BYTES);
  await expect(thread.digests()).rejects.toMatchObject({
    failure: { kind: 'conflict', sentence: expect.stringContaining('became shorter') },
  });
});
