import type { Failure } from '../../../../shared/errors.ts';
import { plural } from '../../../components/format/numbers.ts';

/** How it went with one attachment of *Save all*; `failure` is null where it was saved. */
export interface SaveEnd {
  readonly name: string;
  readonly failure: Failure | null;
}

/** Most names for one reason: the sentence is read at a glance. */
const MOST_NAMES = 5;

/** What is said at the end of *Save all*; `left` attachments with a warning were not tried. */
export function savedWords(folder: string, ends: readonly SaveEnd[], left: number): string {
  const saved = ends.filter(({ failure }) => failure === null).length;
  const first =
    saved === 0
      ? `No attachment was saved in ${folder}.`
      : `${plural(saved, 'attachment', 'attachments')} saved in ${folder}.`;
  const rest =
    left === 0
      ? []
      : [`${plural(left, 'attachment', 'attachments')} with a warning can be saved one by one.`];
  return [first, ...failedWords(ends), ...rest].join(' ');
}

/** Each reason once, after the names that it holds for. */
function failedWords(ends: readonly SaveEnd[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, failure } of ends) {
    if (!failure) continue;
    reasons.set(failure.sentence, [...(reasons.get(failure.sentence) ?? []), name]);
  }
  return [...reasons].map(([sentence, names]) => `Not saved: ${listed(names)}. ${sentence}`);
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ');
}
