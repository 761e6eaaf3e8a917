import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { assertNever } from '../../../shared/errors.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import type { FetchedFile } from '../../../shared/contracts/network.ts';
import type { Files } from '../files.ts';
import { diskFailure } from '../transfer/part/disk-faults.ts';
import { type BundledEntry, writeBundle } from './bundle/bundle.ts';

/** What of a message leaves the spool: its bytes, or all that is known of it without what it says. */
export type Exported =
  | { readonly what: 'eml' }
  | { readonly what: 'bundle'; readonly report: string; readonly version: string };

export interface ExportParts {
  readonly files: Files;
  /** 32 hex digits. */
  readonly newId: () => string;
  readonly requests: () => readonly RequestFacts[];
}

/** Makes a file of a message, to be saved by its person and forgotten then. Rejects where the disk does not take it. */
export async function exportEntry(
  entry: BundledEntry,
  exported: Exported,
  parts: ExportParts,
): Promise<FetchedFile> {
  const { files } = parts;
  const fileId = parts.newId();
  const out = files.path(fileId);
  try {
    switch (exported.what) {
      case 'eml':
        await copyFile(entry.emlPath, out, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
        break;
      case 'bundle':
        await writeBundle(entry, { ...exported, requests: parts.requests() }, out);
        break;
      default:
        assertNever(exported);
    }
    return { fileId, size: await files.sizeOf(fileId) };
  } catch (thrown) {
    await rm(out, { force: true });
    throw diskFailure(thrown, out);
  }
}
