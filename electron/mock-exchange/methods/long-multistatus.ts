import type { Call } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { turn } from '../http/turn.ts';
import { bufferSource, joined } from '../store/bytes.ts';
import { dialectOf } from '../xml/dialect.ts';
import { type DavResponse, multistatusWriter } from '../xml/multistatus.ts';
import type { XmlElement } from '../xml/tree.ts';

/** Rows that are written before other requests have their turn: a few ms. */
const ROWS_AT_ONCE = 200;

/** A 207 of any length: 100,000 rows are written in pieces, and nobody else waits for them. */
export async function longMultistatus(
  { world }: Pick<Call, 'world'>,
  responses: Iterable<DavResponse>,
  headers: Readonly<Record<string, string>>,
  first: readonly XmlElement[] = [],
): Promise<Reply> {
  const writer = multistatusWriter(dialectOf(world));
  const pieces: Buffer[] = [];
  let rows: DavResponse[] = [];
  for (const response of responses) {
    rows.push(response);
    if (rows.length < ROWS_AT_ONCE) continue;
    pieces.push(writer.render(rows));
    rows = [];
    await turn();
  }
  pieces.push(writer.render(rows));
  return {
    status: 207,
    headers: { 'Content-Type': 'text/xml', ...headers },
    body: joined(writer.wrap(pieces, first).map(bufferSource)),
  };
}
