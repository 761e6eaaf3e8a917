import { DAV } from '../../../shared/exchange/names.ts';
import { type Call, header, type Method } from '../http/call.ts';
import { refuse, refusePrecondition } from '../http/refusal.ts';
import { membersOf, type MemberStates, statesOf } from '../replication/sync-points.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import type { PropertyName } from '../store/property-names.ts';
import { encodeSegment } from '../store/url-names.ts';
import { hrefOf } from '../store/urls.ts';
import { dialectOf } from '../xml/dialect.ts';
import { type DavResponse, xmlType } from '../xml/multistatus.ts';
import { readXml } from '../xml/read.ts';
import { child, elements, is, textOf } from '../xml/tree.ts';
import { longMultistatus } from './long-multistatus.ts';
import { propstatsOf } from './propfind.ts';
import { hasSync } from './sync-property.ts';
import { nodeOf } from './target.ts';

/** Changes in one answer; more are told in the next one. */
const MOST = 1000;

/** REPORT with DAV:sync-collection (RFC 6578), of a plain server: what changed in a collection since a token. */
export const report: Method = (call) => {
  if (!hasSync(call)) refuse(501, 'REPORT is not a verb that this server knows.');
  if ((header(call, 'depth') ?? '0') !== '0') refuse(400, 'The Depth of a sync-collection is 0.');
  const { token, names } = readSyncRequest(call.body);
  const folder = nodeOf(call);
  if (folder.kind === 'item') return refuse(403, 'Only a collection has changes.');
  const { syncPoints } = call.world;
  const before = token === '' ? new Map<string, string>() : syncPoints.find(folder, token);
  if (!before)
    return refusePrecondition(403, 'The sync token is not known.', { name: 'valid-sync-token', hrefs: [] });
  const members = membersOf(folder);
  const now = statesOf(members);
  const changed = changesOf(before, now);
  // The first listing is told whole.
  const told = token === '' ? changed : changed.slice(0, MOST);
  const reached = told.length === changed.length ? now : applied(before, now, told);
  const sync = {
    namespace: DAV,
    name: 'sync-token',
    attributes: [],
    children: [syncPoints.tokenOf(folder, reached)],
  };
  const rows = told.map((name) => rowOf(call, folder, name, members.get(name), names));
  const cut: DavResponse[] = reached === now ? [] : [{ href: hrefOf(call, folder), status: 507 }];
  const type = { 'Content-Type': xmlType(dialectOf(call.world)) };
  return longMultistatus(call, [...rows, ...cut], type, [sync]);
};

function readSyncRequest(body: Buffer): { readonly token: string; readonly names: readonly PropertyName[] } {
  const root = readXml(body);
  if (!is(root, DAV, 'sync-collection')) refuse(403, 'Only the report sync-collection is known.');
  const token = child(root, DAV, 'sync-token') ?? refuse(400, 'The sync-collection holds no sync-token.');
  const level = child(root, DAV, 'sync-level');
  if (level && textOf(level).trim() !== '1')
    refuse(403, 'Only the members of the collection itself are told.');
  const prop = child(root, DAV, 'prop');
  const names = prop ? elements(prop).map(({ namespace, name }) => ({ namespace, name })) : [];
  return { token: textOf(token).trim(), names };
}

function changesOf(before: MemberStates, now: MemberStates): readonly string[] {
  const gone = [...before.keys()].filter((name) => !now.has(name));
  return [...gone, ...[...now.keys()].filter((name) => before.get(name) !== now.get(name))];
}

function applied(before: MemberStates, now: MemberStates, told: readonly string[]): MemberStates {
  const states = new Map(before);
  for (const name of told) {
    const state = now.get(name);
    if (state === undefined) states.delete(name);
    else states.set(name, state);
  }
  return states;
}

/** What is gone has a status of its own and no properties (RFC 6578 section 3.5.2). */
function rowOf(
  call: Call,
  folder: Folder,
  name: string,
  node: StoreNode | undefined,
  names: readonly PropertyName[],
): DavResponse {
  if (!node) return { href: hrefOf(call, folder) + encodeSegment(name), status: 404 };
  return { href: hrefOf(call, node), propstats: propstatsOf(call, node, { kind: 'named', names }, false) };
}
