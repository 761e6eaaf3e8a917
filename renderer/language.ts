import { languageFor, pageLanguage, sayIn } from '../shared/language/languages.ts';
import type { Say } from '../shared/language/say.ts';

/** Opens the language that main chose for this window, and says on the page which it is and how its lines run. */
export async function openLanguage(): Promise<Say> {
  const say = await sayIn(localeOf(navigator.language, new Intl.DateTimeFormat().resolvedOptions().locale));
  Object.assign(document.documentElement, pageLanguage(say.locale));
  document.documentElement.dataset['locale'] = say.locale;
  return say;
}

/**
 * How numbers and dates are written: as the system has it (`de-CH`) where it speaks the language of the window, else in
 * that language as it is written in the system's country (`en-CH`): words and dates in two languages are no help. Intl
 * goes by the system, whatever language was chosen.
 */
export function localeOf(window: string, system: string): string {
  const { language, region } = new Intl.Locale(system).maximize();
  const own = languageFor(window);
  return own === language ? system : `${own}${region === undefined ? '' : `-${region}`}`;
}
