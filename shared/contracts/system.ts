import * as v from 'valibot';
import type { LanguageTag } from '../language/languages.ts';
import { ticksSchema } from './menu-command.ts';

/** What the window asks main about the system that it runs in. */
const short = v.pipe(v.string(), v.maxLength(4096));

/** A notice of new mail, or of messages to be reminded of. */
const mailNotice = v.object({
  title: short,
  body: short,
  folderId: short,
  messageId: v.nullable(short),
  /** How many messages it speaks of. */
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

export const systemSchemas = {
  'app.restart': v.null(),
  'language.next': v.null(),
  'menu.ticks': ticksSchema,
  'login.get': v.null(),
  'login.set': v.object({ starts: v.boolean() }),
  'spelling.facts': v.null(),
  'updates.state': v.null(),
  'updates.check': v.null(),
  'updates.restart': v.null(),
  'notice.mail': mailNotice,
  'notice.reminder': mailNotice,
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

/** Nothing newer is looked for: the system's package manager does it, it was unpacked by hand, no address was built in. */
export type WhyNoUpdates = 'package-manager' | 'development' | 'no-address' | 'unpacked';
/** Where the search for a newer version stands. */
export type UpdateState =
  | { readonly kind: 'off'; readonly why: WhyNoUpdates }
  /** `checkedAt`: there was nothing newer then; null: nobody has looked yet. */
  | { readonly kind: 'idle'; readonly checkedAt: number | null }
  | { readonly kind: 'checking' }
  | { readonly kind: 'fetching'; readonly version: string }
  /** It is here and checked; it takes the place of this one when Retinue ends. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly sentence: string };

export interface SystemCalls {
  /** Ends Retinue and starts it again; the window asks only while no mail is being handed over. */
  'app.restart': { args: Args<'app.restart'>; result: null };
  /** The language that the next start takes. */
  'language.next': { args: Args<'language.next'>; result: { readonly language: LanguageTag } };
  /** What the window chose, for the ticks of the menu. */
  'menu.ticks': { args: Args<'menu.ticks'>; result: null };
  'updates.state': { args: Args<'updates.state'>; result: UpdateState };
  /** Looks now; resolves when it is known what there is, and it is here. */
  'updates.check': { args: Args<'updates.check'>; result: UpdateState };
  /** Ends Retinue and starts the newer version; the window asks only while no mail is being handed over. */
  'updates.restart': { args: Args<'updates.restart'>; result: null };
  /** Whether Retinue starts when its person signs in to the computer; null where the system cannot do that. */
  'login.get': { args: Args<'login.get'>; result: { readonly starts: boolean | null } };
  'login.set': { args: Args<'login.set'>; result: { readonly starts: boolean | null } };
  'spelling.facts': { args: Args<'spelling.facts'>; result: SpellingFacts };
  /** Held back in quiet hours; nothing where the system shows no notices. */
  'notice.mail': { args: Args<'notice.mail'>; result: null };
  'notice.reminder': { args: Args<'notice.reminder'>; result: null };
}
