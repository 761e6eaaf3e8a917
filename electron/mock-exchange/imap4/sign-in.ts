import { MOST_ATTEMPTS, signedIn } from '../line-server/sign-in.ts';
import { BadCommand, type Cursor } from './cursor.ts';
import { done, type Outcome, type Session } from './session.ts';

const BASE64_LINE_BYTES = 4096;
const BASE64 = /[A-Za-z0-9+/]*={0,2}/y;

export function login(session: Session, cursor: Cursor): Outcome {
  cursor.space();
  const user = cursor.astring('a user name');
  cursor.space();
  const password = cursor.astring('a password');
  cursor.end();
  return admit(session, user, password);
}

/** PLAIN (RFC 4616) and nothing else; its response may come with the command (SASL-IR, RFC 4959). */
export async function authenticate(session: Session, cursor: Cursor): Promise<Outcome> {
  cursor.space();
  const mechanism = cursor.atom('a mechanism').toUpperCase();
  if (mechanism !== 'PLAIN')
    return { status: 'NO', text: `The mechanism ${mechanism} is not served; PLAIN and LOGIN are.` };
  const response = cursor.eat(' ') ? cursor.match(BASE64) : await asked(session);
  cursor.end();
  if (response === null) return { status: 'BAD', text: 'The sign-in was broken off.' };
  const parts = Buffer.from(response, 'base64').toString('latin1').split('\0');
  const [, user, password] = parts;
  if (user === undefined || password === undefined || parts.length !== 3)
    throw new BadCommand('That is no response of PLAIN.');
  return admit(session, user, password);
}

async function asked({ connection }: Session): Promise<string | null> {
  await connection.write('+ \r\n');
  const line = await connection.line(BASE64_LINE_BYTES);
  return line === null || line === '*' ? null : line;
}

function admit(session: Session, user: string, password: string): Outcome {
  const world = session.world();
  const mailbox = signedIn(world, user, password);
  if (mailbox !== null) {
    session.owner = { world, mailbox, era: mailbox.root.log.era };
    return done('Signed in.');
  }
  session.failures++;
  const text = '[AUTHENTICATIONFAILED] Logon failure: unknown user name or bad password.';
  return { status: 'NO', text, ends: session.failures >= MOST_ATTEMPTS };
}
