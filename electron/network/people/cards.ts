import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import type { Contact, ListedContact } from '../../../shared/people/contact.ts';
import { readVcards } from '../../../shared/people/read-vcards.ts';
import { writeVcard } from '../../../shared/people/write-vcard.ts';
import { replaceFile } from '../replace-file.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';

/** The address book on this computer: a vCard file for each contact, and no other copy of it. */
export interface Cards {
  list(): Promise<readonly ListedContact[]>;
  /** Resolves when it is safe on disk. */
  save(key: string | null, contact: Contact): Promise<{ readonly key: string }>;
  remove(key: string): Promise<void>;
}

const CARD = /^([0-9a-f]{32})\.vcf$/;
/** More than this is no card; bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Cards in a folder, which is made when the first is written. What in it is no card is left alone. */
export function createCards(folder: string, newId: () => string): Cards {
  const inTurn = createInTurn();
  const read = async (name: string): Promise<readonly ListedContact[]> => {
    const key = CARD.exec(name)?.[1];
    if (key === undefined) return [];
    const bytes = await readFile(path.join(folder, name));
    const [contact] = bytes.length > MOST_BYTES ? [] : readVcards(bytes.toString('utf8'));
    return contact ? [{ ...contact, key }] : [];
  };
  return {
    list: () =>
      inTurn(async () => {
        const found: ListedContact[] = [];
        for (const name of await names(folder)) found.push(...(await read(name)));
        return found;
      }),
    save: (known, contact) =>
      inTurn(async () => {
        const key = known ?? newId();
        const uid = contact.uid || uuidOf(newId());
        try {
          await mkdir(folder, { recursive: true, mode: 0o700 });
          await replaceFile(folder, `${key}.vcf`, (file) => file.writeFile(writeVcard({ ...contact, uid })));
        } catch (thrown) {
          throw fail('storage-full', unwritten(codeOf(thrown)), { detail: codeOf(thrown) }, thrown);
        }
        return { key };
      }),
    remove: (key) => inTurn(() => rm(path.join(folder, `${key}.vcf`), { force: true })),
  };
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

/** 32 hex digits as a UUID is written. */
function uuidOf(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function unwritten(code: string) {
  return told(
    "The contact could not be written to the disk ({code}). Retinue left the address book as it was. Check the disk's room and the folder's permissions, then save again.",
    { code },
  );
}
