import { itemPath, messageStream } from '../conversion/message-stream.ts';
import { MOST_ATTEMPTS, signedIn } from '../line-server/sign-in.ts';
import { dotStuffed, topOf } from './dot-stuffing.ts';
import { type Drop, openMaildrop } from './maildrop.ts';
import { closing, listed, ok, type Pop3Answer, refused, type SignedIn, type Visit } from './visit.ts';

/** One command, and in which state it may be given (RFC 1939 section 3). */
type Command =
  | { readonly when: 'always' | 'before'; run(visit: Visit, rest: string): Answering }
  | { readonly when: 'after'; run(visit: SignedIn, rest: string): Answering };
type Answering = Pop3Answer | Promise<Pop3Answer>;

/** RFC 2449. No SASL and no APOP: the password is compared as it is. */
const CAPABILITIES = ['TOP', 'USER', 'UIDL', 'PIPELINING', 'EXPIRE NEVER', 'RESP-CODES'];

/** RFC 1939 with UIDL and TOP, and CAPA of RFC 2449; nothing here changes the mailbox. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['CAPA', { when: 'always', run: () => listed('Capabilities follow.', CAPABILITIES) }],
  ['QUIT', { when: 'always', run: () => closing('+OK The server signs off.') }],
  ['USER', { when: 'before', run: user }],
  ['PASS', { when: 'before', run: pass }],
  ['STAT', { when: 'after', run: ({ maildrop: { drops } }) => ok(`${drops.length} ${total(drops)}`) }],
  ['LIST', { when: 'after', run: (visit, rest) => listing(visit, rest, (drop) => String(drop.size)) }],
  ['UIDL', { when: 'after', run: (visit, rest) => listing(visit, rest, (drop) => drop.uid) }],
  ['RETR', { when: 'after', run: (visit, rest) => retrieve(visit, rest, null) }],
  ['TOP', { when: 'after', run: top }],
  ['NOOP', { when: 'after', run: () => ok('Nothing was done.') }],
  ['RSET', { when: 'after', run: () => ok('No message was marked.') }],
  ['DELE', { when: 'after', run: () => refused('The mailbox is open for reading only.') }],
]);

function user(visit: Visit, rest: string): Pop3Answer {
  if (rest === '') return refused('USER takes a name.');
  visit.user = rest;
  return ok('Give the password with PASS.');
}

/** The rest of the line is the password, spaces and all (RFC 1939 section 7). */
async function pass(visit: Visit, password: string): Promise<Pop3Answer> {
  if (visit.user === null) return refused('Give the name with USER first.');
  const world = visit.world();
  const mailbox = signedIn(world, visit.user, password);
  visit.user = null;
  if (mailbox === null) {
    visit.failures++;
    const line = '-ERR [AUTH] Logon failure: unknown user name or bad password.';
    return visit.failures >= MOST_ATTEMPTS ? closing(line) : { ...refused(''), line };
  }
  visit.maildrop = await openMaildrop(world, mailbox, visit.gone);
  return ok(`User successfully logged on; ${visit.maildrop.drops.length} messages.`);
}

function total(drops: readonly Drop[]): number {
  return drops.reduce((sum, { size }) => sum + size, 0);
}

function listing({ maildrop }: SignedIn, rest: string, show: (drop: Drop) => string): Pop3Answer {
  const line = (drop: Drop) => `${drop.number} ${show(drop)}`;
  if (rest === '') return listed(`${maildrop.drops.length} messages`, maildrop.drops.map(line));
  const drop = dropOf(maildrop.drops, rest);
  return drop === undefined ? noSuchMessage() : ok(line(drop));
}

function dropOf(drops: readonly Drop[], text: string): Drop | undefined {
  return /^\d{1,9}$/.test(text) ? drops[Number(text) - 1] : undefined;
}

function noSuchMessage(): Pop3Answer {
  return refused('There is no message of that number.');
}

function top(visit: SignedIn, rest: string): Answering {
  const [, number, lines] = /^(\d{1,9}) +(\d{1,9})$/.exec(rest) ?? [];
  if (number === undefined) return refused('TOP takes the number of a message and a number of lines.');
  return retrieve(visit, number, Number(lines));
}

/** All of a message, or its header block and so many lines. The whole of it is converted either way (reference 6.3). */
async function retrieve({ maildrop }: SignedIn, text: string, lines: number | null): Promise<Pop3Answer> {
  const { world, mailbox, drops } = maildrop;
  const drop = dropOf(drops, text);
  if (drop === undefined) return noSuchMessage();
  if (mailbox.itemsById.get(drop.item.id) !== drop.item)
    return refused('The message is gone: another client took it away.');
  const path = itemPath(mailbox, drop.item);
  const message = await messageStream(world, mailbox, drop.item, 'pop3');
  if (message.kind !== 'made') return refused('The message cannot be converted to MIME.');
  const { source } = message;
  let sent = 0;
  const counted = function* (pieces: Iterable<Buffer>) {
    for (const piece of pieces) {
      yield piece;
      sent += piece.length;
    }
  };
  const whole = source.read(0, source.size);
  const pieces = lines === null ? whole : topOf(whole, lines);
  return {
    line: `+OK ${lines === null ? `${source.size} octets` : 'The beginning of the message follows.'}`,
    more: () => dotStuffed(counted(pieces)),
    done: () => world.ledger.served(path, sent),
    ends: false,
  };
}
