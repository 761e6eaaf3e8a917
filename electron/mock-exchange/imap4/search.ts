import { yieldNow } from '../line-server/yield-now.ts';
import type { Cursor } from './cursor.ts';
import { openMessage } from './opened-message.ts';
import { readSearchKeys } from './search-keys.ts';
import { done, no, type Outcome, ownerOf, type Session, viewOf } from './session.ts';

/** Messages after which others have their turn. */
const ROUND = 200;
const CHARSET = /CHARSET "?([^\s"]+)"? /iy;

/** SEARCH and UID SEARCH. */
export async function search(session: Session, cursor: Cursor, byUid: boolean): Promise<Outcome> {
  cursor.space();
  const charset = cursor.match(CHARSET);
  if (charset !== null && !/^(us-ascii|utf-8)$/i.test(charset))
    return no('[BADCHARSET (US-ASCII UTF-8)] That charset is not read here.');
  const view = viewOf(session);
  const { world } = ownerOf(session);
  const key = readSearchKeys(cursor, view);
  cursor.end();
  const found: number[] = [];
  for (const [place, entry] of view.entries.entries()) {
    if (session.connection.gone) break;
    if (place % ROUND === ROUND - 1) await yieldNow();
    const size = () => openMessage(world, view.mailbox, entry.item).size();
    if (await key({ entry, place, size })) found.push(byUid ? entry.uid : place + 1);
  }
  await session.connection.write(`* SEARCH${found.map((number) => ` ${number}`).join('')}\r\n`);
  return done('SEARCH completed.');
}
