import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { fail } from '../../../shared/errors.ts';
import { type Told, told } from '../../../shared/language/told.ts';
import { after, type History, historyOf } from '../../../shared/delivery/history.ts';
import { type Step, type StepOf, stepSchema } from '../../../shared/delivery/steps.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { syncFolder } from '../transfer/part/journal.ts';

/** One outgoing message on disk: `message.eml`, the exact bytes that are sent, and `journal.ndjson`, one step a line. */
export interface Entry {
  readonly id: string;
  readonly emlPath: string;
  readonly steps: readonly Step[];
  readonly history: History;
  /** Resolves when the step is on disk for good: only then may what it announces be done. */
  append(step: Step): Promise<void>;
  close(): Promise<void>;
}

const EML = 'message.eml';
const JOURNAL = 'journal.ndjson';
/** No journal of ours is longer; it would take years of tries. */
const JOURNAL_BYTES = 16 * 2 ** 20;

/**
 * Makes the folder of a message, in one step and for good: before, nothing of it is there, and after, all of it.
 * `eml` is read from where it is and written down as it comes.
 */
export async function createEntry(
  spool: string,
  id: string,
  eml: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  first: StepOf<'spooled'>,
): Promise<void> {
  const fresh = path.join(spool, `.new-${id}`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await written(path.join(fresh, EML), eml);
  await written(path.join(fresh, JOURNAL), [Buffer.from(lineOf(first))]);
  await syncFolder(fresh);
  await rename(fresh, path.join(spool, id));
  await syncFolder(spool);
}

/** Removes the folder of a message, in one step: what is left of it after a crash is none. It must be closed. */
export async function removeEntry(spool: string, id: string): Promise<void> {
  const gone = path.join(spool, `.new-${id}`);
  await rm(gone, { recursive: true, force: true });
  await rename(path.join(spool, id), gone);
  await syncFolder(spool);
  await rm(gone, { recursive: true, force: true });
}

async function written(file: string, content: Parameters<typeof createEntry>[2]): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of content) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Opens the folder of a message. Rejects where journal or message are not what they were; nothing is changed then. */
export async function openEntry(spool: string, id: string): Promise<Entry> {
  const folder = path.join(spool, id);
  const { steps, whole } = await readSteps(folder);
  const history = historyOf(steps);
  if (!history) throw damaged(told('its journal does not begin as one'));
  const { size } = await stat(path.join(folder, EML)).catch(() =>
    Promise.reject(damaged(told('message.eml is gone'))),
  );
  if (size !== history.spooled.bytes)
    throw damaged(
      told('message.eml has {size} bytes instead of {bytes}', { size, bytes: history.spooled.bytes }),
    );
  const file = await open(path.join(folder, JOURNAL), 'r+');
  try {
    // What a crash left of the last line was never acted on: it is written before the act.
    await file.truncate(whole);
    return appending(id, folder, file, whole, steps, history);
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

function appending(
  id: string,
  folder: string,
  file: FileHandle,
  whole: number,
  begun: readonly Step[],
  known: History,
): Entry {
  const steps = [...begun];
  const inTurn = createInTurn();
  let history = known;
  let end = whole;
  return {
    id,
    emlPath: path.join(folder, EML),
    get steps() {
      return steps;
    },
    get history() {
      return history;
    },
    append: (step) =>
      inTurn(async () => {
        const line = Buffer.from(lineOf(step));
        await file.write(line, 0, line.byteLength, end);
        await file.datasync();
        end += line.byteLength;
        steps.push(step);
        history = after(history, step);
      }),
    close: () => inTurn(() => file.close()),
  };
}

/** The steps of the journal in a message's folder, and where its last whole line ends. Reads only. */
export async function readSteps(
  folder: string,
): Promise<{ readonly steps: readonly Step[]; readonly whole: number }> {
  const bytes = await readFile(path.join(folder, JOURNAL)).catch(() =>
    Promise.reject(damaged(told('its journal is gone'))),
  );
  if (bytes.byteLength > JOURNAL_BYTES) throw damaged(told('its journal is too long'));
  const whole = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.toString('utf8', 0, whole).split('\n').slice(0, -1);
  return { steps: lines.map(stepOf), whole };
}

function stepOf(line: string, nth: number): Step {
  try {
    return v.parse(stepSchema, JSON.parse(line));
  } catch (thrown) {
    throw damaged(told('line {line} of its journal cannot be read', { line: nth + 1 }), thrown);
  }
}

function lineOf(step: Step): string {
  return `${JSON.stringify(step)}\n`;
}

function damaged({ said: why }: Required<Told>, cause?: unknown) {
  return fail(
    'conflict',
    told(
      'A message of the Outbox is damaged on this computer: {why}. Retinue does not send it and left its folder as it is. Open message.eml there with a mail program.',
      { why },
    ),
    {},
    cause,
  );
}
