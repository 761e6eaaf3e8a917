import type { Personality } from '../personality/personality.ts';
import type { Settings } from '../settings/settings.ts';

/** How an answer is written: as Exchange does, or as RFC 4918 has it. */
export interface Dialect {
  /** RFC 4918: prop before status, no `dt`, standard reasons, `application/xml`, preconditions named in `error`. */
  readonly plain: boolean;
  /** Characters that XML forbids go out as references such as `&#x1;` (reference 8). */
  readonly illegalCharacters: boolean;
  /** Names under mapi/id keep their leading digit, which is no XML (reference 8). */
  readonly digitNames: boolean;
}

/** Exchange, without the two habits that make its XML ill-formed. */
export const WELL_FORMED: Dialect = { plain: false, illegalCharacters: false, digitNames: false };

/** The dialect of a server by what it is and how it is set. */
export function dialectOf(of: {
  readonly personality: Pick<Personality, 'exchange'>;
  readonly settings: Pick<Settings, 'values'>;
}): Dialect {
  const { IllegalXmlCharacters, DigitElementNames } = of.settings.values;
  const { exchange } = of.personality;
  return {
    plain: !exchange,
    illegalCharacters: exchange && IllegalXmlCharacters,
    digitNames: exchange && DigitElementNames,
  };
}
