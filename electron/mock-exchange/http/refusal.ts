/**
 * An answer that ends a request early: thrown anywhere below a method, turned into a reply at the top. Not one of the
 * application's failures: for a server, saying 404 is its work and nothing went wrong.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}) {
    super(sentence);
    this.status = status;
    this.headers = headers;
  }
}

/** Ends the request with this status and sentence. */
export function refuse(
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): never {
  throw new Refusal(status, sentence, headers);
}
