import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { toldOf, told } from '../../../shared/language/told.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { DraftsOptions } from './drafts.ts';
import { DRAFT_ID, readDraft, setAside, sweepFolder, writeDraft } from './draft-folder.ts';

/** Every draft of the last run. One that the outbox has already is set aside; a damaged one is told of and left alone. */
export async function findDrafts(options: DraftsOptions): Promise<readonly string[]> {
  const { root, onProblem } = options;
  await mkdir(root, { recursive: true, mode: 0o700 });
  const found: string[] = [];
  for (const name of (await readdir(root)).sort()) {
    if (name.startsWith('.gone-')) await rm(path.join(root, name), { recursive: true, force: true });
    if (!DRAFT_ID.test(name)) continue;
    try {
      if (await settle(options, name)) found.push(name);
    } catch (thrown) {
      if (await wasNeverWritten(root, name)) await rm(path.join(root, name), { recursive: true });
      else onProblem(toldOf(toFailure(thrown)));
    }
  }
  return found;
}

/** False where the draft had been handed to the outbox before the crash. */
async function settle({ root, sending, onProblem }: DraftsOptions, id: string): Promise<boolean> {
  const file = await readDraft(root, id);
  if (file.sendingSince !== null) {
    if (sending?.outbox.list().some((each) => each.id === id)) {
      await setAside(root, id);
      return false;
    }
    await writeDraft(root, { ...file, open: true, sendingSince: null });
    onProblem(
      told(
        'Retinue was stopped before a message had reached the Outbox. It was not sent and is open as a draft again. Send it from there.',
      ),
    );
  }
  await sweepFolder(root, file);
  return true;
}

/** The folder was made, and the program ended before the first draft in it had its name: nobody was told that it is safe. */
async function wasNeverWritten(root: string, id: string): Promise<boolean> {
  return (await readdir(path.join(root, id))).every((name) => name === 'draft.json.new');
}
