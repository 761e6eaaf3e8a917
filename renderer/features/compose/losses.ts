import { plural } from '../../components/format/numbers.ts';

/** What a text loses when it becomes plain, in words; nothing where it only has words, lists, links and quotes. */
export function plainLosses(html: string): readonly string[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const count = (what: string) => body.querySelectorAll(what).length;
  const pictures = count('img');
  return [
    ...(count('b, strong, i, em, u, s, sub, sup, code') > 0 ? ['bold, italic and other emphasis'] : []),
    ...(count('span[style]') > 0 ? ['fonts and sizes'] : []),
    ...(count('h1, h2, h3, h4, h5, h6') > 0 ? ['the look of headings'] : []),
    ...(count('ol') > 0 ? ['the numbers of lists'] : []),
    ...(count('table') > 0 ? ['the columns of tables'] : []),
    ...(pictures > 0 ? [plural(pictures, 'picture in the text', 'pictures in the text')] : []),
  ];
}
