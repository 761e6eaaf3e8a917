import type { Cursor } from './cursor.ts';
import { FLAGS } from './flags.ts';
import { NO_FOLDER, readFolder } from './list.ts';
import { done, type Outcome, ownerOf, type Session, viewOf } from './session.ts';
import { newView, type View } from './view.ts';

/** SELECT and EXAMINE, which are the same here: nothing of a mailbox can be changed. */
export async function select(session: Session, cursor: Cursor): Promise<Outcome> {
  cursor.space();
  const { folder } = readFolder(session, cursor);
  cursor.end();
  // A SELECT that fails leaves no folder selected (RFC 3501 section 6.3.1).
  session.view = null;
  if (folder === null) return NO_FOLDER;
  session.view = newView(ownerOf(session).mailbox, folder);
  await session.connection.write(greetingOf(session.view));
  return done('[READ-ONLY] The folder is open for reading.');
}

/** The folder's counter is its UIDVALIDITY: the same at every start, and another one for a folder made anew under an old name. */
function greetingOf({ entries, folder, next }: View): string {
  const unseen = entries.findIndex(({ item }) => !item.read) + 1;
  return [
    `* FLAGS (${FLAGS.join(' ')})`,
    `* ${entries.length} EXISTS`,
    '* 0 RECENT',
    ...(unseen > 0 ? [`* OK [UNSEEN ${unseen}] The first message that was not read.`] : []),
    '* OK [PERMANENTFLAGS ()] No flag can be changed.',
    `* OK [UIDNEXT ${next}] The next UID.`,
    `* OK [UIDVALIDITY ${folder.id}] UIDs are valid.`,
    '',
  ].join('\r\n');
}

/** CLOSE and UNSELECT: there is nothing to expunge. */
export function unselect(session: Session, cursor: Cursor): Outcome {
  cursor.end();
  viewOf(session);
  session.view = null;
  return done('No folder is selected now.');
}
