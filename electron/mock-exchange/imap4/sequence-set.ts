import { BadCommand, type Cursor } from './cursor.ts';

/** `1:4,7,9:*` as ranges, lowest first; `*` is Infinity until it is known how many there are. */
export type SequenceSet = readonly (readonly [first: number, last: number])[];

const SET = /[\d*][\d*:,]*/y;

export function readSequenceSet(cursor: Cursor): SequenceSet {
  const text = cursor.match(SET);
  if (text === null) throw new BadCommand('The command lacks numbers of messages.');
  return text.split(',').map((range) => {
    const parts = /^(\d{1,10}|\*)(?::(\d{1,10}|\*))?$/.exec(range);
    const first = numberOf(parts?.[1]);
    const second = parts?.[2] === undefined ? first : numberOf(parts[2]);
    return [Math.min(first, second), Math.max(first, second)] as const;
  });
}

function numberOf(text: string | undefined): number {
  if (text === '*') return Infinity;
  const value = Number(text);
  if (value >= 1 && value <= 0xffff_ffff) return value;
  throw new BadCommand('Numbers of messages begin at 1.');
}

/**
 * The places (from 0, ascending, each once) of the ordered numbers that a set names; `*` is the last of them. However
 * often ranges overlap, each number is looked at once.
 */
export function placesIn(set: SequenceSet, numbers: readonly number[]): readonly number[] {
  const last = numbers.at(-1);
  if (last === undefined) return [];
  // 9:* stands for the last one too where that is below 9 (RFC 3501 section 9, seq-range).
  const ranges = set
    .map(([low, high]) =>
      high === Infinity ? ([Math.min(low, last), last] as const) : ([low, high] as const),
    )
    .sort((a, b) => a[0] - b[0]);
  const places: number[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    from = Math.max(from, firstAtLeast(numbers, low));
    while (from < numbers.length && (numbers[from] ?? Infinity) <= high) places.push(from++);
  }
  return places;
}

function firstAtLeast(numbers: readonly number[], wanted: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
