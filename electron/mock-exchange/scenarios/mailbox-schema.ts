import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const FOLDERS = ['inbox', 'drafts', 'sentitems', 'deleteditems', 'outbox'] as const;

const ATTACHMENT = v.strictObject({
  name: v.string(),
  bytes: v.pipe(whole, v.description('Made while it is read: 10 GB cost no memory.')),
  type: v.optional(v.string()),
});

/** One message that a scenario needs by itself, besides the generated ones. */
export const SCENARIO_ITEM = v.strictObject({
  folder: v.pipe(
    v.union([v.picklist(FOLDERS), v.pipe(v.string(), v.minLength(1))]),
    v.description(
      'Well-known role, or a folder path below the mailbox such as Projects/2019; made where it is missing.',
    ),
  ),
  eml: v.optional(
    v.pipe(
      v.string(),
      v.description('The whole message; without it the message is made of the fields below.'),
    ),
  ),
  file: v.optional(
    v.pipe(
      v.string(),
      v.description('Or a file with the message, beside the scenario file or in its bundle, byte for byte.'),
    ),
  ),
  subject: v.optional(v.string()),
  from: v.optional(v.string()),
  to: v.optional(v.array(v.string())),
  cc: v.optional(v.array(v.string())),
  bcc: v.optional(v.array(v.string())),
  text: v.optional(v.string()),
  messageId: v.optional(
    v.pipe(
      v.string(),
      v.description('With its angle brackets; made of the place in the list where it is absent.'),
    ),
  ),
  attachment: v.optional(ATTACHMENT),
  ageHours: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.description('Hours before the start of the clock at which it arrived.'),
    ),
    1,
  ),
  at: v.optional(
    v.pipe(v.string(), v.isoTimestamp(), v.description('Or the moment itself, ISO date and time with Z.')),
  ),
  read: v.optional(v.boolean(), false),
  flagged: v.optional(v.boolean(), false),
  draft: v.optional(
    v.pipe(v.boolean(), v.description('Unsent, as in Drafts (PR_MESSAGE_FLAGS 0x8).')),
    false,
  ),
  submitted: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Submitted and not yet spooled (0x4), as in the Outbox of the server.'),
    ),
    false,
  ),
  mapiOnly: v.optional(
    v.pipe(v.boolean(), v.description('Kept as properties only: every GET converts (KB 329067).')),
    false,
  ),
  bodyless: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Properties and no body: what PROPPATCH leaves behind when its PUT never came.'),
    ),
    false,
  ),
  copies: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(10_000),
      v.description(
        'So many of them; made of fields, they are numbered in subject and Message-ID and a second apart.',
      ),
    ),
    1,
  ),
});

/** A mailbox of a scenario: generated mail, and single messages beside it. */
export const SCENARIO_MAILBOX = v.strictObject({
  user: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)),
  displayName: v.optional(
    v.pipe(v.string(), v.description('Absent: as the server was started with, else the user name.')),
  ),
  address: v.optional(
    v.pipe(
      v.string(),
      v.description('Absent: as the server was started with, else the user name in its domain.'),
    ),
  ),
  password: v.optional(
    v.pipe(v.string(), v.description('Absent: as the server was started with, else made from the seed.')),
  ),
  grants: v.exactOptional(
    v.pipe(
      v.record(v.string(), v.picklist(['none', 'reviewer', 'editor'])),
      v.description(
        'Whom the mailbox lets in besides its owner, by lower-case user name (* is everybody): reviewer reads, editor writes and deletes.',
      ),
    ),
  ),
  messages: v.optional(v.pipe(whole, v.maxValue(1_000_000), v.description('Generated messages.')), 0),
  folders: v.optional(
    v.pipe(whole, v.maxValue(1000), v.description('Generated folders besides the well-known ones.')),
    0,
  ),
  attachmentSize: v.optional(v.pipe(whole, v.description('Bytes of the largest generated attachment.'))),
  items: v.optional(v.array(SCENARIO_ITEM), []),
});

export type ScenarioItem = v.InferOutput<typeof SCENARIO_ITEM>;
export type ScenarioMailbox = v.InferOutput<typeof SCENARIO_MAILBOX>;
