import { type FileHandle, lstat } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import type { Clock } from '../../clock.ts';
import { LIMITS } from '../../limits.ts';
import { codeOf } from './disk-faults.ts';
import type { PartPaths } from './found.ts';
import { type Journal, startJournal } from './journal.ts';
import {
  compact,
  entityLine,
  type Finishing,
  finishingLine,
  type JournalState,
  type Note,
  noteLine,
  safeLine,
  tallyLine,
} from './journal-lines.ts';
import type { Entity, Span, Tally } from './part.ts';
import { addSpan, covers, without } from './spans.ts';

/** What is known of the bytes in the file, and the journal that keeps it. Syncs in the background. */
export interface PartRecord {
  entity(): Entity | null;
  /** What was synced. */
  safe(): readonly Span[];
  /** What is in the file, synced or not. */
  written(): readonly Span[];
  tally(): Tally;
  /** A run is in the file. */
  wrote(note: Note): void;
  /** What this calls is done before each sync by the clock, so that a slow line's bytes are safe as well. */
  onTick(flush: () => Promise<void>): void;
  count(tally: Tally): void;
  /** Throws what a sync in the background threw. */
  check(): void;
  sync(): Promise<void>;
  restart(entity: Entity): Promise<void>;
  learn(entity: Entity): Promise<void>;
  forget(span: Span): Promise<void>;
  finishing(finishing: Finishing): Promise<void>;
  close(): Promise<void>;
}

export interface RecordOptions {
  readonly file: FileHandle;
  readonly paths: PartPaths;
  readonly journal: Journal;
  readonly state: JournalState;
  readonly clock: Clock;
}

export function createRecord({ file, paths, journal: first, state, clock }: RecordOptions): PartRecord {
  let journal = first;
  let { entity, safe, tally } = state;
  let written = safe;
  let notes: Note[] = [];
  let unsynced = 0;
  let underWay: Promise<void> | null = null;
  let tick: (() => void) | null = null;
  let flush = () => Promise.resolve();
  let fault: { readonly thrown: unknown } | null = null;

  const current = (): JournalState => ({ item: state.item, entity, safe, notes, tally, finishing: null });
  const settle = async () => {
    while (underWay) await underWay;
  };
  const syncOnce = async () => {
    const reached = written;
    unsynced = 0;
    await file.datasync();
    await ensureInPlace(file, paths);
    safe = reached;
    notes = notes.filter((note) => !covers(reached, note));
    if (journal.size() > LIMITS.partJournalBytes) await replace();
    else journal.append(tallyLine(tally) + safeLine(safe) + notes.map(noteLine).join(''));
    await journal.sync();
  };
  const replace = async () => {
    const old = journal;
    journal = await startJournal(paths.journal, compact(current()));
    await old.close();
  };
  const run = (work: () => Promise<void>): Promise<void> => {
    underWay ??= work()
      .catch((thrown: unknown) => {
        fault ??= { thrown };
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };
  /** A sync that covers all that was written before this call. */
  const syncNow = async () => {
    await calm();
    await run(syncOnce);
    check();
  };
  const atTick = () => {
    tick = null;
    void run(async () => {
      await flush();
      await syncOnce();
    });
  };
  const check = () => {
    if (fault) throw fault.thrown;
  };
  /** Nothing is under way, nor will be by the clock. */
  const calm = async () => {
    // What is under way may set the clock once more.
    await settle();
    tick?.();
    tick = null;
    check();
  };

  return {
    entity: () => entity,
    safe: () => safe,
    written: () => written,
    tally: () => tally,
    wrote(note) {
      written = addSpan(written, note);
      notes.push(note);
      journal.append(noteLine(note));
      unsynced += note.to - note.from;
      if (unsynced >= LIMITS.partSyncBytes) void run(syncOnce);
      tick ??= clock.after(LIMITS.partSyncMs, atTick);
    },
    onTick(next) {
      flush = next;
    },
    count(next) {
      tally = next;
    },
    check,
    sync: syncNow,
    async restart(next) {
      await calm();
      entity = next;
      safe = [];
      written = [];
      notes = [];
      await replace();
    },
    async learn(next) {
      entity = next;
      journal.append(entityLine(next));
      await journal.sync();
    },
    async forget(span) {
      await calm();
      written = without(written, span);
      safe = without(safe, span);
      notes = notes.filter(({ from, to }) => to <= span.from || from >= span.to);
      await syncNow();
    },
    async finishing(finishing) {
      await syncNow();
      journal.append(finishingLine(finishing));
      await journal.sync();
    },
    async close() {
      await settle();
      tick?.();
      tick = null;
      await journal.close();
    },
  };
}

/** The open file is still the one under its name: a folder that was removed takes bytes to nowhere. */
async function ensureInPlace(file: FileHandle, { part, target }: PartPaths): Promise<void> {
  const { ino } = await file.stat();
  const found = await lstat(part).catch((thrown: unknown) => {
    if (codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR') return null;
    throw thrown;
  });
  if (found?.ino === ino) return;
  throw fail(
    'forbidden',
    told(
      'The folder {folder} or the unfinished file in it was moved or removed while {name} was being fetched. Retinue stopped. Put it back or choose another folder, then try again.',
      { folder: path.dirname(target), name: path.basename(target) },
    ),
  );
}
