import type { World } from '../http/call.ts';
import { bannerOf } from '../line-server/banner.ts';
import type { Connection } from '../line-server/connection.ts';
import { COMMANDS } from './commands.ts';
import { closing, type Pop3Answer, refused, type SignedIn, type Visit } from './visit.ts';

/** RFC 2449 section 4: 255 octets with the CRLF; Outlook and fetchmail send longer passwords. */
const MOST_LINE_BYTES = 1024;

/** The whole conversation with one client. */
export async function converse(connection: Connection, world: () => World): Promise<void> {
  await connection.write(`+OK ${bannerOf(world(), 'POP3')}\r\n`);
  const visit: Visit = {
    user: null,
    failures: 0,
    maildrop: null,
    world,
    gone: () => connection.gone,
  };
  while (!connection.gone) {
    const line = await connection.line(MOST_LINE_BYTES);
    if (line === null) return;
    const answer = await answerTo(visit, line);
    await connection.write(`${answer.line}\r\n`);
    await writeAll(connection, answer.more());
    answer.done?.();
    if (answer.ends) return;
  }
}

async function answerTo(visit: Visit, line: string): Promise<Pop3Answer> {
  const [, word = '', rest = ''] = /^ *(\S*) ?(.*)$/.exec(line) ?? [];
  const verb = word.toUpperCase();
  const { maildrop } = visit;
  if (maildrop !== null && maildrop.world !== visit.world())
    return closing('-ERR The server was reset while you were signed in. Sign in again.');
  const command = COMMANDS.get(verb);
  if (command === undefined) return refused('The command is not known.');
  if (command.when === 'always') return command.run(visit, rest);
  if (command.when === 'before')
    return maildrop === null ? command.run(visit, rest) : refused('You are signed in already.');
  if (maildrop === null) return refused('Sign in first, with USER and PASS.');
  const signedIn: SignedIn = { ...visit, maildrop };
  return command.run(signedIn, rest.trim());
}

async function writeAll(connection: Connection, pieces: Iterable<Buffer>): Promise<void> {
  for (const piece of pieces) {
    if (connection.gone) return;
    if (piece.length > 0) await connection.write(piece);
  }
}
