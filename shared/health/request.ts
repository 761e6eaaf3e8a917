/** One finished request, as a log may hold it: no query, no credentials, no header but Destination, no body. */
export interface RequestFacts {
  /** Counts up from 1 while the program runs. */
  readonly id: number;
  /** When it was sent, ms since 1970. */
  readonly at: number;
  /** `https://mail.example.com:8443` */
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  /** Path of the Destination header, of COPY and MOVE; else null. */
  readonly to: string | null;
  /** null: no answer came. */
  readonly status: number | null;
  /** Why it did not come to its end: `reset`, `timeout` or another kind of failure; null where it did. */
  readonly broke: string | null;
  /** Bytes of the request's body. */
  readonly sent: number;
  /** Bytes of the answer's body that were read. */
  readonly bytes: number;
  /** From sending to the last byte. */
  readonly ms: number;
}

/** It needs an explanation: no answer, or one of 400 and more that is no usual part of a conversation. */
export function isFault({ origin, status, broke }: RequestFacts): boolean {
  // SMTP (RFC 5321 section 4.2.1): 4xx is the server's trouble, 5xx the message's, but for 535, a refused sign-in.
  if (isSmtp(origin))
    return broke !== null || status === null || (status >= 400 && status < 500) || status === 535;
  return broke !== null || status === null || status >= 500 || status === 401 || status === 440;
}

/** Whether this is a server that sends mail, `smtp://mail.example.com:587`. */
export function isSmtp(origin: string): boolean {
  return origin.startsWith('smtp://');
}
