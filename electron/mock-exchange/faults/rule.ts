import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const ms = v.pipe(v.number(), v.minValue(0));
/** What can stand in a header or a status line: visible Latin-1, spaces and tabs. */
const fieldText = v.pipe(v.string(), v.regex(/^[\t\x20-\x7e\x80-\xff]*$/));
const fieldName = v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~\w-]+$/));
const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/**
 * At which point of a request a fault happens. `before-read` comes before sign-in; a request that is not signed in
 * (a first 401, a challenge of NTLM) reaches no other step. The two `mid-` steps take `byte`, 0 where it is not given.
 */
export const STEPS = [
  'before-read',
  'after-headers',
  'mid-upload',
  'after-commit-before-reply',
  'mid-download',
  'after-last-byte',
] as const;
export type Step = (typeof STEPS)[number];

/**
 * Which requests a rule means: everything given must hold. Patterns know `*` and `?`; in paths `*` stays within a
 * segment, `**` crosses them and `{name}` is one whole segment. Case does not matter.
 */
export const WHERE = v.strictObject({
  /** One verb or several, `*` for all. */
  method: v.optional(v.union([v.string(), v.array(v.string())])),
  /** Over the decoded path, e.g. `/exchange/{user}/Inbox/**`; without a slash at its beginning, over its end: `*.EML`. */
  path: v.optional(v.string()),
  /** Glob over the path of the Destination header; `submission` means the submission URI. */
  destination: v.optional(v.string()),
  /** Alias of the mailbox. */
  mailbox: v.optional(v.string()),
  /** Well-known role (`inbox`, `drafts`, `sentitems` ...) or path below the mailbox of the folder that holds the target, or is it. */
  folder: v.optional(v.string()),
  /** Message class or content class of the target, e.g. `IPM.Note*`. */
  itemClass: v.optional(v.string()),
  /**
   * Glob over the decoded subject of the target, or of the message that a PUT or POST brings: "reject by magic subject".
   * Such an upload has been read by then; what a rule wants at an earlier step happens before anything is stored.
   */
  subject: v.optional(v.string()),
  /** Glob over any recipient address of the target or of the message that is brought. */
  recipient: v.optional(v.string()),
  /** Bytes of the item asked for, sent or moved. */
  size: v.optional(v.strictObject({ above: v.optional(count), below: v.optional(count) })),
  /** True: only requests with a Range header of bytes; false: only those without. */
  ranged: v.optional(v.boolean()),
  /** Glob over a request header's value, by lower-case name; an absent header is the empty string. */
  headers: v.optional(v.record(v.string(), v.string())),
  /** Counted over the requests that match all of the above and are signed in, from 1: exactly this one, or a list. */
  nth: v.optional(v.union([count, v.array(count)])),
  /** The first so many of the requests that match pass unharmed. */
  after: v.optional(count),
  /** Chance that the rule fires; drawn from the scenario's seed. 1 where it is not given. */
  probability: v.optional(probability),
});

const DISTRIBUTION = v.variant('distribution', [
  v.strictObject({ distribution: v.literal('fixed'), ms }),
  v.strictObject({ distribution: v.literal('uniform'), minMs: ms, maxMs: ms }),
  v.strictObject({
    distribution: v.literal('lognormal'),
    medianMs: ms,
    sigma: v.pipe(v.number(), v.minValue(0)),
  }),
]);

/** What goes wrong. */
export const WHAT = v.variant('kind', [
  /** This answer instead of the real one. */
  v.strictObject({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
    reason: v.optional(fieldText),
    headers: v.optional(v.record(fieldName, fieldText)),
    body: v.optional(v.string()),
  }),
  /** RST where the system allows it, and no answer. */
  v.strictObject({ kind: v.literal('reset') }),
  /** FIN: the server's half of the connection ends, without TLS close-notify where there is TLS. */
  v.strictObject({ kind: v.literal('half-close') }),
  /** Silence: for so many ms, or for good where none are given. */
  v.strictObject({ kind: v.literal('stall'), ms: v.optional(ms) }),
  v.strictObject({ kind: v.literal('latency'), latency: DISTRIBUTION }),
  v.strictObject({ kind: v.literal('bandwidth'), bytesPerSecond: v.pipe(v.number(), v.minValue(1)) }),
  /** So many bytes at a time with a pause between. */
  v.strictObject({ kind: v.literal('dribble'), bytes: v.pipe(count, v.minValue(1)), everyMs: ms }),
  /** The right Content-Length and fewer bytes, then FIN. */
  v.strictObject({ kind: v.literal('truncate') }),
  /** The right Content-Length, the body cut at the byte and filled up with zeros. */
  v.strictObject({ kind: v.literal('pad') }),
  /** The bytes asked for under a Content-Range that says another start. */
  v.strictObject({ kind: v.literal('wrong-content-range'), shift: v.pipe(v.number(), v.integer()) }),
  /** A correct 206 that starts so many bytes earlier (positive) or later (negative) than asked. */
  v.strictObject({ kind: v.literal('early-range'), by: v.pipe(v.number(), v.integer()) }),
  /** 200 and the whole entity. */
  v.strictObject({ kind: v.literal('ignore-range') }),
  /** The correct slice and Content-Range under status 200. */
  v.strictObject({ kind: v.literal('status-200-for-range') }),
  /** If-Range does not count: the slice of the new version is sent where the whole was due. */
  v.strictObject({ kind: v.literal('ignore-if-range') }),
  /** The entity changes (other bytes, same length, other ETag) before this request is answered. */
  v.strictObject({ kind: v.literal('change-entity'), keepEtag: v.optional(v.boolean()) }),
  v.strictObject({ kind: v.literal('weak-etag') }),
  v.strictObject({ kind: v.literal('drop-validators') }),
  /** Content-Encoding: gzip over what is sent, ranged or not; bodies above 64 MiB go as they are. */
  v.strictObject({ kind: v.literal('gzip') }),
  /** Bytes that are no HTTP, and the end of the connection; in the middle of a body, noise up to the right length. */
  v.strictObject({ kind: v.literal('garbage') }),
  /** A 207 that breaks off in the middle of an element but is complete by its Content-Length. */
  v.strictObject({ kind: v.literal('malformed-xml') }),
  /** The usual answer of success, and nothing was done. */
  v.strictObject({ kind: v.literal('drop-commit') }),
  /** Everything is done and the connection ends without an answer. */
  v.strictObject({ kind: v.literal('drop-reply') }),
  v.strictObject({
    kind: v.literal('redirect'),
    to: fieldText,
    status: v.optional(v.picklist([301, 302, 303, 307, 308])),
  }),
  /** The session ends: 440 under forms sign-in, 401 else; in the middle of a body or after it, without that answer. */
  v.strictObject({ kind: v.literal('sign-out') }),
  /** 200 text/html, a login page where something else was due. */
  v.strictObject({ kind: v.literal('login-page') }),
  /** The worker process ends (worker/worker.ts): all connections reset, 503 while it starts again. */
  v.strictObject({ kind: v.literal('crash-worker') }),
]);

/** How long a rule lives; what is not given has no end. */
export const HOW_LONG = v.strictObject({
  /** It fires so many times and is spent. */
  count: v.optional(count),
  /** Counted separately for each item: `count` times for each, then pass. */
  perItem: v.optional(v.boolean()),
  /** Only between these virtual ms after the scenario began. */
  window: v.optional(v.strictObject({ fromMs: ms, toMs: ms })),
  /** Gone so many virtual ms after it was added. */
  ttlMs: v.optional(ms),
});

export const RULE = v.strictObject({
  /** Unique in a rule list; given by the server where it is absent. */
  id: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/))),
  /** One short sentence for people: "Reply lost once per message". */
  title: v.optional(v.string()),
  enabled: v.optional(v.boolean()),
  where: v.optional(WHERE),
  step: v.picklist(STEPS),
  /** Byte offset for the two `mid-` steps; body bytes. */
  byte: v.optional(count),
  what: WHAT,
  howLong: v.optional(HOW_LONG),
});

export type Where = v.InferOutput<typeof WHERE>;
export type What = v.InferOutput<typeof WHAT>;
export type RuleInput = v.InferInput<typeof RULE>;
/** A rule as the engine holds it. */
export type Rule = v.InferOutput<typeof RULE> & { readonly id: string; readonly enabled: boolean };
