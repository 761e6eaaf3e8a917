import { assertNever } from '../../../shared/errors.ts';
import { parentOf, type StoreEvent } from '../store/log.ts';
import { isWithin, type StoreNode } from '../store/nodes.ts';

/** The `Notification-type` of new mail, as clients spell it; they are compared in lower case. */
export const NEW_MAIL = 'pragma/<http://schemas.microsoft.com/exchange/newmail>';
export const NOTIFICATION_TYPES = ['update', 'update/newmember', 'delete', 'move', NEW_MAIL] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** What a client wants to be told of. Depth 0 is about the resource alone, 1 about what lies in a folder too. */
export interface Interest {
  readonly node: StoreNode;
  readonly types: readonly NotificationType[];
  readonly depth: 0 | 1;
}

/** True where one of the types covers the event (the matrix of reference 3.11). */
export function concerns(interest: Interest, event: StoreEvent): boolean {
  return interest.types.some((type) => covers(type, interest, event));
}

function covers(type: NotificationType, { node, depth }: Interest, event: StoreEvent): boolean {
  switch (type) {
    case 'update':
      return depth === 0 || node.kind === 'item'
        ? event.kind === 'changed' && event.node === node
        : happensIn(node, event);
    case 'update/newmember':
      return placeAfter(event) === node && (event.kind === 'added' || arrives(event));
    case 'delete':
      return event.kind === 'removed' && (event.node === node || (depth === 1 && event.from === node));
    case 'move':
      if (event.kind !== 'moved') return false;
      return event.node === node || (depth === 1 && (event.from === node || event.to === node));
    case NEW_MAIL:
      return (
        event.kind === 'delivered' &&
        !event.node.read &&
        node.kind === 'folder' &&
        isWithin(event.folder, node)
      );
    default:
      return assertNever(type);
  }
}

type FolderNode = Extract<StoreNode, { kind: 'folder' }>;

/** Anything about the folder or its children; a rename within the folder is a change of it too. */
function happensIn(folder: FolderNode, event: StoreEvent): boolean {
  switch (event.kind) {
    case 'added':
    case 'delivered':
      return event.folder === folder;
    case 'changed':
      return event.node === folder || parentOf(event.node) === folder;
    case 'moved':
      return event.from === folder || event.to === folder;
    case 'removed':
      return event.from === folder;
  }
}

/** A move between folders, not a rename in place. */
function arrives(event: StoreEvent): event is Extract<StoreEvent, { kind: 'moved' }> {
  return event.kind === 'moved' && event.from !== event.to;
}

function placeAfter(event: StoreEvent): StoreNode | null {
  if (event.kind === 'added') return event.folder;
  return event.kind === 'moved' ? event.to : null;
}
