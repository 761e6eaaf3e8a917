import { contentTag } from '../store/plain-properties.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';

/** What the members of a folder were like when a token was given out: their state by the last segment of their URL. */
export type MemberStates = ReadonlyMap<string, string>;

/** The tokens of RFC 6578 that were given out; of each folder the latest are remembered. */
export interface SyncPoints {
  /** The token of these states; the same as long as they are the same. */
  tokenOf(folder: Folder, states: MemberStates): string;
  /** undefined: it was not given out for this folder in this life of the store, or is forgotten. */
  find(folder: Folder, token: string): MemberStates | undefined;
}

interface Point {
  readonly token: string;
  readonly era: object;
  readonly states: MemberStates;
}

/** As many as a few clients at a folder need. */
const KEPT = 8;

export function newSyncPoints(): SyncPoints {
  const points = new Map<Folder, readonly Point[]>();
  let last = 0;
  const of = (folder: Folder) => (points.get(folder) ?? []).filter(({ era }) => era === folder.log.era);
  return {
    tokenOf(folder, states) {
      const known = of(folder).find((point) => isSame(point.states, states));
      const token = known?.token ?? `urn:x-sync:${folder.id.toString(16)}-${(last += 1)}`;
      const others = of(folder).filter((point) => point !== known);
      points.set(folder, [{ token, era: folder.log.era, states }, ...others].slice(0, KEPT));
      return token;
    },
    find: (folder, token) => of(folder).find((point) => point.token === token)?.states,
  };
}

/**
 * The members of a folder as they are. A dead property counts as well: RFC 6578 section 3.5.1 wants a changed ETag told,
 * and leaves the rest to the server.
 */
export function membersOf(folder: Folder): ReadonlyMap<string, StoreNode> {
  const folders = [...folder.folders.values()].filter(({ hidden }) => !hidden);
  return new Map([...folders, ...folder.items.values()].map((node) => [node.name, node]));
}

export function statesOf(members: ReadonlyMap<string, StoreNode>): MemberStates {
  return new Map([...members].map(([name, node]) => [name, stateOf(node)]));
}

function stateOf(node: StoreNode): string {
  const dead = node.properties ? JSON.stringify([...node.properties]) : '';
  return node.kind === 'folder' ? `${node.id} ${dead}` : `${contentTag(node)} ${dead}`;
}

function isSame(left: MemberStates, right: MemberStates): boolean {
  if (left.size !== right.size) return false;
  for (const [name, state] of left) if (right.get(name) !== state) return false;
  return true;
}
