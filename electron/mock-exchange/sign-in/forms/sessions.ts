import { createHash } from 'node:crypto';
import type { Clock } from '../../clock/clock.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Mailbox } from '../../store/mailbox.ts';

const MINUTE_MS = 60_000;

/** What a cookie proves. `renewed` is the value that the client should carry from now on. */
export type Proof =
  | { readonly kind: 'open'; readonly mailbox: Mailbox; readonly renewed: string | null }
  | { readonly kind: 'wrong-password' | 'timed-out' | 'unknown' };

interface Session {
  /** Null: the password was wrong, which only the next request is told. */
  readonly mailbox: Mailbox | null;
  readonly trusted: boolean;
  readonly number: number;
  /** The newest value of its cookie, and since when; older values stay good until the session ends. */
  current: string;
  issued: number;
  used: number;
}

export type Sessions = ReturnType<typeof newSessions>;

/** Sessions of forms sign-in: they end when nobody used them for the time-out of their kind of computer (reference 2.2). */
export function newSessions(parts: {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly seed: number;
}) {
  const { clock } = parts;
  const byValue = new Map<string, Session>();
  let numbers = 0;
  let keys = 0;
  const drawn = (purpose: string) => createHash('sha512').update(`${purpose} ${parts.seed}`).digest();
  const newValue = () => `${++keys},${drawn(`cadata ${keys}`).toString('base64')}`;
  const timeoutOf = ({ trusted }: Session) => {
    const { TrustedClientTimeout, PublicClientTimeout } = parts.settings.values;
    return (trusted ? TrustedClientTimeout : PublicClientTimeout) * MINUTE_MS;
  };
  const isOver = (session: Session) => clock.now() - session.used > timeoutOf(session);
  const drop = (which: (session: Session) => boolean) => {
    for (const [value, session] of byValue) if (which(session)) byValue.delete(value);
  };
  const issue = (session: Session) => {
    session.current = newValue();
    session.issued = clock.now();
    byValue.set(session.current, session);
  };
  return {
    /** Begins a session, without a word about whether the password was right. */
    begin(mailbox: Mailbox | null, trusted: boolean): { readonly guid: string; readonly cadata: string } {
      drop(isOver);
      const number = ++numbers;
      const now = clock.now();
      const session: Session = { mailbox, trusted, number, current: '', issued: now, used: now };
      issue(session);
      return { guid: guidOf(drawn(`session ${number}`)), cadata: session.current };
    },
    /** Looks at the cookie of a request, which counts as use. The key changes after half of the time-out. */
    prove(value: string): Proof {
      const session = byValue.get(value);
      if (session === undefined) return { kind: 'unknown' };
      if (session.mailbox === null) return { kind: 'wrong-password' };
      if (isOver(session)) return { kind: 'timed-out' };
      session.used = clock.now();
      if (session.used - session.issued > timeoutOf(session) / 2) issue(session);
      const renewed = session.current === value ? null : session.current;
      return { kind: 'open', mailbox: session.mailbox, renewed };
    },
    end(mailbox?: Mailbox): void {
      drop((session) => mailbox === undefined || session.mailbox === mailbox);
    },
  };
}

function guidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
