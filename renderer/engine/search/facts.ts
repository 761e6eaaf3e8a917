import type { IndexFacts } from './search-index.ts';

const READ = 1;
const FLAGGED = 2;
const ATTACHMENT = 4;
const TEXT = 8;

/** The facts of a message packed as one number, as the index keeps them on disk. */
export function flagsOf(facts: IndexFacts, hasText: boolean): number {
  return (
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
 * The facts of all messages in memory, by their number in the index: 21 bytes a message. Conditions on facts are then a
 * pass over numbers, a millisecond over 100,000 messages, where rows of the database would take hundreds.
 */
export class FactTable {
  /** 0: there is no message of this number. Else the folder's number. */
  #folder = new Uint32Array(1024);
  #nd = new Float64Array(1024);
  #size = new Float64Array(1024);
  #flags = new Uint8Array(1024);
  /** One more than the highest number. */
  #end = 1;

  get end(): number {
    return this.#end;
  }

  put(number: number, folder: number, nd: number, size: number, flags: number): void {
    if (number >= this.#folder.length) this.#grow(number + 1);
    this.#end = Math.max(this.#end, number + 1);
    this.#folder[number] = folder;
    this.#nd[number] = nd;
    this.#size[number] = size;
    this.#flags[number] = flags;
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

  #grow(least: number): void {
    const length = Math.max(least, this.#folder.length * 2);
    const widened = <T extends Uint32Array | Float64Array | Uint8Array>(old: T, wide: T): T => {
      wide.set(old);
      return wide;
    };
    this.#folder = widened(this.#folder, new Uint32Array(length));
    this.#nd = widened(this.#nd, new Float64Array(length));
    this.#size = widened(this.#size, new Float64Array(length));
    this.#flags = widened(this.#flags, new Uint8Array(length));
  }
}
