import { type CssNode, fork, tokenize, tokenTypes } from 'css-tree';

/** What is read: the text of a style element, or of a style attribute. */
export type CssKind = 'stylesheet' | 'declarationList';

/**
 * Reads hostile CSS: always ends, in time proportional to its length. Null where it is deeper or longer than a message's
 * CSS ever is, or where css-tree fails; what css-tree only skips is in the tree as Raw.
 */
export function readCss(css: string, kind: CssKind): CssNode | null {
  if (css.length > MOST_LENGTH || isTooDeep(css)) return null;
  try {
    return SYNTAX.parse(css, { context: kind });
  } catch {
    return null;
  }
}

/** css-tree counts characters in 24 bits and damages its tokens beyond that; no message's style sheet comes near. */
const MOST_LENGTH = 1024 * 1024;

/** Brackets in brackets in a real message's CSS; css-tree recurses and would run out of stack at some thousand. */
const MOST_DEPTH = 64;

const CLOSED_BY: ReadonlyMap<number, number> = new Map([
  [tokenTypes.Function, tokenTypes.RightParenthesis],
  [tokenTypes.LeftParenthesis, tokenTypes.RightParenthesis],
  [tokenTypes.LeftSquareBracket, tokenTypes.RightSquareBracket],
  [tokenTypes.LeftCurlyBracket, tokenTypes.RightCurlyBracket],
]);

/** Counted in tokens: a bracket in a string is none, and a bracket of another kind closes nothing (CSS Syntax 3, 5.4.8). */
function isTooDeep(css: string): boolean {
  const awaited: number[] = [];
  let deepest = 0;
  tokenize(css, (type) => {
    const close = CLOSED_BY.get(type);
    if (close !== undefined) deepest = Math.max(deepest, awaited.push(close));
    else if (type === awaited.at(-1)) awaited.pop();
  });
  return deepest > MOST_DEPTH;
}

/** The parts of css-tree's parser that a context of its own reaches as `this`. */
interface Parser {
  StyleSheet(): CssNode;
  DeclarationList(): CssNode;
  error(): never;
  offsetAndType: Uint32Array | null;
  balance: Uint32Array | null;
}

declare module 'css-tree' {
  interface SyntaxConfig {
    parseContext?: Record<CssKind, (this: Parser) => CssNode>;
  }
}

/** A parser that remembers nothing: a fork for each parse would do the same, at a thousand times the cost. */
const SYNTAX = fork({
  parseContext: {
    stylesheet() {
      return readAfresh(this, () => this.StyleSheet());
    },
    declarationList() {
      return readAfresh(this, () => this.DeclarationList());
    },
  },
});

/**
 * css-tree 3.2.1 uses the token buffers of one parse for the next. It looks up what opened the outermost level behind the
 * last token, where an old opening bracket may stand: a lone closing bracket is then its match, and the parser stands
 * before it for ever. New buffers are empty there. They also do not stay as large as the largest sheet so far.
 */
function readAfresh(parser: Parser, read: () => CssNode): CssNode {
  parser.error = unreadable;
  try {
    return read();
  } finally {
    parser.offsetAndType = null;
    parser.balance = null;
  }
}

/** css-tree words each error with an excerpt, for which it splits the whole source: quadratic, minutes for a megabyte. */
function unreadable(): never {
  throw UNREADABLE;
}

const UNREADABLE = new Error('css-tree skips what it cannot read');
