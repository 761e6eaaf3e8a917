import * as v from 'valibot';
import { RULE } from '../faults/rule.ts';
import { PERSONALITIES } from '../personality/personality.ts';
import { SETTINGS } from '../settings/settings.ts';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const FOLDERS = ['inbox', 'drafts', 'sentitems', 'deleteditems', 'outbox'] as const;

/** One message that a scenario needs by itself, besides the generated ones. */
export const SCENARIO_ITEM = v.strictObject({
  /** Well-known role, or a folder path below the mailbox such as `Projects/2019`; made where it is missing. */
  folder: v.union([v.picklist(FOLDERS), v.string()]),
  /** The whole message; or the fields below, from which it is made. */
  eml: v.optional(v.string()),
  subject: v.optional(v.string()),
  from: v.optional(v.string()),
  to: v.optional(v.array(v.string())),
  cc: v.optional(v.array(v.string())),
  bcc: v.optional(v.array(v.string())),
  text: v.optional(v.string()),
  messageId: v.optional(v.string()),
  attachment: v.optional(v.strictObject({ name: v.string(), bytes: whole, type: v.optional(v.string()) })),
  /** Hours before the start of the scenario's clock at which it arrived. */
  ageHours: v.optional(v.pipe(v.number(), v.minValue(0)), 1),
  read: v.optional(v.boolean(), false),
  /** Unsent, as in Drafts (PR_MESSAGE_FLAGS 0x8). */
  draft: v.optional(v.boolean(), false),
  /** Submitted and not yet spooled (0x4), as in the server's Outbox. */
  submitted: v.optional(v.boolean(), false),
  /** Kept as properties only: every GET converts (KB 329067). */
  mapiOnly: v.optional(v.boolean(), false),
  /** Properties only and no body: what a PROPPATCH leaves behind when its PUT never came. */
  bodyless: v.optional(v.boolean(), false),
  /** So many copies, numbered in subject and Message-ID. */
  copies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 1),
});

export const SCENARIO_MAILBOX = v.strictObject({
  user: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)),
  displayName: v.optional(v.string()),
  address: v.optional(v.string()),
  /** Made from the seed where it is not given. */
  password: v.optional(v.string()),
  /** Generated mail. */
  messages: v.optional(v.pipe(whole, v.maxValue(1_000_000)), 0),
  folders: v.optional(v.pipe(whole, v.maxValue(1000)), 0),
  attachmentSize: v.optional(whole),
  items: v.optional(v.array(SCENARIO_ITEM), []),
});

/** A scenario file: everything that makes a run repeatable. */
export const SCENARIO = v.strictObject({
  $schema: v.optional(v.string()),
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  /** A short title for people, e.g. "Reply lost after upload". */
  title: v.string(),
  /** What is wrong with this server, in one or two sentences. */
  description: v.string(),
  seed: v.optional(whole, 1),
  personality: v.optional(v.picklist(PERSONALITIES), '2003'),
  auth: v.optional(v.picklist(['basic', 'ntlm', 'forms', 'none']), 'basic'),
  language: v.optional(v.picklist(['en', 'nb', 'fr', 'zh']), 'en'),
  clock: v.optional(
    v.strictObject({
      /** ISO date and time; the computer's time where it is absent. */
      start: v.optional(v.pipe(v.string(), v.isoTimestamp())),
      rate: v.optional(v.pipe(v.number(), v.minValue(0)), 1),
    }),
  ),
  /** Absent: the mailboxes that the server was started with, as they were then. */
  mailboxes: v.optional(v.array(SCENARIO_MAILBOX)),
  settings: v.optional(SETTINGS),
  rules: v.optional(v.array(RULE), []),
  /** Done once, in order, when the mailboxes stand. */
  actions: v.optional(
    v.array(
      v.variant('do', [
        v.strictObject({ do: v.literal('move-mailbox'), mailbox: v.optional(v.string()) }),
        v.strictObject({ do: v.literal('crash-worker') }),
        v.strictObject({ do: v.literal('advance'), ms: whole }),
      ]),
    ),
    [],
  ),
});

export type Scenario = v.InferOutput<typeof SCENARIO>;
export type ScenarioInput = v.InferInput<typeof SCENARIO>;
export type ScenarioItem = v.InferOutput<typeof SCENARIO_ITEM>;
