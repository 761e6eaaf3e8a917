import type { Say } from '../../../shared/language/say.ts';

/** What a text loses when it becomes plain, in words; nothing where it only has words, lists, links and quotes. */
export function plainLosses(html: string, say: Say): readonly string[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const count = (what: string) => body.querySelectorAll(what).length;
  const pictures = count('img');
  return [
    ...(count('b, strong, i, em, u, s, sub, sup, code') > 0 ? [say('bold, italic and other emphasis')] : []),
    ...(count('span[style]') > 0 ? [say('fonts and sizes')] : []),
    ...(count('h1, h2, h3, h4, h5, h6') > 0 ? [say('the look of headings')] : []),
    ...(count('ol') > 0 ? [say('the numbers of lists')] : []),
    ...(count('table') > 0 ? [say('the columns of tables')] : []),
    ...(pictures > 0
      ? [
          say('{count, plural, one {# picture in the text} other {# pictures in the text}}', {
            count: pictures,
          }),
        ]
      : []),
  ];
}
