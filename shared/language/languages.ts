import { createSay, directionOf, english, type Say } from './say.ts';

/** The languages that Retinue speaks, BCP 47, each with its own name. */
export const LANGUAGES = { en: 'English', he: 'עברית', ja: '日本語' } as const;
export type LanguageTag = keyof typeof LANGUAGES;
export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as readonly LanguageTag[];

/** The language for a locale of the system (`he-IL`); English where Retinue does not speak it. */
export function languageFor(locale: string): LanguageTag {
  const primary = locale.toLowerCase().split(/[-_]/)[0];
  // What Hebrew was called until 1989 is still what some systems call it.
  if (primary === 'iw') return 'he';
  return LANGUAGE_TAGS.find((tag) => tag === primary) ?? 'en';
}

/** Opens the language for a locale; numbers and dates are written as there. */
export async function sayIn(locale: string): Promise<Say> {
  const language = languageFor(locale);
  switch (language) {
    case 'en':
      return english(locale);
    case 'he':
      return createSay({ locale, texts: (await import('./catalogues/he/index.ts')).texts });
    case 'ja':
      return createSay({ locale, texts: (await import('./catalogues/ja/index.ts')).texts });
  }
}

/** What a page of this language says of itself. */
export function pageLanguage(locale: string): { readonly lang: LanguageTag; readonly dir: 'ltr' | 'rtl' } {
  const lang = languageFor(locale);
  return { lang, dir: directionOf(lang) };
}
