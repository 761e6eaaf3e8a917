import type { IncomingHttpHeaders } from 'node:http';
import type { Mailbox } from '../store/mailbox.ts';
import type { Reply } from '../http/reply.ts';

export const SIGN_INS = ['basic', 'ntlm', 'forms', 'none'] as const;
export type SignInName = (typeof SIGN_INS)[number];

/** What a sign-in sees of a request. */
export interface Knock {
  /** The same object for all requests of one TCP connection: NTLM signs connections in, not requests. */
  readonly connection: object;
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly path: string;
  /** `http://127.0.0.1:PORT` as the client asked for it. */
  readonly origin: string;
  readonly headers: IncomingHttpHeaders;
  /** Reads the body, up to the cap for XML. Only the log-on form needs it. */
  body(): Promise<Buffer>;
}

/** Either who calls (and headers that every answer to them carries, e.g. renewed cookies), or the answer at once. */
export type Admission =
  | { readonly kind: 'caller'; readonly mailbox: Mailbox; readonly headers?: SignInHeaders }
  | { readonly kind: 'reply'; readonly reply: Reply };
export type SignInHeaders = Readonly<Record<string, string | readonly string[]>>;

/** One way of signing in. */
export interface SignIn {
  readonly name: SignInName;
  admit(knock: Knock): Promise<Admission> | Admission;
  /** Ends the sessions of a caller, of everybody where none is given (worker crash, fault `sign-out`). */
  endSessions(mailbox?: Mailbox): void;
}
