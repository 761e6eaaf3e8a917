import { BadCommand, type Cursor } from './cursor.ts';
import { fetch } from './fetch.ts';
import { idle } from './idle.ts';
import { list, namespace, status } from './list.ts';
import { search } from './search.ts';
import { select, unselect } from './select.ts';
import { done, type Handler, no, type Outcome, type Session, viewOf } from './session.ts';
import { authenticate, login } from './sign-in.ts';
import { store } from './store-flags.ts';

/** In which state a command may be given (RFC 3501 section 3), and whether other clients' changes may be told with its answer. */
export interface ImapCommand {
  readonly when: 'always' | 'before' | 'after';
  /** FETCH, SEARCH and STORE by number are not: numbers must stay as they are until the answer is whole (section 7.4.1). */
  readonly tells: boolean;
  readonly run: Handler;
}

const CAPABILITIES = 'IMAP4rev1 IDLE NAMESPACE LITERAL+ CHILDREN UNSELECT SASL-IR AUTH=PLAIN';

/** What changes a mailbox; all of it is refused in the same words. STORE changes nothing that lasts, and is served. */
const WRITES = [
  'APPEND',
  'COPY',
  'CREATE',
  'DELETE',
  'DELETEACL',
  'EXPUNGE',
  'MOVE',
  'RENAME',
  'SETACL',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
];

const after = (run: Handler, tells = true): ImapCommand => ({ when: 'after', tells, run });
const always = (run: Handler): ImapCommand => ({ when: 'always', tells: true, run });

export const COMMANDS: ReadonlyMap<string, ImapCommand> = new Map<string, ImapCommand>([
  ['CAPABILITY', always(capability)],
  ['NOOP', always(nothing('NOOP completed.'))],
  ['LOGOUT', always(logout)],
  ['LOGIN', { when: 'before', tells: false, run: login }],
  ['AUTHENTICATE', { when: 'before', tells: false, run: authenticate }],
  ['LIST', after(list('LIST'))],
  ['LSUB', after(list('LSUB'))],
  ['NAMESPACE', after(namespace)],
  ['STATUS', after(status)],
  ['SELECT', after(select)],
  ['EXAMINE', after(select)],
  ['CLOSE', after(unselect)],
  ['UNSELECT', after(unselect)],
  ['CHECK', after(check)],
  ['IDLE', after(idle)],
  ['FETCH', after((session, cursor) => fetch(session, cursor, false), false)],
  ['SEARCH', after((session, cursor) => search(session, cursor, false), false)],
  ['STORE', after((session, cursor) => store(session, cursor, false), false)],
  ['UID', after(uid)],
  ...WRITES.map((verb) => [verb, after(readOnly)] as const),
]);

async function capability({ connection }: Session, cursor: Cursor): Promise<Outcome> {
  cursor.end();
  await connection.write(`* CAPABILITY ${CAPABILITIES}\r\n`);
  return done('CAPABILITY completed.');
}

function nothing(text: string): Handler {
  return (_, cursor) => {
    cursor.end();
    return done(text);
  };
}

async function logout({ connection }: Session, cursor: Cursor): Promise<Outcome> {
  cursor.end();
  await connection.write('* BYE The server signs off.\r\n');
  return { status: 'OK', text: 'LOGOUT completed.', ends: true };
}

function check(session: Session, cursor: Cursor): Outcome {
  cursor.end();
  viewOf(session);
  return done('CHECK completed.');
}

function uid(session: Session, cursor: Cursor): Outcome | Promise<Outcome> {
  cursor.space();
  const verb = cursor.atom('what is done by UID').toUpperCase();
  if (verb === 'FETCH') return fetch(session, cursor, true);
  if (verb === 'SEARCH') return search(session, cursor, true);
  if (verb === 'STORE') return store(session, cursor, true);
  if (WRITES.includes(verb)) return readOnly();
  throw new BadCommand(`There is no UID ${verb}.`);
}

/** The arguments are not looked at: whatever they say, nothing is changed. */
function readOnly(): Outcome {
  return no('[NOPERM] The mailbox is open for reading only.');
}
