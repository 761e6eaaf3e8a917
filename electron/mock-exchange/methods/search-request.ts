import { DAV, REPL } from '../../../shared/exchange/names.ts';
import { refuse } from '../http/refusal.ts';
import { readXml } from '../xml/read.ts';
import { child, elements, is, textOf } from '../xml/tree.ts';

/** What a replicating client sends along (reference 3.14). */
export interface ReplicationRequest {
  /** Empty the first time. */
  readonly collblob: string;
  /** States that the client has fetched by other ways. */
  readonly resourceTags: ReadonlySet<string>;
}

/** The body of a SEARCH. */
export interface SearchRequest {
  readonly sql: string;
  /** null: an ordinary search. */
  readonly replication: ReplicationRequest | null;
}

/** Reads a DAV: searchrequest; 400 for anything else. */
export function readSearchRequest(body: Buffer): SearchRequest {
  const root = readXml(body);
  if (!is(root, DAV, 'searchrequest')) refuse(400, 'The request body is not a DAV: searchrequest.');
  const sql = child(root, DAV, 'sql') ?? refuse(400, 'The searchrequest holds no DAV: sql.');
  const repl = child(root, REPL, 'repl');
  const collblob = repl && child(repl, REPL, 'collblob');
  if (repl && !collblob) refuse(400, 'The repl element holds no collblob.');
  const tags = repl && child(repl, REPL, 'resourcetaglist');
  return {
    sql: textOf(sql),
    replication: collblob
      ? {
          collblob: textOf(collblob),
          resourceTags: new Set(tags ? elements(tags).map((each) => plainTag(textOf(each))) : []),
        }
      : null,
  };
}

/** Tags are written with angle brackets in headers and without them in properties. */
function plainTag(tag: string): string {
  return tag.trim().replace(/^<|>$/g, '');
}
