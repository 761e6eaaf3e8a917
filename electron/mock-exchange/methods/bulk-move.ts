import { DAV, REPL } from '../../../shared/exchange/names.ts';
import { type Call, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { storeAt } from '../http/stores.ts';
import { locate, splitPath, type Target } from '../store/locate.ts';
import { replUid } from '../store/node-properties.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import { encodeSegment } from '../store/url-names.ts';
import { hrefOf } from '../store/urls.ts';
import { text } from '../store/values.ts';
import type { DavResponse } from '../xml/multistatus.ts';
import {
  addressOf,
  answerEach,
  type BulkTarget,
  readBulk,
  runSingle,
  shownHref,
  singleCall,
} from './bulk.ts';
import { refuseMissing } from './bulk-properties.ts';
import { copyNode, moveNode } from './copy-move.ts';
import { asNode, destinationOf, nodeOf } from './target.ts';

/** BMOVE (reference 3.10). */
export const bulkMove: Method = (call) => bulkTransfer(call, 'move', moveNode);
/** BCOPY (reference 3.10). */
export const bulkCopy: Method = (call) => bulkTransfer(call, 'copy', copyNode);

/**
 * Each target goes into the folder of `Destination` under its own name, or to its own `dest`. Every success names the
 * new address and the identity: evolution counts only the rows that have them (reference 3.10).
 */
function bulkTransfer(call: Call, root: 'move' | 'copy', verb: Method) {
  refuseMissing(call);
  const { targets } = readBulk(call.body, root);
  const into = targets.every(({ dest }) => dest !== null) ? null : destinationFolder(call);
  return answerEach(call, targets, async (target) => {
    const source = singleCall(call, target.href, { method: root.toUpperCase() });
    const destination = whereTo(call, target, () => nodeOf(source), into);
    const done = await runSingle(verb, { ...source, headers: { ...source.headers, destination } });
    const location = done.reply.headers?.['Location'];
    const moved = typeof location === 'string' ? nodeAt(call, location) : null;
    if (moved === null) return done;
    return { ...done, responses: [landed(call, target.href, done.reply.status, moved)] };
  });
}

function landed(call: Call, href: string, status: number, node: StoreNode): DavResponse {
  const location = { namespace: DAV, name: 'location', attributes: [], children: [hrefOf(call, node)] };
  const uid = { namespace: REPL, name: 'repl-uid', value: text(replUid(node, call)) };
  return {
    href: shownHref(call, href),
    status,
    propstats: [{ status: 200, props: [uid] }],
    more: [location],
  };
}

/** Where the items go that have no `dest`: a folder, or the submission URI, which takes anything. */
function destinationFolder(call: Call): Folder | Extract<Target, { kind: 'submission' }> {
  if (header(call, 'destination') === undefined)
    refuse(400, 'There is neither a Destination header nor a dest for each target.');
  const target = destinationOf(call);
  if (target.kind === 'submission') return target;
  const there = target.kind === 'folder' ? target.folder : null;
  return there ?? refuse(409, 'The destination is not a folder that exists.');
}

function whereTo(
  call: Call,
  { dest }: BulkTarget,
  source: () => StoreNode,
  into: ReturnType<typeof destinationFolder> | null,
): string {
  if (dest !== null) return call.origin + addressOf(call, dest);
  if (into?.kind === 'folder') return hrefOf(call, into) + encodeSegment(source().name);
  return header(call, 'destination') ?? '';
}

function nodeAt(call: Call, url: string): StoreNode | null {
  const place = storeAt(splitPath(url.replace(/^https?:\/\/[^/]*/i, '')), call.world);
  return place?.mailbox === call.mailbox ? asNode(locate(call.mailbox, place.segments)) : null;
}
