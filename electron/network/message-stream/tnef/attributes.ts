import type { Source } from './source.ts';

/** [MS-OXTNEF] 2.1.3: one attribute, whose data stays where it is. */
export interface Attribute {
  readonly level: 'message' | 'attachment';
  /** idAttach… and the like without the type in its upper half. */
  readonly id: number;
  /** Where its data begins, and how long it is. */
  readonly from: number;
  readonly length: number;
}

const SIGNATURE = 0x223e9f78;
const HEAD_BYTES = 9;
/** After the data: a sum of its bytes. */
const SUM_BYTES = 2;
const FIRST = 6;

/** Walks over the attributes; `onCut` is called where the package ends before one of them does. */
export async function* attributesOf(
  source: Source,
  onCut: () => void,
): AsyncGenerator<Attribute, void, void> {
  const start = await source.read(0, FIRST);
  if (start.length < FIRST || start.readUInt32LE(0) !== SIGNATURE) return onCut();
  for (let at = FIRST; at < source.size; ) {
    const head = await source.read(at, HEAD_BYTES);
    const level = head[0];
    if (head.length < HEAD_BYTES || (level !== 1 && level !== 2)) return onCut();
    const id = head.readUInt16LE(1);
    const length = head.readUInt32LE(5);
    const from = at + HEAD_BYTES;
    const isCut = from + length > source.size;
    if (isCut) onCut();
    yield {
      level: level === 1 ? 'message' : 'attachment',
      id,
      from,
      length: Math.min(length, source.size - from),
    };
    at = from + length + SUM_BYTES;
  }
}
