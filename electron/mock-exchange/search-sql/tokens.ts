import { refuse } from '../http/refusal.ts';

/** `name` is double-quoted, `text` single-quoted; words keep their case. `at` is the 0-based offset. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'mark' | 'end';
  readonly text: string;
  readonly at: number;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['name', /"([^"]*)"/y],
  ['text', /'((?:[^']|'')*)'/y],
  ['number', /([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])/y],
  ['word', /([A-Za-z_][\w.]*)/y],
  ['mark', /(<=|>=|<>|!=|[=<>(),*[\]])/y],
];

/** Ends the request with 400 and the place of the mistake. */
export function sqlError(at: number, words: string): never {
  return refuse(400, `SQL error at character ${at + 1}: ${words}`);
}

/** Cuts SQL into tokens; what no token begins with is an error at its place. */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(sql, 0);
  while (at < sql.length) {
    const token = tokenAt(sql, at);
    tokens.push(token.token);
    at = skipSpace(sql, token.next);
  }
  tokens.push({ kind: 'end', text: '', at: sql.length });
  return tokens;
}

function tokenAt(sql: string, at: number): { readonly token: Token; readonly next: number } {
  const scope = scopeText(sql, at);
  if (scope) return scope;
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(sql);
    if (!found) continue;
    const raw = found[1] ?? '';
    return {
      token: { kind, text: kind === 'text' ? raw.replace(/''/g, "'") : raw, at },
      next: at + found[0].length,
    };
  }
  return sqlError(at, `${JSON.stringify(sql.charAt(at))} was not expected here.`);
}

/**
 * `'Shallow TRAVERSAL OF "/exchange/alice/Bob's"'`: DavMail does not double the quotes of a path (reference 7.1), so a
 * scope ends at the quotation marks of its URL.
 */
function scopeText(sql: string, at: number): { readonly token: Token; readonly next: number } | null {
  const pattern = /'(\s*[A-Za-z]+\s+traversal\s+of\s+"[^"]*"\s*)'/iy;
  pattern.lastIndex = at;
  const found = pattern.exec(sql);
  return found && { token: { kind: 'text', text: found[1] ?? '', at }, next: at + found[0].length };
}

function skipSpace(sql: string, from: number): number {
  let at = from;
  while (at < sql.length && /\s/.test(sql.charAt(at))) at++;
  return at;
}
