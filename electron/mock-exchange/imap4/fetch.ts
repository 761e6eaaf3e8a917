import { itemPath } from '../conversion/message-stream.ts';
import type { World } from '../http/call.ts';
import { yieldNow } from '../line-server/yield-now.ts';
import { type ByteSource, slice } from '../store/bytes.ts';
import { bodyStructure } from './body-structure.ts';
import type { Cursor } from './cursor.ts';
import { envelopeOf } from './envelope.ts';
import { type FetchItem, readFetchItems } from './fetch-items.ts';
import { dateTime } from './format.ts';
import { fieldsOf } from './mime-header.ts';
import { NotConverted, type OpenedMessage, openMessage } from './opened-message.ts';
import { newOutput, type Output } from './output.ts';
import { sectionOf } from './section.ts';
import { placesIn, readSequenceSet } from './sequence-set.ts';
import { done, no, type Outcome, ownerOf, type Session, viewOf } from './session.ts';
import { type Entry, flagText, isThere } from './view.ts';

/** Messages after which others have their turn. */
const ROUND = 100;

/** FETCH and UID FETCH, which always tells the UID (RFC 3501 section 6.4.8). */
export async function fetch(session: Session, cursor: Cursor, byUid: boolean): Promise<Outcome> {
  cursor.space();
  const set = readSequenceSet(cursor);
  cursor.space();
  const asked = readFetchItems(cursor);
  cursor.end();
  const items = sorted(
    byUid && !asked.some(({ kind }) => kind === 'uid') ? [{ kind: 'uid' }, ...asked] : asked,
  );
  const view = viewOf(session);
  const { world } = ownerOf(session);
  const output = newOutput(session.connection);
  const numbers = view.entries.map(({ uid }, place) => (byUid ? uid : place + 1));
  let [count, missing, unmade] = [0, 0, 0];
  for (const place of placesIn(set, numbers)) {
    const entry = view.entries[place];
    if (session.connection.gone || entry === undefined) break;
    if (++count % ROUND === 0) await yieldNow();
    if (!isThere(view, entry)) missing++;
    else if (!(await answered(output, { world, entry, number: place + 1, items, mailbox: view.mailbox })))
      unmade++;
  }
  await output.flush();
  if (unmade > 0) return no(`${unmade} of the messages cannot be converted to MIME.`);
  if (missing > 0) return no('[EXPUNGEISSUED] Some of the messages are gone: another client took them away.');
  return done('FETCH completed.');
}

interface Wanted {
  readonly world: World;
  readonly mailbox: Parameters<typeof openMessage>[1];
  readonly entry: Entry;
  readonly number: number;
  readonly items: readonly FetchItem[];
}

/** Sizes come after what opens the stream, so that both cost one conversion; the order of an answer is free. */
function sorted(items: readonly FetchItem[]): readonly FetchItem[] {
  const isSize = ({ kind }: FetchItem) => kind === 'size';
  return [...items.filter((item) => !isSize(item)), ...items.filter(isSize)];
}

type Answered = string | { readonly label: string; readonly bytes: ByteSource | null };

/** Writes one FETCH response; false where the message cannot be made. All is found before the first byte is written. */
async function answered(output: Output, wanted: Wanted): Promise<boolean> {
  const { world, mailbox, entry, number, items } = wanted;
  const message = openMessage(world, mailbox, entry.item);
  const found: Answered[] = [];
  try {
    for (const item of items) found.push(await answerTo(item, entry, message));
  } catch (error) {
    if (error instanceof NotConverted) return false;
    throw error;
  }
  let served = 0;
  await output.text(`* ${number} FETCH (`);
  for (const [at, each] of found.entries()) {
    await output.text(at === 0 ? '' : ' ');
    if (typeof each === 'string') await output.text(each);
    else if (each.bytes === null) await output.text(`${each.label} NIL`);
    else served += await literal(output, each.label, each.bytes);
  }
  await output.text(')\r\n');
  if (served > 0) world.ledger.served(itemPath(mailbox, entry.item), served);
  return true;
}

async function literal(output: Output, label: string, bytes: ByteSource): Promise<number> {
  await output.text(`${label} {${bytes.size}}\r\n`);
  let sent = 0;
  for (const piece of bytes.read(0, bytes.size)) {
    if (output.gone) break;
    await output.bytes(piece);
    sent += piece.length;
  }
  return sent;
}

async function answerTo(item: FetchItem, entry: Entry, message: OpenedMessage): Promise<Answered> {
  const { item: mail, uid } = entry;
  switch (item.kind) {
    case 'flags':
      return `FLAGS ${flagText(entry)}`;
    case 'uid':
      return `UID ${uid}`;
    case 'date':
      return `INTERNALDATE ${dateTime(mail.received)}`;
    case 'size':
      return `RFC822.SIZE ${await message.size()}`;
    case 'envelope':
      // Kept as properties, whatever became of the stream: nothing is converted for it (reference 6.3).
      return `ENVELOPE ${envelopeOf(fieldsOf(mail.content.summary.rawHeaders))}`;
    case 'body':
      return `BODY ${await bodyStructure(await message.source(), await message.tree(), false)}`;
    case 'bodystructure':
      return `BODYSTRUCTURE ${await bodyStructure(await message.source(), await message.tree(), true)}`;
    case 'section': {
      const bytes = await sectionOf(await message.source(), item.section, () => message.tree());
      const { partial, label } = item;
      const part = bytes && partial ? slice(bytes, partial.from, partial.from + partial.count) : bytes;
      return { label, bytes: part };
    }
  }
}
