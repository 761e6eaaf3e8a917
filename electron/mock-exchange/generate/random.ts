/** A stream of numbers that depends on its seed alone. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number, 0 ≤ x < below. */
  int(below: number): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
}

/** Mixes numbers into 32 bits (the finaliser of MurmurHash3), so that neighbouring seeds give unlike streams. */
function mix(numbers: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash ^= number | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}

/** Mulberry32: 32 bits a call, enough for mail. A class, because half a million streams are made for 100,000 messages. */
class Mulberry implements Random {
  #state: number;

  constructor(seeds: readonly number[]) {
    this.#state = mix(seeds);
  }

  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    const state = this.#state;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  next(): number {
    return this.bits() / 0x1_0000_0000;
  }

  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.int(list.length)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  }
}

/** A stream for these seeds: the mailbox's seed, then what it is for (a message's index, a purpose). */
export function randomFor(...seeds: readonly number[]): Random {
  return new Mulberry(seeds);
}

/** Bytes that look random and cannot be compressed; the same for the same seeds. */
export function noise(size: number, ...seeds: readonly number[]): Buffer {
  const random = new Mulberry(seeds);
  const words = new Uint32Array(Math.ceil(size / 4));
  for (let at = 0; at < words.length; at += 1) words[at] = random.bits();
  return Buffer.from(words.buffer, 0, size);
}
