/** A part of a body, both ends included, as in `bytes 0-499/1234`. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** More parts than a client asks for in good faith (RFC 9110 section 14.2 warns of many small ones). */
const MAX_RANGES = 64;

/**
 * Reads a `Range: bytes=…` header against a length: null where it is to be ignored (another unit, bad syntax, too many
 * parts), 'unsatisfiable' where no part lies within the body.
 */
export function readByteRanges(given: string, length: number): readonly ByteRange[] | 'unsatisfiable' | null {
  const list = /^bytes\s*=\s*(.+)$/i
    .exec(given.trim())?.[1]
    ?.split(',')
    .map((each) => each.trim());
  if (!list || list.length > MAX_RANGES) return null;
  const ranges: ByteRange[] = [];
  for (const each of list) {
    const parts = /^(\d*)-(\d*)$/.exec(each);
    if (!parts || (parts[1] === '' && parts[2] === '')) return null;
    const [from, to] = [parts[1] ?? '', parts[2] ?? ''];
    if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
    const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
    const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
    if (first <= last) ranges.push({ first, last });
  }
  return ranges.length > 0 ? ranges : 'unsatisfiable';
}
