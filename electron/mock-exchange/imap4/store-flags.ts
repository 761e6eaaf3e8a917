import { BadCommand, type Cursor } from './cursor.ts';
import { type Flag, FLAGS } from './flags.ts';
import { newOutput } from './output.ts';
import { placesIn, readSequenceSet } from './sequence-set.ts';
import { done, type Outcome, type Session, viewOf } from './session.ts';
import { flagsOf, flagText } from './view.ts';

const ACTION = /[+-]?FLAGS(?:\.SILENT)?/iy;
const FLAG = /\\?[!#$&'+-[^-z|}~]+/y;

/**
 * STORE and UID STORE. PERMANENTFLAGS is empty, so that flags hold for the length of the session and nothing is written
 * (RFC 3501 section 7.1): fetchmail marks what it has fetched, and ends with an error where that is refused.
 */
export async function store(session: Session, cursor: Cursor, byUid: boolean): Promise<Outcome> {
  cursor.space();
  const set = readSequenceSet(cursor);
  cursor.space();
  const action = cursor.match(ACTION)?.toUpperCase();
  if (action === undefined) throw new BadCommand('STORE takes FLAGS, +FLAGS or -FLAGS.');
  cursor.space();
  const given = readFlags(cursor);
  cursor.end();
  const { entries } = viewOf(session);
  const output = newOutput(session.connection);
  const numbers = entries.map(({ uid }, place) => (byUid ? uid : place + 1));
  for (const place of placesIn(set, numbers)) {
    const entry = entries[place];
    if (entry === undefined) continue;
    entry.own = changed(flagsOf(entry), action, given);
    entry.told = flagText(entry);
    if (action.endsWith('.SILENT')) continue;
    await output.text(`* ${place + 1} FETCH (${byUid ? `UID ${entry.uid} ` : ''}FLAGS ${entry.told})\r\n`);
  }
  await output.flush();
  return done('STORE completed; the flags hold for this session.');
}

/** Flags that no message here can have are passed over. */
function readFlags(cursor: Cursor): readonly Flag[] {
  const words: string[] = [];
  const isList = cursor.eat('(');
  if (isList && cursor.eat(')')) return [];
  do words.push(cursor.match(FLAG)?.toLowerCase() ?? '');
  while (cursor.eat(' '));
  if (isList) cursor.expect(')');
  if (words.includes('')) throw new BadCommand('The command lacks flags.');
  return FLAGS.filter((flag) => words.includes(flag.toLowerCase()));
}

function changed(now: readonly Flag[], action: string, given: readonly Flag[]): readonly Flag[] {
  if (action.startsWith('+')) return FLAGS.filter((flag) => now.includes(flag) || given.includes(flag));
  return action.startsWith('-') ? now.filter((flag) => !given.includes(flag)) : given;
}
