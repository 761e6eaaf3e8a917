import type { World } from '../http/call.ts';
import { bannerOf } from '../line-server/banner.ts';
import type { Connection } from '../line-server/connection.ts';
import { type Command, readCommand } from './command-reader.ts';
import { COMMANDS } from './commands.ts';
import { BadCommand } from './cursor.ts';
import type { Outcome, Session } from './session.ts';
import { refresh } from './view.ts';

/** So many commands in a row that nobody can read end a connection: whatever talks there, it is no mail client. */
const MOST_UNREADABLE = 20;

/** The whole conversation with one client. */
export async function converse(connection: Connection, world: () => World): Promise<void> {
  await connection.write(`* OK ${bannerOf(world(), 'IMAP4rev1')}\r\n`);
  const session: Session = { connection, world, owner: null, view: null, failures: 0 };
  let unreadable = 0;
  while (!connection.gone) {
    const command = await readCommand(connection, () => connection.write('+ The literal is taken.\r\n'));
    if (command === null) return;
    if (isStale(session)) {
      await connection.write('* BYE The server was reset while you were signed in.\r\n');
      return;
    }
    const { status, text, ends = false } = await outcomeOf(session, command);
    unreadable = status === 'BAD' ? unreadable + 1 : 0;
    await connection.write(`${command.tag} ${status} ${text}\r\n`);
    if (!ends && unreadable < MOST_UNREADABLE) continue;
    if (command.verb !== 'LOGOUT') await connection.write('* BYE Too many mistakes.\r\n');
    return;
  }
}

/** The state that the client signed in to is no longer the server's. */
function isStale({ owner, world }: Session): boolean {
  return owner !== null && (owner.world !== world() || owner.mailbox.root.log.era !== owner.era);
}

async function outcomeOf(session: Session, command: Command): Promise<Outcome> {
  try {
    return await run(session, command);
  } catch (error) {
    if (error instanceof BadCommand) return { status: 'BAD', text: error.message };
    throw error;
  }
}

async function run(session: Session, { verb, cursor, unreadable }: Command): Promise<Outcome> {
  const command = COMMANDS.get(verb);
  if (command === undefined) throw new BadCommand(unreadable ?? `The command ${verb} is not known.`);
  if (command.when === 'after' && session.owner === null) throw new BadCommand('Sign in first.');
  if (command.when === 'before' && session.owner !== null) throw new BadCommand('You are signed in already.');
  // The literal of an APPEND is never read, and the answer to it is that of every write.
  if (unreadable !== null && verb !== 'APPEND') throw new BadCommand(unreadable);
  const outcome = await command.run(session, cursor);
  if (command.tells && session.view !== null) {
    await session.connection.write(refresh(session.view).join(''));
  }
  return outcome;
}
