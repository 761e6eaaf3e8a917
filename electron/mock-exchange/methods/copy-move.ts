import { type Call, flagHeader, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { multistatus, type Reply } from '../http/reply.ts';
import { copy, move, remove } from '../store/changes.ts';
import { freeName } from '../store/mailbox.ts';
import { type Folder, isWithin, type StoreNode } from '../store/nodes.ts';
import { hrefOf, permanentUrl } from '../store/urls.ts';
import { checkConditions } from './conditions.ts';
import { refuseFixed } from './fixed.ts';
import { lockedResponses, lockedWithin, refuseLocked } from './locked.ts';
import { leaveQueue, refuseQueued } from './queued.ts';
import { submitItem } from './submit.ts';
import { asNode, destinationOf, parentOf, targetOf } from './target.ts';

/** Where a node goes, and what must go first. */
interface Landing {
  readonly folder: Folder;
  readonly name: string;
  readonly replaces: StoreNode | null;
}

/**
 * COPY (reference 3.8). Depth 0 copies a folder without what is in it. Locks are not copied, and those of what is
 * replaced end with it.
 */
export const copyNode: Method = (call) => {
  const source = sourceOf(call);
  if (destinationOf(call).kind === 'submission') return submitItem(call, source);
  const depth = depthOf(call, source, ['0', 'infinity']);
  const landing = landingOf(call, source, depth);
  refuseLocked(call, landing.replaces ?? landing.folder);
  const kept = landing.replaces ? lockedWithin(call, landing.replaces) : [];
  if (kept.length > 0) return multistatus(lockedResponses(call, kept));
  if (landing.replaces) remove(call.mailbox, landing.replaces);
  return landed(
    call,
    copy(call.mailbox, source, landing.folder, landing.name, depth === 'infinity'),
    landing,
  );
};

/**
 * MOVE (reference 3.8). The permanent id stays the same; locks do not move along (RFC 4918 section 7.5). A lock inside
 * of what would go, at either end, keeps all of it where it is.
 */
export const moveNode: Method = (call) => {
  const source = sourceOf(call);
  refuseLocked(call, source, source.kind === 'folder' ? source.parent : source.folder);
  if (destinationOf(call).kind === 'submission') return submitItem(call, source);
  depthOf(call, source, ['infinity']);
  refuseFixed(call.mailbox, source);
  const landing = landingOf(call, source, 'infinity');
  refuseLocked(call, landing.replaces, landing.folder);
  const kept = [source, landing.replaces].flatMap((node) => (node ? lockedWithin(call, node) : []));
  if (kept.length > 0) return multistatus(lockedResponses(call, kept));
  if (landing.replaces) remove(call.mailbox, landing.replaces);
  call.world.locks.releaseTree(call.mailbox, source);
  leaveQueue(call.mailbox, source, landing.folder);
  move(source, landing.folder, landing.name);
  return landed(call, source, landing);
};

function sourceOf(call: Call): StoreNode {
  const target = targetOf(call);
  if (target.kind === 'attachment') refuse(403, 'An attachment cannot leave its message.');
  const node = asNode(target) ?? refuse(404, 'Nothing is at this address.');
  checkConditions(call, node, target);
  return node;
}

function depthOf(call: Call, source: StoreNode, allowed: readonly string[]): string {
  const depth = (header(call, 'depth') ?? 'infinity').trim().toLowerCase();
  // A file has no depth: whichever is given is as good as the other.
  const isFine = allowed.includes(depth) || (source.kind === 'item' && depth === '0');
  return isFine ? depth : refuse(400, `Depth "${depth}" is not allowed for ${call.method}.`);
}

function landingOf(call: Call, source: StoreNode, depth: string): Landing {
  const target = destinationOf(call);
  if (target.kind === 'attachment' || target.kind === 'submission')
    refuse(409, 'The destination is inside of a message.');
  if (target.kind === 'missing') return free(source, parentOf(target), target.name, depth);
  const there = target.kind === 'folder' ? target.folder : target.item;
  const parent = there.kind === 'folder' ? there.parent : there.folder;
  if (there === source || parent === null)
    return refuse(403, 'Source and destination are the same, or the mailbox itself.');
  if (flagHeader(call, 'allow-rename')) return free(source, parent, freeName(parent, there.name), depth);
  if (flagHeader(call, 'overwrite') === false) refuse(412, 'There is something at the destination already.');
  refuseFixed(call.mailbox, there);
  refuseQueued(there);
  if (source.kind === 'folder' && there.kind === 'folder' && isWithin(source, there))
    refuse(409, 'The destination holds the source.');
  if (source.kind === 'item' && there.kind === 'folder' && isWithin(source.folder, there))
    refuse(409, 'The destination holds the source.');
  return { ...free(source, parent, there.name, depth), replaces: there };
}

function free(source: StoreNode, folder: Folder, name: string, depth: string): Landing {
  if (depth === 'infinity' && source.kind === 'folder' && isWithin(folder, source))
    refuse(409, 'A folder cannot go into itself.');
  return { folder, name, replaces: null };
}

/** 201 for a new name, 204 for a replaced one; Location says the name that was taken (Allow-Rename). */
function landed(call: Call, node: StoreNode, { replaces }: Landing): Reply {
  const { exchange } = call.world.personality;
  const permanent =
    exchange && node.kind === 'folder' ? { 'MS-Exchange-Permanent-URL': permanentUrl(call, node) } : {};
  return {
    status: replaces ? 204 : 201,
    headers: { Location: hrefOf(call, node), ...permanent },
    committed: true,
  };
}
