import * as v from 'valibot';

/**
 * What a person has laid down about their mail: the mailing list manager, the junk filter and the rules, in the order in
 * which they are asked. Kept by main as one file, on this computer only.
 */

const id = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,64}$/));
const line = v.pipe(v.string(), v.maxLength(1024), v.regex(/^[^\0\r\n]*$/, 'no line breaks'));
const name = v.pipe(line, v.minLength(1), v.maxLength(200));

export const conditionSchema = v.variant('on', [
  v.object({
    /** `to`: To and Cc. `list`: the List-Id. */
    on: v.picklist(['from', 'to', 'subject', 'list']),
    how: v.picklist(['contains', 'is', 'lacks']),
    text: v.pipe(line, v.minLength(1)),
  }),
  v.object({
    on: v.literal('size'),
    how: v.picklist(['over', 'under']),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.object({ on: v.literal('attachment'), has: v.boolean() }),
  /** The sender is in the list of blocked ones. */
  v.object({ on: v.literal('blocked') }),
  v.object({ on: v.literal('account'), accountId: line }),
  v.object({ on: v.literal('folder'), folderId: line }),
]);
/** Something that a message is asked about. */
export type Condition = Readonly<v.InferOutput<typeof conditionSchema>>;

export const actionSchema = v.variant('kind', [
  v.object({ kind: v.literal('move'), folderId: v.pipe(line, v.minLength(1)) }),
  v.object({ kind: v.literal('junk') }),
  /** To the Deleted Items; nothing is ever removed for good. */
  v.object({ kind: v.literal('delete') }),
  v.object({ kind: v.literal('read') }),
  v.object({ kind: v.literal('flag') }),
  v.object({ kind: v.literal('category'), name }),
  /** No rule after this one is asked. */
  v.object({ kind: v.literal('stop') }),
]);
/** What is done with a message. */
export type Action = Readonly<v.InferOutput<typeof actionSchema>>;

const actions = v.pipe(v.array(actionSchema), v.maxLength(20));

export const ruleSchema = v.object({
  id,
  name,
  on: v.boolean(),
  match: v.picklist(['all', 'any']),
  /** Without any, no message matches. */
  conditions: v.pipe(v.array(conditionSchema), v.maxLength(50)),
  actions,
});
export type Rule = Readonly<v.InferOutput<typeof ruleSchema>>;

export const listRuleSchema = v.object({
  id,
  name,
  on: v.boolean(),
  /** The list's address, as it stands in To, Cc or Sender; '' where only its List-Id is known. */
  address: line,
  /** Without its angle brackets (RFC 2919); '' where it is not known. */
  listId: line,
  actions,
});
/** A mailing list, and what is done with what comes from it. */
export type ListRule = Readonly<v.InferOutput<typeof listRuleSchema>>;

/** `off`: blocked senders only. */
export const JUNK_LEVELS = ['off', 'low', 'high'] as const;
export type JunkLevel = (typeof JUNK_LEVELS)[number];

/** Addresses (`ada@example.com`) and domains with all that is under them (`@example.com`), in small letters. */
const senders = v.pipe(
  v.array(v.pipe(line, v.regex(/^[^\s@]*@[^\s@]+$/, 'an address or a domain'))),
  v.maxLength(10_000),
);

export const junkSchema = v.object({ level: v.picklist(JUNK_LEVELS), safe: senders, blocked: senders });
export type JunkFilter = Readonly<v.InferOutput<typeof junkSchema>>;

/** A folder that its person chose where none was found by its role. */
const placeSchema = v.object({ accountId: line, role: v.picklist(['archive', 'junk']), folderId: line });
export type ChosenPlace = Readonly<v.InferOutput<typeof placeSchema>>;

export const filingSchema = v.object({
  lists: v.pipe(v.array(listRuleSchema), v.maxLength(500)),
  junk: junkSchema,
  rules: v.pipe(v.array(ruleSchema), v.maxLength(500)),
  places: v.pipe(v.array(placeSchema), v.maxLength(500)),
});
export type Filing = Readonly<v.InferOutput<typeof filingSchema>>;

/** Nothing is laid down. */
export const NO_FILING: Filing = {
  lists: [],
  junk: { level: 'off', safe: [], blocked: [] },
  rules: [],
  places: [],
};
