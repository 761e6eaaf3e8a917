import * as v from 'valibot';
import { keySettingsSchema, USUAL_KEYS } from '../keys/key-settings.ts';
import { LANGUAGE_TAGS } from '../language/languages.ts';
import { quietSchema, USUAL_QUIET } from './quiet-hours.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const ACCENTS = ['system', 'retinue'] as const;

/** All sizes in percent of the usual ones. */
export const TEXT_SIZES = [80, 90, 100, 110, 125, 150, 175, 200] as const;

export const NEW_MAIL_NOTICES = ['whole', 'count', 'off'] as const;
/** What a notice of new mail says: sender and subject, how many there are, or there is none. */
export type NewMailNotices = (typeof NEW_MAIL_NOTICES)[number];

/** null: that of the system. Holds from the next start on. */
const chosenLanguage = v.nullable(v.picklist(LANGUAGE_TAGS));
const language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/));

const entries = {
  language: chosenLanguage,
  theme: v.picklist(THEMES),
  /** Whose accent colour; a system that tells none leaves Retinue's. */
  accent: v.picklist(ACCENTS),
  textSize: v.pipe(v.number(), v.integer(), v.minValue(80), v.maxValue(200)),
  keys: keySettingsSchema,
  newMail: v.picklist(NEW_MAIL_NOTICES),
  quiet: quietSchema,
  /** null: nobody has chosen yet, and it is as the platform has it. */
  spelling: v.nullable(v.boolean()),
  /** Languages to check, BCP 47; none: those of the system. */
  spellingLanguages: v.pipe(v.array(language), v.maxLength(10)),
  /** Look for a newer version by itself. */
  updates: v.boolean(),
} as const;

/** What a person chooses and main has to know; habits of the window's view are in the window (`useStored`). */
export type Settings = v.InferOutput<v.ObjectSchema<typeof entries, undefined>>;

export const USUAL_SETTINGS: Settings = {
  language: null,
  theme: 'system',
  accent: 'system',
  textSize: 100,
  keys: USUAL_KEYS,
  newMail: 'whole',
  quiet: USUAL_QUIET,
  spelling: null,
  spellingLanguages: [],
  updates: true,
};

/** Some of the settings, to be changed. */
export const settingsChangeSchema = v.object({
  language: v.exactOptional(entries.language),
  theme: v.exactOptional(entries.theme),
  accent: v.exactOptional(entries.accent),
  textSize: v.exactOptional(entries.textSize),
  keys: v.exactOptional(entries.keys),
  newMail: v.exactOptional(entries.newMail),
  quiet: v.exactOptional(entries.quiet),
  spelling: v.exactOptional(entries.spelling),
  spellingLanguages: v.exactOptional(entries.spellingLanguages),
  updates: v.exactOptional(entries.updates),
});
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;

/** As they are kept: what a file of an earlier version lacks is as usual. */
export const settingsSchema = v.pipe(
  settingsChangeSchema,
  v.transform((kept): Settings => ({ ...USUAL_SETTINGS, ...kept })),
);
