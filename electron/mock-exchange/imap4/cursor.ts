/** A command that cannot be read: the answer is BAD with this sentence. */
export class BadCommand extends Error {
  override readonly name = 'BadCommand';
}

/** Stands in a command's text where a literal was; a line of a client may not contain it (RFC 3501 section 9). */
export const LITERAL_MARK = '\0';

/** Printable ASCII without what the grammar keeps for itself (RFC 3501 section 9). */
const ATOM = /[!#$&'+-[^-z|}~]+/y;
const ASTRING = /[!#$&'+-[\]^-z|}~]+/y;
/** Names of folders in raw UTF-8 are against the rules, and come all the same. */
const LIST_MAILBOX = /[!#$%&'*+-[\]^-z|}~\x80-\xff]+/y;
const QUOTED = /"((?:[^"\\\0]|\\.)*)"/y;
const NUMBER = /\d{1,10}/y;
/** Numbers are 32 bits, unsigned. */
const MOST = 0xffff_ffff;

/** Reads the arguments of a command from left to right, one char a byte. Whatever does not fit throws BadCommand. */
export class Cursor {
  readonly #text: string;
  readonly #literals: readonly Buffer[];
  #at = 0;
  #literal = 0;

  constructor(text: string, literals: readonly Buffer[] = []) {
    this.#text = text;
    this.#literals = literals;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Takes a character where it stands next. */
  eat(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  expect(character: string): void {
    if (!this.eat(character))
      throw new BadCommand(
        `${JSON.stringify(character)} was expected at ${this.atEnd ? 'the end' : `character ${this.#at + 1} of the arguments`}.`,
      );
  }

  space(): void {
    this.expect(' ');
  }

  end(): void {
    while (this.eat(' '));
    if (!this.atEnd) throw new BadCommand('There are more arguments than the command takes.');
  }

  /** What a sticky pattern matches here, taken; null where it does not. */
  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return null;
    this.#at += found[0].length;
    return found[1] ?? found[0];
  }

  /** True where the next character is that one; nothing is taken. */
  sees(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  atom(what: string): string {
    return this.match(ATOM) ?? missing(what);
  }

  number(what: string): number {
    const value = Number(this.match(NUMBER) ?? missing(what));
    return value <= MOST ? value : missing(what);
  }

  /** An atom, a quoted string or a literal. */
  astring(what: string): string {
    return this.#string() ?? this.match(ASTRING) ?? missing(what);
  }

  /** As `astring`, with the wildcards of LIST. */
  pattern(what: string): string {
    return this.#string() ?? this.match(LIST_MAILBOX) ?? missing(what);
  }

  #string(): string | null {
    if (this.sees('"')) return (this.match(QUOTED) ?? missing('a closing quote')).replace(/\\(.)/g, '$1');
    if (!this.eat(LITERAL_MARK)) return null;
    return this.#literals[this.#literal++]?.toString('latin1') ?? missing('a literal');
  }
}

function missing(what: string): never {
  throw new BadCommand(`The command lacks ${what}.`);
}
