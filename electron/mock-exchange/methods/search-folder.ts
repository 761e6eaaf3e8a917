import { DAV } from '../../../shared/exchange/names.ts';
import type { Call } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { parseSql } from '../search-sql/parse.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import { canonicalName } from '../store/property-names.ts';
import type { Change } from '../store/write-properties.ts';
import { is, textOf } from '../xml/tree.ts';
import { scopesOf } from './search-scopes.ts';

const SEARCH_REQUEST = `${DAV}searchrequest`;

/**
 * What `DAV:searchrequest` among the changes makes of a folder (reference 3.4): a search folder that shows the messages
 * of its query, found anew each time, or an ordinary one again where the property is removed. Exchange fills it in the
 * background; here it is full at once. Called before anything is written: 400 for a query that cannot be read, 403 in
 * the public tree, 409 where the folder holds messages of its own.
 */
export function searchFolderOf(
  call: Call,
  changes: readonly Change[],
  folder: Folder | null,
): (made: StoreNode) => void {
  const change = changes.findLast(({ name }) => canonicalName(name) === SEARCH_REQUEST);
  if (change === undefined) return () => undefined;
  const shows = change.kind === 'set' ? shownBy(call, change, folder) : undefined;
  return (made) => {
    if (made.kind === 'folder') made.shows = shows;
  };
}

function shownBy(
  call: Call,
  change: Extract<Change, { kind: 'set' }>,
  folder: Folder | null,
): Folder['shows'] {
  if (call.mailbox === call.world.publicStore)
    refuse(403, 'There are no search folders among the public folders.');
  if (folder && folder.items.size > 0) refuse(409, 'This folder holds messages of its own.');
  const query = parseSql(sqlOf(change));
  const scopes = scopesOf(call, query, folder ?? call.mailbox.root);
  if (scopes.some((scope) => scope.folder === folder || scope.folder.shows !== undefined))
    refuse(400, 'A search folder cannot search a search folder.');
  const { rows } = call.world;
  const place = { origin: call.origin, mailbox: call.mailbox };
  return () => rows.rows(query, scopes, place).flatMap(({ node }) => (node.kind === 'item' ? [node] : []));
}

/** `<sql>` below the property. */
function sqlOf({ value }: Extract<Change, { kind: 'set' }>): string {
  const children = value?.kind === 'xml' ? value.children : [];
  const sql = children.find((each) => typeof each !== 'string' && is(each, DAV, 'sql'));
  return textOf(sql ?? refuse(400, 'The searchrequest holds no DAV: sql.'));
}
