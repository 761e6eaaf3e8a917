import { type Call, flagHeader, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { copy, move, remove } from '../store/changes.ts';
import { freeName } from '../store/mailbox.ts';
import { type Folder, isWithin, type StoreNode } from '../store/nodes.ts';
import { hrefOf, permanentUrl } from '../store/urls.ts';
import { refuseFixed } from './fixed.ts';
import { asNode, checkConditions, destinationOf, parentOf, targetOf } from './target.ts';

/** Where a node goes, and what must go first. */
interface Landing {
  readonly folder: Folder;
  readonly name: string;
  readonly replaces: StoreNode | null;
}

/** COPY (reference 3.8). Depth 0 copies a folder without what is in it. */
export const copyNode: Method = (call) => {
  const source = sourceOf(call);
  const depth = depthOf(call, ['0', 'infinity']);
  const landing = landingOf(call, source);
  if (landing.replaces) remove(call.mailbox, landing.replaces);
  return landed(
    call,
    copy(call.mailbox, source, landing.folder, landing.name, depth === 'infinity'),
    landing,
  );
};

/** MOVE (reference 3.8). The permanent id stays the same. */
export const moveNode: Method = (call) => {
  const source = sourceOf(call);
  depthOf(call, ['infinity']);
  refuseFixed(call.mailbox, source);
  const landing = landingOf(call, source);
  if (landing.replaces) remove(call.mailbox, landing.replaces);
  move(source, landing.folder, landing.name);
  return landed(call, source, landing);
};

function sourceOf(call: Call): StoreNode {
  const target = targetOf(call);
  if (target.kind === 'attachment') refuse(403, 'An attachment cannot leave its message.');
  const node = asNode(target) ?? refuse(404, 'Nothing is at this address.');
  checkConditions(call, node);
  return node;
}

function depthOf(call: Call, allowed: readonly string[]): string {
  const depth = (header(call, 'depth') ?? 'infinity').trim().toLowerCase();
  return allowed.includes(depth) ? depth : refuse(400, `Depth "${depth}" is not allowed for ${call.method}.`);
}

function landingOf(call: Call, source: StoreNode): Landing {
  const target = destinationOf(call);
  if (target.kind === 'submission')
    refuse(501, 'Sending is not built yet in this version of the mock Exchange server.');
  if (target.kind === 'attachment') refuse(409, 'The destination is inside of a message.');
  if (target.kind === 'missing') return free(source, parentOf(target), target.name);
  const there = target.kind === 'folder' ? target.folder : target.item;
  const parent = there.kind === 'folder' ? there.parent : there.folder;
  if (there === source || parent === null)
    return refuse(403, 'Source and destination are the same, or the mailbox itself.');
  if (flagHeader(call, 'allow-rename')) return free(source, parent, freeName(parent, there.name));
  if (flagHeader(call, 'overwrite') === false) refuse(412, 'There is something at the destination already.');
  refuseFixed(call.mailbox, there);
  if (source.kind === 'folder' && there.kind === 'folder' && isWithin(source, there))
    refuse(409, 'The destination holds the source.');
  if (source.kind === 'item' && there.kind === 'folder' && isWithin(source.folder, there))
    refuse(409, 'The destination holds the source.');
  return { ...free(source, parent, there.name), replaces: there };
}

function free(source: StoreNode, folder: Folder, name: string): Landing {
  if (source.kind === 'folder' && isWithin(folder, source)) refuse(409, 'A folder cannot go into itself.');
  return { folder, name, replaces: null };
}

/** 201 for a new name, 204 for a replaced one; Location says the name that was taken (Allow-Rename). */
function landed(call: Call, node: StoreNode, { replaces }: Landing): Reply {
  const permanent = node.kind === 'folder' ? { 'MS-Exchange-Permanent-URL': permanentUrl(call, node) } : {};
  return {
    status: replaces ? 204 : 201,
    headers: { Location: hrefOf(call, node), ...permanent },
    committed: true,
  };
}
