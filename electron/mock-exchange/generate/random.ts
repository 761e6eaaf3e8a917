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

/** The raw generator, mulberry32: 32 bits a call, enough for mail and fast enough for 100,000 messages. */
export function bitsFor(...seeds: readonly number[]): () => number {
  let state = mix(seeds);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  };
}

/** A stream for these seeds: the mailbox's seed, then what it is for (a message's index, a purpose). */
export function randomFor(...seeds: readonly number[]): Random {
  const bits = bitsFor(...seeds);
  const next = (): number => bits() / 0x1_0000_0000;
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      const chosen = list[int(list.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
  };
}

/** Bytes that look random and cannot be compressed; the same for the same seeds. */
export function noise(size: number, ...seeds: readonly number[]): Buffer {
  const bits = bitsFor(...seeds);
  const words = new Uint32Array(Math.ceil(size / 4));
  for (let at = 0; at < words.length; at += 1) words[at] = bits();
  return Buffer.from(words.buffer, 0, size);
}
