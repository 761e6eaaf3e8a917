import type { Charset } from '../charsets.ts';

/**
 * What the mail of one language is made of. `{n}` stands for a number, `{c}` for a capital letter, `{d}` for a day of
 * the month: they give threads of the same topic different subjects.
 */
export interface Language {
  readonly code: string;
  /** How its mail programs mark a reply: `Re: `, `AW: `, `SV: `. */
  readonly reply: string;
  readonly greeting: string;
  readonly closing: string;
  readonly topics: readonly string[];
  readonly sentences: readonly string[];
  /** Older programs first wrote the language in these; one is drawn for each message. */
  readonly charsets: readonly Charset[];
  /** Minutes east of Greenwich. */
  readonly zone: number;
  /** Written from right to left. */
  readonly rightToLeft?: boolean;
}

/** A sender's house: people who write to each other in one language. */
export interface Organisation {
  readonly name: string;
  readonly domain: string;
  readonly language: string;
  readonly kind: 'people' | 'list' | 'newsletter' | 'notices';
  /** Name and the part of the address before the @. */
  readonly people: readonly (readonly [name: string, local: string])[];
  readonly weight: number;
}
