import { folderAt, locate, type Target } from '../store/locate.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Folder } from '../store/nodes.ts';
import { isPublicStore } from '../store/public-store.ts';
import { mayIn } from '../store/rights.ts';
import type { World } from './call.ts';
import { refuse } from './refusal.ts';
import type { StorePath } from './stores.ts';

/** Verbs that only look. COPY looks at its source; what it makes is judged at its destination. */
const LOOKING = [
  'OPTIONS',
  'GET',
  'HEAD',
  'PROPFIND',
  'BPROPFIND',
  'SEARCH',
  'COPY',
  'BCOPY',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'POLL',
  'X-MS-ENUMATTS',
];

/**
 * 403 where the caller may not do this verb's work at this place: in the mailbox of somebody else, or in a public folder
 * that others keep. The hidden subtree of any mailbox may be asked for the well-known folders (reference 1.2).
 */
export function checkRights(
  world: Pick<World, 'personality'>,
  { mailbox, segments }: StorePath,
  caller: Mailbox,
  method: string,
): void {
  if (mailbox === caller) return;
  const target = locate(mailbox, segments, !world.personality.exchange);
  const folder = folderOf(target, mailbox);
  if (folder?.hidden && method === 'PROPFIND') return;
  const wanted = LOOKING.includes(method) ? 'reviewer' : 'editor';
  if (folder === null || !mayIn(caller.user, mailbox, folder, 'reviewer'))
    refuse(403, 'This mailbox or folder belongs to somebody else.');
  if (!mayIn(caller.user, mailbox, folder, wanted)) refuse(403, 'You may read this folder and no more.');
}

/** The folder whose rights count; null for the submission URI of a mailbox, which is its owner's alone. */
function folderOf(target: Target, mailbox: Mailbox): Folder | null {
  // The public store has no submission URI: the verb says so.
  if (target.kind === 'submission') return isPublicStore(mailbox) ? mailbox.root : null;
  return folderAt(target) ?? mailbox.root;
}
