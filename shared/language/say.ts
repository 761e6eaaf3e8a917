import { IntlMessageFormat } from 'intl-messageformat';

/** What stands for the names in braces. */
export type SayValues = Readonly<Record<string, string | number | Date>>;

/** What a person reads: BCP 47 tag, and the texts by their English ones. English has no texts of its own. */
export interface Language {
  readonly locale: string;
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * Says an English text in the person's language. The text is an ICU message (`{count, plural, one {…} other {…}}`) and
 * is the key of the catalogue at the same time; it stands as a literal where it is said, so that the catalogues can be
 * checked against the code. A text that the catalogue lacks is said in English.
 */
export interface Say {
  (text: string, values?: SayValues): string;
  /** The same with values that are no text (a link, an isolated name), in the order that the language wants. */
  readonly parts: <T>(
    text: string,
    values: Readonly<Record<string, T | SayValues[string]>>,
  ) => readonly (T | string)[];
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

/** English, as the code has it. `locale` decides how numbers and dates are written. */
export function english(locale = 'en'): Say {
  return createSay({ locale, texts: {} });
}

/** Makes a speaker; each text is read once. */
export function createSay({ locale, texts }: Language): Say {
  const read = new Map<string, IntlMessageFormat>();
  const messageOf = (text: string): IntlMessageFormat => {
    const known = read.get(text);
    if (known) return known;
    const translated = texts[text];
    const message = new IntlMessageFormat(
      translated ?? text,
      translated === undefined ? 'en' : locale,
      undefined,
      {
        // Texts hold names such as <none>; nothing in them is markup.
        ignoreTag: true,
      },
    );
    read.set(text, message);
    return message;
  };
  const say = (text: string, values?: SayValues): string => String(messageOf(text).format(values));
  const parts: Say['parts'] = <T>(text: string, values: Readonly<Record<string, T | SayValues[string]>>) => {
    const said = messageOf(text).format<T>(values as Record<string, never>);
    return Array.isArray(said) ? said : [said];
  };
  return Object.assign(say, { parts, locale, direction: directionOf(locale) });
}

/** How the lines of a language run. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
