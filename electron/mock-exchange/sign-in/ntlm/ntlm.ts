import { createHash } from 'node:crypto';
import { type Reply, sentence } from '../../http/reply.ts';
import { mailboxOf } from '../../store/directory.ts';
import type { Mailbox } from '../../store/mailbox.ts';
import type { Admission, Knock, SignIn } from '../sign-in.ts';
import type { SignInParts } from '../sign-ins.ts';
import { challengeMessage, type ClientMessage, readMessage, type TargetNames } from './messages.ts';
import { provesPassword } from './proof.ts';
import { unsignedQuirk } from './quirks.ts';

/** What clients harvest from a challenge (reference 2.1). */
const NAMES: TargetNames = {
  netbiosServer: 'MAIL',
  netbiosDomain: 'EXAMPLE',
  dnsServer: 'mail.example.com',
  dnsDomain: 'example.com',
};

/** Raw NTLMSSP is taken under both names, as IIS does. */
type Scheme = 'NTLM' | 'Negotiate';

/** How far a connection has come. `ticket` is the owner's at that time: it is replaced when sessions are ended. */
type Progress =
  | { readonly kind: 'challenged'; readonly challenge: Buffer }
  | { readonly kind: 'signed-in'; readonly mailbox: Mailbox; readonly ticket: object };

/** NTLM: three legs sign a TCP connection in, and from then on no request on it needs an Authorization (reference 2.1). */
export function ntlmSignIn({ mailboxes, personality, seed }: SignInParts): SignIn {
  const connections = new WeakMap<object, Progress>();
  const tickets = new Map<Mailbox, object>();
  let challenges = 0;
  const ticketOf = (mailbox: Mailbox) => {
    const ticket = tickets.get(mailbox) ?? {};
    tickets.set(mailbox, ticket);
    return ticket;
  };
  const signedIn = ({ connection }: Knock): Mailbox | null => {
    const progress = connections.get(connection);
    if (progress?.kind !== 'signed-in') return null;
    return progress.ticket === ticketOf(progress.mailbox) ? progress.mailbox : null;
  };
  const challenge = ({ connection }: Knock, scheme: Scheme, flags: number): Admission => {
    const bytes = createHash('sha256').update(`ntlm ${seed} ${challenges++}`).digest().subarray(0, 8);
    connections.set(connection, { kind: 'challenged', challenge: bytes });
    const message = challengeMessage(flags, bytes, NAMES).toString('base64');
    return { kind: 'reply', reply: denied({ 'WWW-Authenticate': `${scheme} ${message}` }) };
  };
  const prove = ({ connection }: Knock, response: Extract<ClientMessage, { type: 3 }>): Admission => {
    const progress = connections.get(connection);
    connections.delete(connection);
    const mailbox = mailboxOf(response.user, mailboxes);
    if (progress?.kind !== 'challenged' || !mailbox) return failed();
    if (!provesPassword(response, progress.challenge, mailbox.password)) return failed();
    connections.set(connection, { kind: 'signed-in', mailbox, ticket: ticketOf(mailbox) });
    return { kind: 'caller', mailbox };
  };
  return {
    name: 'ntlm',
    admit: (knock) => {
      const offer = offerOf(knock.headers.authorization);
      if (offer?.message.type === 1) return challenge(knock, offer.scheme, offer.message.flags);
      if (offer?.message.type === 3) return prove(knock, offer.message);
      const mailbox = signedIn(knock);
      if (mailbox) return { kind: 'caller', mailbox };
      const quirk = personality.exchange ? unsignedQuirk(knock) : null;
      return { kind: 'reply', reply: quirk ?? denied(OFFER) };
    },
    endSessions: (mailbox) => {
      if (mailbox === undefined) tickets.clear();
      else tickets.delete(mailbox);
    },
  };
}

const OFFER = { 'WWW-Authenticate': ['Negotiate', 'NTLM'] } as const;

/** IIS ends the connection on which a sign-in failed (reference 6.2). */
function failed(): Admission {
  return { kind: 'reply', reply: denied({ ...OFFER, Connection: 'close' }) };
}

function denied(headers: NonNullable<Reply['headers']>): Reply {
  const reply = sentence(401, 'Sign in with NTLM.');
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** The message in an Authorization header; null where there is none that this server could read. */
function offerOf(authorization: string | undefined) {
  const [, name, encoded] =
    /^(ntlm|negotiate)[ \t]+([A-Za-z0-9+/=]+)[ \t]*$/i.exec(authorization ?? '') ?? [];
  const message = encoded === undefined ? null : readMessage(Buffer.from(encoded, 'base64'));
  const scheme: Scheme = name?.toLowerCase() === 'ntlm' ? 'NTLM' : 'Negotiate';
  return message && { scheme, message };
}
