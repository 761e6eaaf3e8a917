import * as v from 'valibot';
import { RULE } from '../faults/rule.ts';
import { PERSONALITIES } from '../personality/personality.ts';
import { SETTINGS } from '../settings/settings.ts';
import { SIGN_INS } from '../sign-in/sign-in.ts';
import { LANGUAGES } from '../store/well-known.ts';
import { SCENARIO_MAILBOX } from './mailbox-schema.ts';

const AS_STARTED = 'Absent: as the server was started with.';
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const ACTION = v.variant('do', [
  v.strictObject({
    do: v.pipe(
      v.literal('move-mailbox'),
      v.description(
        'Everything in the mailbox (in all of them where none is named) is kept as properties only.',
      ),
    ),
    mailbox: v.optional(v.string()),
  }),
  v.strictObject({
    do: v.pipe(v.literal('crash-worker'), v.description('The worker process ends; 503 until it runs again.')),
  }),
  v.strictObject({
    do: v.pipe(v.literal('advance'), v.description('The clock moves on.')),
    ms: whole,
  }),
]);

const CLOCK = v.strictObject({
  start: v.optional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.description(
        'ISO date and time with Z. Absent: as the server was started with, else the time of the computer.',
      ),
    ),
  ),
  rate: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.description('Virtual ms in one real ms; 0 for a clock that stands until it is moved.'),
    ),
  ),
});

/** A scenario file: everything that makes a run repeatable. */
export const SCENARIO = v.pipe(
  v.strictObject({
    $schema: v.optional(v.string()),
    name: v.pipe(
      v.string(),
      v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
      v.description('Small letters, digits and hyphens; a built-in scenario has the name of its file.'),
    ),
    title: v.pipe(v.string(), v.description('A short title for people, e.g. "Reply lost after upload".')),
    description: v.pipe(
      v.string(),
      v.description('What is wrong with this server, in one or two sentences.'),
    ),
    seed: v.optional(
      v.pipe(
        whole,
        v.description(`Decides generated mail, passwords, chances and session names. ${AS_STARTED}`),
      ),
    ),
    personality: v.optional(v.pipe(v.picklist(PERSONALITIES), v.description(AS_STARTED))),
    auth: v.optional(v.pipe(v.picklist(SIGN_INS), v.description(AS_STARTED))),
    language: v.optional(
      v.pipe(v.picklist(LANGUAGES), v.description(`Names of the well-known folders. ${AS_STARTED}`)),
    ),
    clock: v.optional(CLOCK),
    mailboxes: v.optional(
      v.pipe(
        v.array(SCENARIO_MAILBOX),
        v.minLength(1),
        v.description('Absent: the mailboxes that the server was started with, as they were then.'),
      ),
    ),
    settings: v.optional(SETTINGS),
    rules: v.optional(v.pipe(v.array(RULE), v.description('Tried from top to bottom.')), []),
    actions: v.optional(
      v.pipe(v.array(ACTION), v.description('Done once, in order, when the mailboxes stand.')),
      [],
    ),
  }),
  v.title('Scenario of the mock Exchange server'),
);

export type Scenario = v.InferOutput<typeof SCENARIO>;
export type ScenarioInput = v.InferInput<typeof SCENARIO>;
export type ScenarioAction = v.InferOutput<typeof ACTION>;
