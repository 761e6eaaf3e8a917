import type { IndexFacts } from './search-index.ts';

const READ = 1;
const FLAGGED = 2;
const ATTACHMENT = 4;
const TEXT = 8;
/** From this bit on: with which of the letters a to z its words begin. */
const INITIALS = 4;
const A = 97;

/** The facts of a message packed as one number, as the index keeps them on disk. `initials` as `initialsOf` gives them. */
export function flagsOf(facts: IndexFacts, hasText: boolean, initials: number): number {
  return (
    initials |
    (facts.read ? READ : 0) |
    (facts.flagged ? FLAGGED : 0) |
    (facts.hasAttachment ? ATTACHMENT : 0) |
    (hasText ? TEXT : 0)
  );
}

/** Whether packed facts say that the text is in the index. */
export function hasText(flags: number): boolean {
  return (flags & TEXT) !== 0;
}

/**
 * With which letters these words begin. One letter is what nearly every message has a word with, and its list in the
 * index is as long as the index: a bit a message answers ten times as fast.
 */
export function initialsOf(words: readonly string[]): number {
  let initials = 0;
  for (const word of words) {
    const letter = word.charCodeAt(0) - A;
    if (letter >= 0 && letter < 26) initials |= 1 << (INITIALS + letter);
  }
  return initials;
}

/** The same of packed facts. */
export function initialsIn(flags: number): number {
  return flags & (-1 << INITIALS);
}

/**
 * The facts of all messages in memory, by their number in the index: 28 bytes a message. Conditions on facts are then a
 * pass over numbers, a millisecond over 100,000 messages, where rows of the database would take hundreds.
 */
export class FactTable {
  /** 0: there is no message of this number. Else the folder's number. */
  #folder = new Uint32Array(1024);
  #nd = new Float64Array(1024);
  #size = new Float64Array(1024);
  #flags = new Int32Array(1024);
  /** The sender's number. */
  #sender = new Uint32Array(1024);
  /** One more than the highest number. */
  #end = 1;

  get end(): number {
    return this.#end;
  }

  put(number: number, folder: number, nd: number, size: number, flags: number, sender: number): void {
    if (number >= this.#folder.length) this.#grow(number + 1);
    this.#end = Math.max(this.#end, number + 1);
    this.#folder[number] = folder;
    this.#nd[number] = nd;
    this.#size[number] = size;
    this.#flags[number] = flags;
    this.#sender[number] = sender;
  }

  remove(number: number): void {
    if (number < this.#end) this.#folder[number] = 0;
  }

  clear(): void {
    this.#folder.fill(0);
    this.#end = 1;
  }

  folder(number: number): number {
    return this.#folder[number] ?? 0;
  }
  nd(number: number): number {
    return this.#nd[number] ?? 0;
  }
  size(number: number): number {
    return this.#size[number] ?? 0;
  }
  sender(number: number): number {
    return this.#sender[number] ?? 0;
  }
  isRead(number: number): boolean {
    return ((this.#flags[number] ?? 0) & READ) !== 0;
  }
  isFlagged(number: number): boolean {
    return ((this.#flags[number] ?? 0) & FLAGGED) !== 0;
  }
  hasAttachment(number: number): boolean {
    return ((this.#flags[number] ?? 0) & ATTACHMENT) !== 0;
  }
  hasText(number: number): boolean {
    return hasText(this.#flags[number] ?? 0);
  }
  /** The messages with a word that begins with this letter, a to z. */
  withInitial(letter: string): Uint8Array {
    const bit = initialsOf([letter]);
    const set = new Uint8Array(this.#end);
    for (let number = 1; number < this.#end; number += 1)
      if (((this.#flags[number] ?? 0) & bit) !== 0) set[number] = 1;
    return set;
  }

  #grow(least: number): void {
    const length = Math.max(least, this.#folder.length * 2);
    const widened = <T extends Uint32Array | Float64Array | Int32Array>(old: T, wide: T): T => {
      wide.set(old);
      return wide;
    };
    this.#folder = widened(this.#folder, new Uint32Array(length));
    this.#nd = widened(this.#nd, new Float64Array(length));
    this.#size = widened(this.#size, new Float64Array(length));
    this.#flags = widened(this.#flags, new Int32Array(length));
    this.#sender = widened(this.#sender, new Uint32Array(length));
  }
}
