import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/network/clock.ts';
import { LIMITS } from '../../../../electron/network/limits.ts';
import { finishedAs } from '../../../../electron/network/transfer/part/found.ts';
import { freeName } from '../../../../electron/platform/free-name.ts';
import { finishingLine } from '../../../../electron/network/transfer/part/journal-lines.ts';
import { openPart } from '../../../../electron/network/transfer/part/open-part.ts';
import type { Entity, Part, Span } from '../../../../electron/network/transfer/part/part.ts';
import { toFailure } from '../../../../shared/errors.ts';

let folder = '';
let target = '';
const opened: Part[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-part-'));
  target = path.join(folder, 'scan.bin');
});
afterEach(async () => {
  for (const part of opened.splice(0)) await part.close().catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

const ITEM = 'https://mail.example.com/scan.bin';
const entity = (total: number | null): Entity => ({ total, etag: '"1"', lastModified: null, digest: null });
const failing = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (thrown: unknown) => toFailure(thrown),
  );

async function part(item = ITEM): Promise<Part> {
  const made = await openPart({ target, item, clock: systemClock });
  opened.push(made);
  return made;
}

async function put(into: Part, bytes: Buffer, { from, to }: Span, step = 65_536): Promise<void> {
  for (let at = from; at < to; at += step) await into.write(at, bytes.subarray(at, Math.min(to, at + step)));
}

/** The files as a killed process leaves them: nothing more is written, nothing is closed. */
async function asKilled(): Promise<string> {
  const copy = path.join(folder, 'copy');
  await mkdir(copy, { recursive: true });
  for (const name of ['scan.bin.part', 'scan.bin.part.json'])
    await cp(path.join(folder, name), path.join(copy, name));
  return path.join(copy, 'scan.bin');
}

describe('a part', () => {
  it('becomes the file when it is whole, and leaves nothing else behind', async () => {
    const bytes = randomBytes(9_000_000);
    const one = await part();
    await one.begin(entity(bytes.length));
    await put(one, bytes, { from: 4_000_000, to: bytes.length });
    await put(one, bytes, { from: 0, to: 4_000_000 });
    expect(one.held).toEqual([{ from: 0, to: bytes.length }]);
    const hash = createHash('sha256');
    for await (const chunk of one.content()) hash.update(chunk);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await one.finish()).toBe(target);
    expect((await readFile(target)).equals(bytes)).toBe(true);
    expect(await readdir(folder)).toEqual(['scan.bin']);
  });

  it('goes on after a close with all that was written and what is known of the entity', async () => {
    const bytes = randomBytes(3_000_000);
    const one = await part();
    await one.begin(entity(bytes.length));
    await put(one, bytes, { from: 0, to: 1_234_567 });
    one.count({ requests: 2, fetched: 1_300_000 });
    await one.close();
    const two = await part();
    expect(two).toMatchObject({
      resumed: true,
      entity: entity(bytes.length),
      held: [{ from: 0, to: 1_234_567 }],
    });
    expect(two.tally).toEqual({ requests: 2, retries: 0, fetched: 1_300_000 });
    expect(
      Buffer.from(await two.read({ from: 1_000_000, to: 1_234_567 })).equals(
        bytes.subarray(1_000_000, 1_234_567),
      ),
    ).toBe(true);
  });

  it('loses at most one run of 64 KiB a stream when the process is killed', async () => {
    const bytes = randomBytes(6_000_000);
    const one = await part();
    await one.begin(entity(bytes.length));
    await put(one, bytes, { from: 0, to: 2_500_000 });
    await put(one, bytes, { from: 3_000_000, to: 5_500_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const copy = await openPart({ target: await asKilled(), item: ITEM, clock: systemClock });
    opened.push(copy);
    const [first, second] = copy.held;
    expect(first?.to).toBeGreaterThan(2_500_000 - LIMITS.partNoteBytes);
    expect(second?.to).toBeGreaterThan(5_500_000 - LIMITS.partNoteBytes);
  });

  it('believes neither the length of the file nor a run whose bytes are not there', async () => {
    const bytes = randomBytes(1_000_000);
    const one = await part();
    await one.begin(entity(8_000_000));
    // A slow line: each run is in the file before the next one comes.
    const run = LIMITS.partNoteBytes;
    for (let at = 0; at < bytes.length; at += run) {
      await put(one, bytes, { from: at, to: Math.min(bytes.length, at + run) });
      if (at + run <= bytes.length) await expect.poll(() => one.written).toEqual([{ from: 0, to: at + run }]);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    const killed = await asKilled();
    const file = await open(`${killed}.part`, 'r+');
    await file.write(Buffer.alloc(10), 0, 10, 300_000);
    await file.close();
    expect((await stat(`${killed}.part`)).size).toBe(8_000_000);
    const copy = await openPart({ target: killed, item: ITEM, clock: systemClock });
    opened.push(copy);
    // The run around the damage is gone, and the one that was not complete.
    const damaged = Math.floor(300_000 / run) * run;
    expect(copy.held).toEqual([
      { from: 0, to: damaged },
      { from: damaged + run, to: Math.floor(1_000_000 / run) * run },
    ]);
  });

  it('forgets bytes that turned out to be wrong, also for the next opening', async () => {
    const bytes = randomBytes(1_000_000);
    const one = await part();
    await one.begin(entity(bytes.length));
    await put(one, bytes, { from: 0, to: bytes.length });
    await one.forget({ from: 400_000, to: bytes.length });
    expect(one.held).toEqual([{ from: 0, to: 400_000 }]);
    await one.close();
    expect((await part()).held).toEqual([{ from: 0, to: 400_000 }]);
  });

  it('starts again on another entity with nothing of the one before', async () => {
    const one = await part();
    await one.begin(entity(1_000_000));
    await put(one, randomBytes(1_000_000), { from: 0, to: 1_000_000 });
    await one.begin(entity(500));
    expect(one.held).toEqual([]);
    await one.close();
    expect(await part()).toMatchObject({ held: [], entity: { total: 500 }, resumed: false });
  });

  it('holds nothing wrong whatever was lost: kill or power cut at any moment', {
    timeout: 60_000,
  }, async () => {
    const bytes = randomBytes(3_000_000);
    const write = fc.record({
      from: fc.nat(2_900_000),
      length: fc.integer({ min: 1, max: 900_000 }),
      step: fc.integer({ min: 1000, max: 200_000 }),
    });
    const damage = fc.record({
      cutJournal: fc.nat(400),
      garbleFrom: fc.nat(3_000_000),
      garble: fc.boolean(),
    });
    let nth = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { minLength: 1, maxLength: 6 }),
        damage,
        async (writes, { cutJournal, garbleFrom, garble }) => {
          nth += 1;
          target = path.join(folder, `${nth}`, 'scan.bin');
          await mkdir(path.dirname(target));
          const one = await part();
          await one.begin(entity(bytes.length));
          const streams = writes.map(({ from, length, step }) =>
            put(one, bytes, { from, to: Math.min(bytes.length, from + length) }, step),
          );
          await Promise.all(streams);
          // The journal and the file are not copied at the same moment: the journal first, as it may only lag behind.
          const copy = path.join(folder, `${nth}`, 'copy.bin');
          await cp(`${target}.part.json`, `${copy}.part.json`);
          await cp(`${target}.part`, `${copy}.part`);
          const { size } = await stat(`${copy}.part.json`);
          await truncate(`${copy}.part.json`, Math.max(0, size - cutJournal));
          const safe = /"safe":\[\[/.test(await readFile(`${copy}.part.json`, 'utf8'));
          if (garble && !safe) {
            const file = await open(`${copy}.part`, 'r+');
            await file.write(Buffer.alloc(100_000), 0, 100_000, garbleFrom);
            await file.close();
          }
          const again = await openPart({ target: copy, item: ITEM, clock: systemClock });
          for (const span of again.held)
            expect(Buffer.from(await again.read(span)).equals(bytes.subarray(span.from, span.to))).toBe(true);
          await again.close();
          await one.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a part and other files', () => {
  it('is open once', async () => {
    await part();
    expect(await failing(part())).toMatchObject({
      kind: 'forbidden',
      sentence: expect.stringContaining('is being fetched already'),
    });
  });

  it('takes over the lock of a process that is gone', async () => {
    await writeFile(`${target}.part.lock`, '4194304 1');
    expect((await part()).resumed).toBe(false);
  });

  it('never overwrites a file, whether it was there before or came meanwhile', async () => {
    const one = await part();
    await one.begin(entity(4));
    await one.write(0, Buffer.from('ours'));
    await writeFile(target, 'mine');
    expect(await failing(one.finish())).toMatchObject({
      kind: 'invalid-input',
      sentence: expect.stringContaining('exists already'),
    });
    await one.close();
    expect(await readFile(target, 'utf8')).toBe('mine');
    expect(await failing(part())).toMatchObject({ kind: 'invalid-input' });
    await rm(target);
    expect((await part()).held).toEqual([{ from: 0, to: 4 }]);
  });

  it('leaves the part of another item, a stranger’s file and a link alone', async () => {
    const one = await part();
    await one.begin(entity(10));
    await one.close();
    expect(await failing(part('another'))).toMatchObject({
      kind: 'invalid-input',
      sentence: expect.stringContaining('another item'),
    });
    await writeFile(`${target}.part.json`, '{"some":"journal"}');
    expect(await failing(part())).toMatchObject({
      kind: 'invalid-input',
      sentence: expect.stringContaining('did not make'),
    });
    await rm(`${target}.part.json`);
    expect(await failing(part())).toMatchObject({ kind: 'invalid-input' });
    await rm(`${target}.part`);
    await writeFile(path.join(folder, 'elsewhere'), 'precious');
    await symlink(path.join(folder, 'elsewhere'), `${target}.part`);
    expect(await failing(part())).toMatchObject({ kind: 'invalid-input' });
    expect(await readFile(path.join(folder, 'elsewhere'), 'utf8')).toBe('precious');
  });

  it('begins afresh where a power cut left an empty journal', async () => {
    await writeFile(`${target}.part`, 'something');
    await writeFile(`${target}.part.json`, Buffer.alloc(100));
    expect(await part()).toMatchObject({ resumed: false, held: [], entity: null });
  });

  it('knows at the next start a file that got its name just before the process was killed', async () => {
    const one = await part();
    await one.begin(entity(4));
    await one.write(0, Buffer.from('ours'));
    await one.sync();
    const journal = await readFile(`${target}.part.json`, 'utf8');
    await one.finish();
    await writeFile(`${target}.part.json`, journal);
    expect(await finishedAs(target, ITEM)).toBe(false);
    await writeFile(`${target}.part.json`, journal + finishingLine({ size: 4, placeholder: false }));
    await writeFile(`${target}.part.lock`, '4194304 1');
    expect(await finishedAs(target, 'another')).toBe(false);
    expect(await finishedAs(target, ITEM)).toBe(true);
    expect(await readdir(folder)).toEqual(['scan.bin']);
  });

  it('words what the disk says', async () => {
    target = path.join(folder, 'nowhere', 'scan.bin');
    expect(await failing(part())).toMatchObject({
      kind: 'forbidden',
      sentence: expect.stringContaining('is not there (ENOENT)'),
    });
    target = path.join(folder, `${'x'.repeat(300)}`);
    expect(await failing(part())).toMatchObject({
      kind: 'invalid-input',
      sentence: expect.stringContaining('too long'),
    });
    target = path.join(folder, 'scan\0.bin');
    expect(await failing(part())).toMatchObject({ kind: 'invalid-input' });
    target = path.join(folder, 'scan.bin');
    const one = await part();
    const huge = 2 ** 52;
    expect(await failing(one.begin(entity(huge)))).toMatchObject({
      kind: 'storage-full',
      sentence: expect.stringMatching(/has \d+ MB left; the file needs \d+ MB more/),
    });
  });

  it('says so when its folder is removed in the middle', async () => {
    target = path.join(folder, 'gone', 'scan.bin');
    await mkdir(path.dirname(target));
    const one = await part();
    await one.begin(entity(1_000_000));
    await one.write(0, randomBytes(1000));
    await rm(path.dirname(target), { recursive: true });
    expect(await failing(one.sync())).toMatchObject({
      kind: 'forbidden',
      sentence: expect.stringContaining('moved or removed'),
    });
  });

  it('may not write in a read-only folder, and says so', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may write everywhere');
    await chmod(folder, 0o500);
    expect(await failing(part())).toMatchObject({
      kind: 'forbidden',
      sentence: expect.stringContaining('(EACCES)'),
    });
    await chmod(folder, 0o700);
  });

  it('finds a free name beside files and unfinished downloads, whatever the sender wrote', async () => {
    expect(await freeName(folder, 'plan.pdf')).toBe(path.join(folder, 'plan.pdf'));
    await writeFile(path.join(folder, 'plan.pdf'), '');
    await writeFile(path.join(folder, 'plan (2).pdf.part'), '');
    expect(await freeName(folder, 'plan.pdf')).toBe(path.join(folder, 'plan (3).pdf'));
    expect(path.dirname(await freeName(folder, '../../etc/passwd'))).toBe(folder);
  });
});
