import type { Say } from '../../../../shared/language/say.ts';
import { storeOf } from '../../../../shared/mail/roots.ts';
import type { FolderRow } from '../../../store/tables.ts';
import type { Dragged } from './drag-context.tsx';

/** Why messages cannot be dropped on a folder, as a sentence; '' while it is not known yet. null: they can. */
export function dropRefusal(
  say: Say,
  to: FolderRow,
  { from }: Dragged,
  folders: readonly FolderRow[],
  copies: boolean,
): string | null {
  if (from === undefined) return '';
  if (copies) return say('Retinue moves mail and makes no copies. Let the key go to move.');
  if (from === null) return say('These messages are of several accounts, and mail is moved within one.');
  if (from.accountId !== to.accountId) return say('Mail is moved within its account.');
  if (from.id === to.id) return say('The messages are in this folder.');
  const here = folders.find(({ id }) => id === from.id);
  if (storeOf(to) !== (here ? storeOf(here) : ''))
    return say('Exchange moves messages only within one mailbox, and among public folders.');
  return null;
}
