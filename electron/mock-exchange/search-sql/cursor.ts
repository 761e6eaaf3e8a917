import { type PropertyName, splitName } from '../store/property-names.ts';
import { sqlError, type Token, tokenize } from './tokens.ts';

/** Walks over the tokens of a query; keywords are compared without case. */
export interface Cursor {
  peek(): Token;
  next(): Token;
  isWord(word: string): boolean;
  /** Takes the word if it is next. */
  word(word: string): boolean;
  mark(mark: string): boolean;
  expectWord(word: string): void;
  expectMark(mark: string): void;
  /** A property in double quotes. */
  property(): PropertyName;
  /** Text in either kind of quotes. */
  quoted(what: string): Token;
}

export function cursorOver(sql: string): Cursor {
  const tokens = tokenize(sql);
  let index = 0;
  const end: Token = { kind: 'end', text: '', at: sql.length };
  const peek = () => tokens[index] ?? end;
  const next = () => {
    const token = peek();
    index++;
    return token;
  };
  const isWord = (word: string) => peek().kind === 'word' && peek().text.toLowerCase() === word.toLowerCase();
  const take = (matches: boolean) => {
    if (matches) index++;
    return matches;
  };
  const cursor: Cursor = {
    peek,
    next,
    isWord,
    word: (word) => take(isWord(word)),
    mark: (mark) => take(peek().kind === 'mark' && peek().text === mark),
    expectWord(word) {
      if (!cursor.word(word)) unexpected(peek(), word.toUpperCase());
    },
    expectMark(mark) {
      if (!cursor.mark(mark)) unexpected(peek(), `"${mark}"`);
    },
    property() {
      const token = next();
      if (token.kind !== 'name' || token.text === '') unexpected(token, 'a property name in double quotes');
      return splitName(token.text);
    },
    quoted(what) {
      const token = next();
      if (token.kind !== 'name' && token.kind !== 'text') unexpected(token, what);
      return token;
    },
  };
  return cursor;
}

/** 400 that says what was expected and what stands there. */
export function unexpected(token: Token, wanted: string): never {
  return sqlError(
    token.at,
    `expected ${wanted}, found ${token.kind === 'end' ? 'the end' : `"${token.text}"`}.`,
  );
}
