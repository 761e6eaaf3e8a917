/** A value of BER (X.690): where it begins, and what it holds. */
export interface BerNode {
  /** First octet: class, constructed, number. Numbers above 30 occur nowhere in CMS. */
  readonly tag: number;
  /** All octets of it. */
  readonly raw: Uint8Array;
  /** Octets of its content; where it has parts, theirs one after the other. */
  readonly content: Uint8Array;
  /** Its parts, where it is constructed. */
  readonly parts: readonly BerNode[];
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const BITS = 0x03;
export const OID = 0x06;
const CONSTRUCTED = 0x20;
const END_OF_CONTENTS = 0x00;

/** Real ones have some twelve levels and some hundreds of values. */
const MOST_LEVELS = 40;
const MOST_NODES = 20_000;

/** Not BER, or more of it than a signature has. */
export class BerFault extends Error {}

/** Reads one value, with indefinite lengths, which signatures that were streamed have. What follows it is left alone. */
export function readBer(bytes: Uint8Array): BerNode {
  let nodes = 0;
  const read = (
    at: number,
    end: number,
    level: number,
  ): { readonly node: BerNode; readonly next: number } => {
    nodes += 1;
    if (level > MOST_LEVELS || nodes > MOST_NODES) throw new BerFault('too deep or too many values');
    const tag = octet(bytes, at, end);
    if ((tag & 0x1f) === 0x1f) throw new BerFault('a tag of several octets');
    const { length, start } = lengthAt(bytes, at + 1, end);
    const isConstructed = (tag & CONSTRUCTED) !== 0;
    if (length === null && !isConstructed) throw new BerFault('an endless value without parts');
    const stop = length === null ? end : start + length;
    if (stop > end) throw new BerFault('longer than what holds it');
    if (!isConstructed) return { node: nodeOf(tag, bytes, at, start, stop, stop, []), next: stop };
    const parts: BerNode[] = [];
    let here = start;
    while (here < stop) {
      const part = read(here, stop, level + 1);
      here = part.next;
      if (length === null && part.node.tag === END_OF_CONTENTS && part.node.content.length === 0)
        return { node: nodeOf(tag, bytes, at, start, here - 2, here, parts), next: here };
      parts.push(part.node);
    }
    if (length === null) throw new BerFault('no end of contents');
    return { node: nodeOf(tag, bytes, at, start, stop, stop, parts), next: stop };
  };
  return read(0, bytes.length, 0).node;
}

/** The octets of an OCTET STRING, also of one that comes in pieces. */
export function octetsOf(node: BerNode): Uint8Array {
  if ((node.tag & CONSTRUCTED) === 0) return node.content;
  return Buffer.concat(node.parts.map(octetsOf));
}

/** An object identifier with dots. */
export function oidOf(node: BerNode | undefined): string {
  if (node?.tag !== OID) throw new BerFault('no object identifier');
  const numbers: number[] = [];
  let number = 0;
  for (const each of node.content) {
    number = number * 128 + (each & 0x7f);
    if (number > Number.MAX_SAFE_INTEGER / 128) throw new BerFault('an endless number');
    if ((each & 0x80) === 0) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

/** UTCTime or GeneralizedTime (X.680 sections 46 and 47) in UTC, ms since 1970; null for another form. */
export function timeOf(node: BerNode | undefined): number | null {
  const text = Buffer.from(node?.content ?? []).toString('latin1');
  const digits = /^(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text);
  if (!digits) return null;
  const [century, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits
    .slice(1)
    .map((each) => (each === undefined ? undefined : Number(each)));
  // RFC 5652 section 11.3: two digits are of 1950 to 2049.
  const full = century === undefined ? year + (year < 50 ? 2000 : 1900) : century * 100 + year;
  return Date.UTC(full, month - 1, day, hour, minute, second);
}

function nodeOf(
  tag: number,
  bytes: Uint8Array,
  at: number,
  start: number,
  stop: number,
  end: number,
  parts: readonly BerNode[],
): BerNode {
  return { tag, raw: bytes.subarray(at, end), content: bytes.subarray(start, stop), parts };
}

function lengthAt(
  bytes: Uint8Array,
  at: number,
  end: number,
): { readonly length: number | null; readonly start: number } {
  const first = octet(bytes, at, end);
  if (first < 0x80) return { length: first, start: at + 1 };
  if (first === 0x80) return { length: null, start: at + 1 };
  const count = first & 0x7f;
  if (count > 4) throw new BerFault('a length beyond all messages');
  let length = 0;
  for (let n = 0; n < count; n += 1) length = length * 256 + octet(bytes, at + 1 + n, end);
  return { length, start: at + 1 + count };
}

function octet(bytes: Uint8Array, at: number, end: number): number {
  const found = at < end ? bytes[at] : undefined;
  if (found === undefined) throw new BerFault('cut short');
  return found;
}
