import type { Failure } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import { listing } from '../../../components/format/text.ts';

/** How it went with one attachment of *Save all*; `failure` is null where it was saved. */
export interface SaveEnd {
  readonly name: string;
  readonly failure: Failure | null;
}

/** Most names for one reason: the sentence is read at a glance. */
const MOST_NAMES = 5;

/** What is said at the end of *Save all*; `left` attachments with a warning were not tried. */
export function savedWords(folder: string, ends: readonly SaveEnd[], left: number, say: Say): string {
  const saved = ends.filter(({ failure }) => failure === null).length;
  const first =
    saved === 0
      ? say('No attachment was saved in {folder}.', { folder })
      : say('{count, plural, one {# attachment} other {# attachments}} saved in {folder}.', {
          count: saved,
          folder,
        });
  const rest =
    left === 0
      ? []
      : [
          say(
            '{count, plural, one {# attachment} other {# attachments}} with a warning can be saved one by one.',
            { count: left },
          ),
        ];
  return [first, ...failedWords(ends, say), ...rest].join(' ');
}

/** Each reason once, after the names that it holds for. */
function failedWords(ends: readonly SaveEnd[], say: Say): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, failure } of ends) {
    if (!failure) continue;
    const sentence = sayTold(failure, say);
    reasons.set(sentence, [...(reasons.get(sentence) ?? []), name]);
  }
  return [...reasons].map(([sentence, names]) =>
    say('Not saved: {names}. {sentence}', { names: listed(names, say), sentence }),
  );
}

function listed(names: readonly string[], say: Say): string {
  const more = names.length - MOST_NAMES;
  const list = listing(say);
  const first = list.format(names.slice(0, MOST_NAMES));
  return more > 0 ? say('{names} and {count, number} more', { names: first, count: more }) : first;
}
