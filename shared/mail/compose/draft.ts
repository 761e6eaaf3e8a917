import * as v from 'valibot';

/** A person or list that a message goes to or comes from. `address` is in the form of the envelope: its domain in ASCII. */
const mailbox = v.object({ name: v.string(), address: v.string() });
const mailboxes = v.pipe(v.array(mailbox), v.readonly());

/** A file that goes with the message. Where its bytes lie is known to the spool alone, by `id`. */
const attachment = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
  mimeType: v.string(),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** For an image in the HTML, which names it as `cid:`; without angle brackets. */
  contentId: v.nullable(v.string()),
});

/** More than an answer to an invitation has, with the time zones that it names. */
const CALENDAR_CHARS = 256 * 1024;

/**
 * What is written, as it crosses ports and lies in the spool. The shape alone is checked here; whether it can be sent
 * says `checkDraft`, in sentences.
 */
export const draftSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  accountId: v.pipe(v.string(), v.minLength(1)),
  /** With angle brackets. Fixed when the draft is made, so that every later attempt is known to be the same message. */
  messageId: v.string(),
  from: mailbox,
  to: mailboxes,
  cc: mailboxes,
  bcc: mailboxes,
  replyTo: mailboxes,
  subject: v.string(),
  body: v.variant('kind', [
    v.object({ kind: v.literal('text'), text: v.string() }),
    /** Cleaned already. Its plain text is derived when the message is built. */
    v.object({ kind: v.literal('html'), html: v.string() }),
  ]),
  attachments: v.pipe(v.array(attachment), v.readonly()),
  /** Its answer to an invitation, beside its text: a calendar object with this method (RFC 6047). */
  calendar: v.optional(
    v.object({ method: v.literal('REPLY'), text: v.pipe(v.string(), v.maxLength(CALENDAR_CHARS)) }),
  ),
  /** With angle brackets; null where the message answers none. */
  inReplyTo: v.nullable(v.string()),
  /** Oldest first, with angle brackets. */
  references: v.pipe(v.array(v.string()), v.readonly()),
  /** A report on reading is asked for (RFC 8098); it is up to each recipient. */
  asksReceipt: v.exactOptional(v.boolean()),
  /** The message is such a report itself: who read it, and which message. */
  receipt: v.exactOptional(v.object({ recipient: v.string(), originalMessageId: v.nullable(v.string()) })),
});

export type Draft = Readonly<v.InferOutput<typeof draftSchema>>;
export type DraftAttachment = Readonly<v.InferOutput<typeof attachment>>;
export type Mailbox = Readonly<v.InferOutput<typeof mailbox>>;
