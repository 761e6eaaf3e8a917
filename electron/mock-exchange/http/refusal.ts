/**
 * An answer that ends a request early: thrown anywhere below a method, turned into a reply at the top. Not one of the
 * application's failures: for a server, saying 404 is its work and nothing went wrong.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Said in an XML body where there is one. */
  readonly precondition: Precondition | null;
  constructor(
    status: number,
    sentence: string,
    headers: Readonly<Record<string, string>> = {},
    precondition: Precondition | null = null,
  ) {
    super(sentence);
    this.status = status;
    this.headers = headers;
    this.precondition = precondition;
  }
}

/** A precondition of RFC 4918 section 16 or RFC 6578 section 3.2 that was broken, and the resources it is about. */
export interface Precondition {
  readonly name:
    | 'lock-token-submitted'
    | 'no-conflicting-lock'
    | 'lock-token-matches-request-uri'
    | 'valid-sync-token';
  /** Absolute URLs. */
  readonly hrefs: readonly string[];
}

/** Ends the request with this status and sentence. */
export function refuse(
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): never {
  throw new Refusal(status, sentence, headers);
}

/** Ends the request with a status whose body names the broken precondition. */
export function refusePrecondition(status: number, sentence: string, precondition: Precondition): never {
  throw new Refusal(status, sentence, {}, precondition);
}
