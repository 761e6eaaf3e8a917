import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { RESTORED } from '../../platform/restored.ts';
import type { Clock } from '../clock.ts';
import type { Entry } from './entry.ts';

/**
 * A spool out of a back-up: what is still on its way there may have been sent since, by the profile that the back-up is
 * of, and nothing on this computer tells. So each such message waits for its person (I1: never sent twice by itself). The
 * mark goes when that is noted on disk for all of them: a start that broke off begins again.
 */
export async function holdRestored(folder: string, entries: readonly Entry[], clock: Clock): Promise<void> {
  const mark = path.join(folder, RESTORED);
  const isRestored = await access(mark).then(
    () => true,
    () => false,
  );
  if (!isRestored) return;
  for (const entry of entries) {
    const { submittedAt, takenBack, block } = entry.history;
    if (submittedAt !== null || takenBack || block?.block === 'restored') continue;
    await entry.append({ kind: 'blocked', at: clock.now(), block: 'restored', failure: null });
  }
  await rm(mark, { force: true });
}
