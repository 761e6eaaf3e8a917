import * as v from 'valibot';
import { saidSchema, toldFields } from '../language/said-schema.ts';

/**
 * The journal of one outgoing message: append-only, one step a line, synced before what it allows (I2). A request has a
 * step before it leaves ('asked') and one when it is over ('answered'), so that a crash leaves "asked, no answer noted".
 */
const at = v.number();
const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const failure = v.object({
  kind: v.picklist([
    'offline',
    'timeout',
    'interrupted',
    'untrusted',
    'unauthorized',
    'forbidden',
    'not-found',
    'conflict',
    'throttled',
    'server-fault',
    'malformed-response',
    'too-large',
    'unsupported',
    'storage-full',
    'paused',
    'invalid-input',
    'cancelled',
    'bug',
  ]),
  ...toldFields,
  status: v.exactOptional(v.number()),
  retryAfterMs: v.exactOptional(v.number()),
  detail: v.exactOptional(text),
});

/** What a request is for. `submit` is the only one that may not be repeated without looking. */
export const PURPOSES = ['draft', 'upload', 'hide', 'check', 'submit', 'file', 'tidy'] as const;
/** Why a message needs its person; the words and the actions follow from it. */
export const BLOCKS = [
  'too-large',
  'mailbox-full',
  'from-refused',
  'no-mime',
  'conversion',
  'sign-in',
  'locked',
  'refused',
  'tries-spent',
  'unproven',
  /** The program was closed before the undo time ran out. */
  'not-sent',
  /** It came out of a back-up: since that was made it may have been sent by the profile that it is of. */
  'restored',
  'damaged',
] as const;
/**
 * What Retinue chooses by a rule, after an answer that leaves it nothing else. `without-from`: the next submission goes
 * without the From field, which the server fills. `by-copy`, `by-put`: it is submitted by the next of the ways below. `by-smtp`: the account's own server takes no mail,
 * and another one does.
 */
export const DECISIONS = ['without-from', 'by-copy', 'by-put', 'by-smtp'] as const;
/** How a message is handed over (reference 5.1): its draft is moved or copied, or all of it is put with its envelope; or SMTP takes it. */
export const WAYS = ['move', 'copy', 'put', 'smtp'] as const;
/** What a person may tell a message to do. */
export const COMMANDS = [
  'send-now',
  'try-now',
  'verify-now',
  'send-again',
  'without-from',
  'mark-as-sent',
  'take-back',
  'file-here',
  /** Not wanted any more: it is taken back and then removed from this computer. */
  'discard',
] as const;

const piece = v.object({
  /** Parts of its outermost multipart/mixed that it does not have. */
  without: v.pipe(v.array(count), v.readonly()),
  /** From 1. */
  nth: count,
  of: count,
});
/** none: there is none to look for. */
const draftPlace = v.picklist(['there', 'gone', 'unknown', 'none']);
const step = v.variant('kind', [
  /** The first line: all that a restart must know. `sendAt` is a stored deadline (undo, send later). */
  v.object({
    kind: v.literal('spooled'),
    at,
    format: v.literal(1),
    account: v.object({ id: text, url: text, user: text }),
    messageId: text,
    /** Message-ID of the message that it answers (RFC 5322 section 3.6.4). */
    answers: v.exactOptional(text),
    subject: text,
    from: text,
    /** Shown in the header, then hidden ones (Bcc). */
    recipients: v.pipe(v.array(text), v.readonly()),
    hidden: v.pipe(v.array(text), v.readonly()),
    bytes: count,
    sha256: text,
    sendAt: v.number(),
    /** Path of a draft that another program left on the server: it is sent as it lies there. */
    adopted: v.exactOptional(text),
  }),
  v.object({
    kind: v.literal('asked'),
    at,
    request: count,
    purpose: v.picklist(PURPOSES),
    method: text,
    path: text,
  }),
  v.object({
    kind: v.literal('answered'),
    at,
    request: count,
    /** done: the server says so. refused: it says that nothing was done. not-sent: it cannot have been read whole. */
    verdict: v.picklist(['done', 'refused', 'not-sent', 'unknown']),
    status: v.nullable(v.number()),
    ms: v.number(),
    failure: v.nullable(failure),
  }),
  /** Looking changes nothing on the server. null: could not be asked. */
  v.object({
    kind: v.literal('looked'),
    at,
    draft: draftPlace,
    sent: v.nullable(count),
    outbox: v.nullable(count),
    conclusion: v.picklist(['submitted', 'not-submitted', 'open']),
    rule: text,
    ruleSaid: v.exactOptional(saidSchema),
  }),
  v.object({ kind: v.literal('waits'), at, until: v.number(), tries: count, failure: v.nullable(failure) }),
  v.object({ kind: v.literal('blocked'), at, block: v.picklist(BLOCKS), failure: v.nullable(failure) }),
  v.object({ kind: v.literal('told'), at, command: v.picklist(COMMANDS) }),
  /** `status`: of the answer that led to it; without one, the mailbox names no Drafts folder. */
  v.object({
    kind: v.literal('decided'),
    at,
    decision: v.picklist(DECISIONS),
    status: v.exactOptional(v.number()),
  }),
  v.object({ kind: v.literal('filed'), at, by: v.picklist(['server', 'retinue', 'nobody']) }),
  v.object({
    kind: v.literal('bounced'),
    at,
    recipients: v.pipe(v.array(text), v.readonly()),
    ...toldFields,
    /** Path of the report in the mailbox. */
    report: v.exactOptional(text),
  }),
  /** Other messages go in its place, each with a part of it; `made`: all of them are on disk. */
  v.object({
    kind: v.literal('replaced'),
    at,
    pieces: v.pipe(v.array(piece), v.readonly()),
    made: v.boolean(),
  }),
]);

export const stepSchema = step;
export type Step = v.InferOutput<typeof step>;
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
/** A message that is made of another one. */
export type Piece = v.InferOutput<typeof piece>;
export type Purpose = (typeof PURPOSES)[number];
export type Block = (typeof BLOCKS)[number];
export type Decision = (typeof DECISIONS)[number];
export type Way = (typeof WAYS)[number];
export type Command = (typeof COMMANDS)[number];
