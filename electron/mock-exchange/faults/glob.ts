/** A test for strings against a pattern with `*` and `?`; case does not matter, and `*` takes any characters. */
export function textGlob(pattern: string): (value: string) => boolean {
  const expression = new RegExp(`^${translated(pattern, TEXT)}$`, 'isu');
  return (value) => expression.test(value);
}

/**
 * A test for decoded paths: `*` stays within a segment, `**` crosses them, `{name}` is one whole segment. A pattern
 * that does not begin with a slash may begin at any segment (`*.EML`), and `/**` at the end also means the folder.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const anchored = pattern.startsWith('/') ? pattern : `**/${pattern}`;
  const [, start = anchored, below] = /^(.*)\/(\*\*)$/s.exec(anchored) ?? [];
  const expression = new RegExp(
    `^${translated(start, PATH)}${below === undefined ? '' : '(?:/.*)?'}$`,
    'isu',
  );
  return (path) => expression.test(path);
}

type Wild = ReadonlyMap<string, string>;

const TEXT: Wild = new Map([
  ['**/', '.*/'],
  ['**', '.*'],
  ['*', '.*'],
  ['?', '.'],
]);
const PATH: Wild = new Map([
  ['**/', '(?:.*/)?'],
  ['**', '.*'],
  ['*', '[^/]*'],
  ['?', '[^/]'],
]);

function translated(pattern: string, wild: Wild): string {
  const tokens = pattern.match(/\*\*\/|\*\*|\*|\?|\{[\w-]+\}|[^*?{]+|\{/gsu) ?? [];
  return tokens.map((token) => translate(token, wild)).join('');
}

function translate(token: string, wild: Wild): string {
  if (wild === PATH && /^\{[\w-]+\}$/.test(token)) return '[^/]+';
  const meaning = wild.get(token);
  if (meaning !== undefined) return meaning;
  return token.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
