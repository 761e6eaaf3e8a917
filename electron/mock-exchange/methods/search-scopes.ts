import type { Call } from '../http/call.ts';
import { checkRights } from '../http/check-rights.ts';
import { refuse } from '../http/refusal.ts';
import { storeAt } from '../http/stores.ts';
import type { Query, Scope } from '../search-sql/ast.ts';
import { type FoundScope, folderOrRefuse } from '../search-sql/scope.ts';
import { locate, splitPath } from '../store/locate.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import { asNode } from './target.ts';

/** Finds the folders of FROM. 404 and 400 where one is none, 403 for deep traversal of the public tree (reference 3.9). */
export function scopesOf(call: Call, query: Query, asked: Folder): readonly FoundScope[] {
  const isPublic = call.mailbox === call.world.publicStore;
  return query.scopes.map((scope) => {
    if (isPublic && scope.depth === 'deep')
      refuse(403, 'The public folders cannot be searched through all levels. Search each folder alone.');
    return { depth: scope.depth, folder: scopeFolder(call, scope, asked) };
  });
}

function scopeFolder(call: Call, scope: Scope, asked: Folder): Folder {
  return scope.url === '' ? asked : folderOrRefuse(findScope(call, scope.url), scope.url);
}

/** Scope paths come decoded (DavMail) or percent-encoded (others): as it stands first, then decoded. */
function findScope(call: Call, url: string): StoreNode | null {
  const path = url.replace(/^https?:\/\/[^/]*/i, '');
  const literal = path.split('/').filter((each) => each !== '');
  if (url === path) {
    const found = inMailbox(call, literal);
    if (found) return found;
  }
  return inMailbox(call, /%(?![0-9a-f]{2})/i.test(path) ? literal : splitPath(path));
}

function inMailbox(call: Call, segments: readonly string[]): StoreNode | null {
  const place = storeAt(segments, call.world);
  if (place?.mailbox !== call.mailbox) return null;
  checkRights(call.world, place, call.caller, 'SEARCH');
  return asNode(locate(call.mailbox, place.segments));
}
