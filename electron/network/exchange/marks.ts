import type { Mark } from '../../../shared/mail/types.ts';
import type { PropertyValue } from '../dav/multistatus.ts';
import type { Patch } from '../dav/proppatch.ts';
import { flagPatch } from './follow-up.ts';
import { P } from './properties.ts';

type Found = ReadonlyMap<string, PropertyValue>;

/** The change of properties that sets a mark. Without categories the property goes: a list of none is no value. */
export function patchOf(mark: Mark): Patch {
  switch (mark.kind) {
    case 'read':
      return [[P.read, mark.read ? '1' : '0']];
    case 'flag':
      return flagPatch(mark);
    case 'categories':
      return [[P.keywords, mark.categories.length > 0 ? mark.categories : null]];
  }
}

/** A message's categories, each once. A server that knows no lists keeps a single one as text. */
export function categoriesOf(found: Found): readonly string[] {
  const keywords = found.get(P.keywords.key);
  if (!keywords) return [];
  const all = keywords.values.length > 0 ? keywords.values : [keywords.text];
  return [...new Set(all.map((each) => each.trim()).filter((each) => each !== ''))];
}
