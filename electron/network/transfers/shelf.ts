import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { told, type Told } from '../../../shared/language/told.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { ownerOf } from '../files.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';
import { replaceFile } from '../replace-file.ts';
import { recordsSchema, type TransferRecord } from './record.ts';

/** Where the list of transfers is kept, beside their files. */
export interface Shelf {
  /** What the last run left. A list that cannot be read is set aside, and its parts with it; `onProblem` is told. */
  load(): Promise<readonly TransferRecord[]>;
  /** Replaces the list in one step. */
  keep(records: readonly TransferRecord[]): Promise<void>;
  /** Removes every file that no record names: what was fetched for one run only. */
  sweep(records: readonly TransferRecord[]): Promise<void>;
}

const LIST = 'transfers.json';

export function openShelf(folder: string, onProblem: (problem: Told) => void): Shelf {
  const list = path.join(folder, LIST);
  const inTurn = createInTurn();
  return {
    async load() {
      const text = await readFile(list, 'utf8').catch((thrown: unknown) => {
        if (codeOf(thrown) === 'ENOENT') return '[]';
        throw thrown;
      });
      const found = v.safeParse(recordsSchema, parsed(text));
      if (found.success) return found.output;
      onProblem(
        told(
          'The list of unfinished downloads could not be read. Retinue begins a new one; attachments are fetched again when they are opened.',
        ),
      );
      await rename(list, `${list}.damaged`);
      return [];
    },
    keep: (records) =>
      inTurn(async () => {
        const text = JSON.stringify(records);
        await replaceFile(folder, LIST, (file) => file.writeFile(text));
      }),
    async sweep(records) {
      const ids = new Set(records.map(({ id }) => id));
      for (const name of await readdir(folder)) {
        const id = ownerOf(name);
        if (id !== undefined && !ids.has(id)) await rm(path.join(folder, name), { force: true });
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
