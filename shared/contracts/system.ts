import * as v from 'valibot';

/** What the window asks main about the system that it runs in. */
const short = v.pipe(v.string(), v.maxLength(4096));

export const systemSchemas = {
  'login.get': v.null(),
  'login.set': v.object({ starts: v.boolean() }),
  'spelling.facts': v.null(),
  /** A notice of new mail; `account`: notices of one account stand together. */
  'notice.mail': v.object({
    title: short,
    body: short,
    folderId: short,
    messageId: v.nullable(short),
    /** How many messages it speaks of. */
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
} as const;

type Args<M extends keyof typeof systemSchemas> = v.InferOutput<(typeof systemSchemas)[M]>;

export interface SpellingFacts {
  /** Whether spelling is checked now. */
  readonly on: boolean;
  /** Languages that can be checked, BCP 47; none where the system chooses them. */
  readonly languages: readonly string[];
  readonly chosen: readonly string[];
  /** Turning it on fetches dictionaries from the address below. */
  readonly fetchesFrom: string | null;
}

export interface SystemCalls {
  /** Whether Retinue starts when its person signs in to the computer; null where the system cannot do that. */
  'login.get': { args: Args<'login.get'>; result: { readonly starts: boolean | null } };
  'login.set': { args: Args<'login.set'>; result: { readonly starts: boolean | null } };
  'spelling.facts': { args: Args<'spelling.facts'>; result: SpellingFacts };
  /** Held back in quiet hours; nothing where the system shows no notices. */
  'notice.mail': { args: Args<'notice.mail'>; result: null };
}
