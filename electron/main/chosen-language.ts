import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { LanguageTag } from '../../shared/language/languages.ts';
import { settingsChangeSchema } from '../../shared/settings/settings.ts';

const languageOnly = v.pick(v.looseObject(settingsChangeSchema.entries), ['language']);

/**
 * The language that the settings name; null: that of the system. Read at once, because Chromium has to know it before
 * it is ready; a file that cannot be read is told of where the settings are opened.
 */
export function chosenLanguage(settingsFile: string): LanguageTag | null {
  try {
    const kept = v.safeParse(languageOnly, JSON.parse(readFileSync(settingsFile, 'utf8')));
    return kept.success ? (kept.output.language ?? null) : null;
  } catch {
    return null;
  }
}
