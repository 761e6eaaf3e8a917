import type { Mark } from '../../../shared/mail/types.ts';
import type { PropertyValue } from '../dav/multistatus.ts';
import type { Patch } from '../dav/proppatch.ts';
import { P, textOf } from './properties.ts';

type Found = ReadonlyMap<string, PropertyValue>;

/** What PR_FLAG_STATUS says of a message that is flagged; 1 is one that is done with. */
export const FLAGGED = '2';

/** The change of properties that sets a mark. Without categories the property goes: a list of none is no value. */
export function patchOf(mark: Mark): Patch {
  switch (mark.kind) {
    case 'read':
      return [[P.read, mark.read ? '1' : '0']];
    case 'flag':
      return [[P.flagStatus, mark.flagged ? FLAGGED : '0']];
    case 'categories':
      return [[P.keywords, mark.categories.length > 0 ? mark.categories : null]];
  }
}

/** Whether a message is flagged for follow-up. */
export function isFlagged(found: Found): boolean {
  return textOf(found, P.flagStatus)?.trim() === FLAGGED;
}

/** A message's categories, each once. A server that knows no lists keeps a single one as text. */
export function categoriesOf(found: Found): readonly string[] {
  const keywords = found.get(P.keywords.key);
  if (!keywords) return [];
  const all = keywords.values.length > 0 ? keywords.values : [keywords.text];
  return [...new Set(all.map((each) => each.trim()).filter((each) => each !== ''))];
}
