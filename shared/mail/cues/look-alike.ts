import { organisationOf } from './hosts.ts';
import { unicodeHost } from './punycode.ts';
import { skeletonOf } from './scripts.ts';

/** Shorter names are one letter from many others. */
const LEAST_LENGTH = 6;

/** Providers whose names are near each other by themselves. */
const PROVIDERS: ReadonlySet<string> = new Set(
  `gmail.com ymail.com mail.com email.com fmail.com hotmail.com hushmail.com rocketmail.com fastmail.com
  gmx.de gmx.net gmx.com gmx.at web.de live.com love.com outlook.com aol.com yahoo.com icloud.com mac.com me.com`.split(
    /\s+/,
  ),
);

/** True where `host` could be taken for `known`: one slip of the hand, or letters that look the same. */
export function looksLike(host: string, known: string): boolean {
  const [mine, theirs] = [host, known].map((each) => unicodeHost(organisationOf(each)));
  if (mine === undefined || theirs === undefined || mine === theirs || PROVIDERS.has(mine)) return false;
  if (skeletonOf(mine) === skeletonOf(theirs)) return true;
  const [name, top] = split(mine);
  const [otherName, otherTop] = split(theirs);
  return top === otherTop && otherName.length >= LEAST_LENGTH && isOneEdit(name, otherName);
}

function split(organisation: string): readonly [name: string, top: string] {
  const dot = organisation.indexOf('.');
  return dot < 0 ? [organisation, ''] : [organisation.slice(0, dot), organisation.slice(dot + 1)];
}

/** One letter more, less or other, or two swapped. Digit for digit is numbering (`shop1`, `shop2`) and no likeness. */
function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const rest = (text: string, skip: number) => text.slice(start + skip);
  if (a.length !== b.length)
    return a.length > b.length ? rest(a, 1) === rest(b, 0) : rest(a, 0) === rest(b, 1);
  if (rest(a, 1) === rest(b, 1)) return !(/\d/.test(a[start] ?? '') && /\d/.test(b[start] ?? ''));
  return rest(a, 2) === rest(b, 2) && a[start] === b[start + 1] && a[start + 1] === b[start];
}
