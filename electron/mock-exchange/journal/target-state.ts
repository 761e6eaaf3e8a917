import { etagOf } from '../store/node-properties.ts';
import type { Target } from '../store/locate.ts';
import type { TargetState } from './entry.ts';

/** The store's truth about a target; null where the path leads to no store. */
export function stateOf(target: Target | null): TargetState | null {
  switch (target?.kind) {
    case undefined:
      return null;
    case 'folder':
      return { kind: 'folder', size: target.folder.items.size, etag: etagOf(target.folder) };
    case 'item':
      return { kind: 'item', size: target.item.content.size, etag: etagOf(target.item) };
    case 'attachment':
      return { kind: 'attachment', size: target.part.size, etag: null };
    case 'submission':
      return { kind: 'submission', size: null, etag: null };
    case 'missing':
      return { kind: 'missing', size: null, etag: null };
  }
}

/** One object where nothing has changed: a journal of 100,000 lines holds many of them. */
export function settled(before: TargetState | null, after: TargetState | null): TargetState | null {
  const isSame = before?.kind === after?.kind && before?.size === after?.size && before?.etag === after?.etag;
  return isSame ? before : after;
}
