import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import { markAsForeign } from '../../../platform/quarantine.ts';
import { becameShorter, diskFailure, ensureRoom } from './disk-faults.ts';
import { exists, foundJournal, heldBytes, type PartPaths, pathsOf } from './found.ts';
import { giveName, taken } from './give-name.ts';
import { startJournal, syncFolder } from './journal.ts';
import { compact, type JournalState } from './journal-lines.ts';
import { lockPart } from './lock.ts';
import type { Entity, OpenPart, Part, PartOptions, Span, Tally } from './part.ts';
import { createRecord, type PartRecord } from './record.ts';
import { reserve } from './reserve.ts';
import { createSink, type Sink } from './sink.ts';
import { addSpan, bytesIn, without } from './spans.ts';

const READ_BYTES = 2 ** 20;

/** Opens the part of a target, or makes one (part.ts). Rejects with a FailureError and leaves nothing open. */
export const openPart: OpenPart = async (options) => {
  try {
    return await opened(options);
  } catch (thrown) {
    throw diskFailure(thrown, options.target);
  }
};

async function opened({ target, item, clock }: PartOptions): Promise<Part> {
  if (/[\0]/.test(target) || path.basename(target) === '')
    throw fail('invalid-input', told('The name of the file is empty or holds a NUL. Choose another one.'));
  const paths = pathsOf(path.resolve(target));
  if (await exists(paths.target)) throw taken(paths.target);
  const unlock = await lockPart(paths.part);
  try {
    const found = await foundJournal(paths, item);
    const flags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
    const file = await open(paths.part, flags, 0o600);
    try {
      const held = found?.entity ? await heldBytes(file, found) : [];
      const state: JournalState = { ...(found ?? fresh(item)), safe: held, notes: [], finishing: null };
      const journal = await startJournal(paths.journal, compact(state));
      const record = createRecord({ file, paths, journal, state, clock });
      return partOf({ file, paths, record, unlock, now: () => clock.now() });
    } catch (thrown) {
      await file.close();
      throw thrown;
    }
  } catch (thrown) {
    await unlock();
    throw thrown;
  }
}

const fresh = (item: string): JournalState => ({
  item,
  entity: null,
  safe: [],
  notes: [],
  tally: { requests: 0, retries: 0, fetched: 0 },
  finishing: null,
});

interface Inside {
  readonly file: FileHandle;
  readonly paths: PartPaths;
  readonly record: PartRecord;
  readonly unlock: () => Promise<void>;
  readonly now: () => number;
}

function partOf({ file, paths, record, unlock, now }: Inside): Part {
  let held: readonly Span[] = record.safe();
  const resumed = held.length > 0;
  let tally: Tally = record.tally();
  const sink: Sink = createSink(file, (note) => record.wrote(note));
  let closed = false;

  const worded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (thrown) {
      throw diskFailure(thrown, paths.target);
    }
  };
  const sync = async () => {
    await sink.flush();
    record.count(tally);
    await record.sync();
  };
  const close = async (last: () => Promise<void>) => {
    if (closed) return;
    closed = true;
    try {
      await last();
    } finally {
      await record.close();
      await file.close();
      await unlock();
    }
  };
  const begin = async (entity: Entity) => {
    await sink.flush();
    held = [];
    await record.restart(entity);
    const { total } = entity;
    if (total !== null) await ensureRoom(paths.target, total - (await file.stat()).blocks * 512);
    if (total === null) await file.truncate(0);
    else await reserve(file, paths.part, total);
  };
  const finish = async () => {
    const size = bytesIn(held);
    await sink.flush();
    await file.truncate(size);
    record.count(tally);
    await record.finishing({ size, placeholder: false });
    await giveName(paths, () => record.finishing({ size, placeholder: true }));
    await markAsForeign(paths.target, process.platform, now());
    await close(async () => {
      await rm(paths.journal);
      await syncFolder(path.dirname(paths.target));
    });
    return paths.target;
  };

  const remove = async () => {
    for (const each of [paths.part, paths.journal]) await rm(each, { force: true });
  };

  record.onTick(() => sink.flush());
  return {
    get entity() {
      return record.entity();
    },
    path: paths.part,
    get held() {
      return held;
    },
    get written() {
      return record.written();
    },
    get tally() {
      return tally;
    },
    resumed,
    begin: (entity) => worded(begin(entity)),
    learn: (entity) => worded(record.learn(entity)),
    async write(offset, bytes, onDone) {
      try {
        record.check();
        await sink.write(offset, bytes, onDone);
        held = addSpan(held, { from: offset, to: offset + bytes.byteLength });
      } catch (thrown) {
        throw diskFailure(thrown, paths.target);
      }
    },
    forget: (span) =>
      worded(
        (async () => {
          await sink.flush();
          held = without(held, span);
          await record.forget(span);
        })(),
      ),
    read: (span) => worded(sink.flush().then(() => bytesOf(file, span))),
    count({ requests = 0, retries = 0, fetched = 0 }) {
      tally = {
        requests: tally.requests + requests,
        retries: tally.retries + retries,
        fetched: tally.fetched + fetched,
      };
    },
    sync: () => worded(sync()),
    content: () => contentOf(file, sink, () => bytesIn(held)),
    finish: () => worded(finish()),
    // Nothing ever came: there is nothing to keep.
    close: () => worded(close(record.entity() === null ? remove : sync)),
    discard: () => worded(close(remove)),
  };
}

async function bytesOf(file: FileHandle, { from, to }: Span): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.allocUnsafe(to - from), position: from });
  return buffer.subarray(0, bytesRead);
}

async function* contentOf(file: FileHandle, sink: Sink, size: () => number): AsyncGenerator<Uint8Array> {
  await sink.flush();
  for (let at = 0; at < size(); ) {
    const bytes = await bytesOf(file, { from: at, to: Math.min(size(), at + READ_BYTES) });
    if (bytes.byteLength === 0) throw becameShorter();
    yield bytes;
    at += bytes.byteLength;
  }
}
