import * as v from 'valibot';

/** What a client says became of a message: a test, or the client under test, tells it to the admin API. */
export const CLAIM = v.strictObject({
  messageId: v.pipe(v.string(), v.minLength(1)),
  client: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** In the client's own words: "unknown, verifying", "sent, copy to file". */
  says: v.pipe(v.string(), v.maxLength(200)),
  /** What that means: it is out, it is on its way, nobody knows, it was not sent. */
  means: v.picklist(['sent', 'working', 'unknown', 'not-sent']),
});

export type Claim = v.InferOutput<typeof CLAIM>;

/** The last claim of each client for each message. The oracle's report does not depend on it: it is there to be compared. */
export interface Claims {
  readonly all: readonly Claim[];
  put(claim: Claim): void;
}

export function newClaims(): Claims {
  const byKey = new Map<string, Claim>();
  return {
    get all() {
      return [...byKey.values()];
    },
    put: (claim) => void byKey.set(JSON.stringify([claim.client, claim.messageId]), claim),
  };
}
