import type { SpellingFacts } from '../../shared/contracts/system.ts';
import type { Settings } from '../../shared/settings/settings.ts';

/** What Chromium offers for spelling; Electron's session in the application. */
export interface SpellingSession {
  readonly availableSpellCheckerLanguages: readonly string[];
  setSpellCheckerLanguages(languages: string[]): void;
  setSpellCheckerEnabled(enable: boolean): void;
}

/** Where Chromium fetches its dictionaries from: said before it happens. */
export const DICTIONARY_HOST = 'redirector.gvt1.com (Google)';

type Chosen = Pick<Settings, 'spelling' | 'spellingLanguages'>;

/** Spelling in composers. On macOS the system checks; elsewhere nothing is fetched before its person turned it on. */
export interface Spelling {
  apply(chosen: Chosen): void;
  facts(chosen: Chosen): SpellingFacts;
}

/** `systemLanguages`: as the person uses the system in, the first first. */
export function createSpelling(
  session: SpellingSession,
  platform: NodeJS.Platform,
  systemLanguages: readonly string[],
): Spelling {
  const bySystem = platform === 'darwin';
  const isOn = ({ spelling }: Chosen) => spelling ?? bySystem;
  const languagesOf = ({ spellingLanguages }: Chosen) =>
    languagesToCheck(session.availableSpellCheckerLanguages, spellingLanguages, systemLanguages);
  return {
    apply(chosen) {
      const on = isOn(chosen);
      // The order keeps Chromium from fetching what is about to be turned off.
      if (!on) session.setSpellCheckerEnabled(false);
      if (!bySystem) session.setSpellCheckerLanguages(on ? [...languagesOf(chosen)] : []);
      if (on) session.setSpellCheckerEnabled(true);
    },
    facts: (chosen) => ({
      on: isOn(chosen),
      languages: bySystem ? [] : session.availableSpellCheckerLanguages,
      chosen: bySystem ? [] : languagesOf(chosen),
      fetchesFrom: bySystem ? null : DICTIONARY_HOST,
    }),
  };
}

/** The chosen languages that there are dictionaries for; where none was chosen, the system's first one, "en-GB" or "en". */
export function languagesToCheck(
  available: readonly string[],
  chosen: readonly string[],
  system: readonly string[],
): readonly string[] {
  const wanted = chosen.filter((each) => available.includes(each));
  if (wanted.length > 0) return wanted;
  const own = system.flatMap((each) => [each, each.split('-')[0] ?? each]);
  return own.filter((each) => available.includes(each)).slice(0, 1);
}
