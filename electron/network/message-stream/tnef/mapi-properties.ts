import type { Source } from './source.ts';

/** A MAPI property whose value stays where it is ([MS-OXTNEF] 2.1.3.4; only the first value of several). */
export interface MapiProperty {
  readonly id: number;
  readonly type: number;
  readonly from: number;
  readonly length: number;
}

export const MAPI = { string8: 0x1e, unicode: 0x1f, object: 0x0d, binary: 0x102 } as const;

const FIXED: Readonly<Record<number, number>> = {
  0x02: 4, // short, padded
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4, // boolean, padded
  0x14: 8,
  0x40: 8,
  0x48: 16,
};
const MULTIPLE = 0x1000;
/** Named properties begin here: a GUID and a number or a name come before their value. */
const NAMED_FROM = 0x8000;
const MOST_PROPERTIES = 2000;
const MOST_VALUES = 4096;

/** Walks over a property list; ends where it cannot be understood, with what came before. */
export async function* mapiPropertiesOf(source: Source): AsyncGenerator<MapiProperty, void, void> {
  let at = 0;
  const number = async () => {
    const bytes = await source.read(at, 4);
    at += 4;
    return bytes.length === 4 ? bytes.readUInt32LE(0) : null;
  };
  const count = Math.min((await number()) ?? 0, MOST_PROPERTIES);
  for (let nth = 0; nth < count; nth += 1) {
    const tag = await number();
    if (tag === null) return;
    const type = tag & 0xffff;
    const id = tag >>> 16;
    if (id >= NAMED_FROM && !(await skipName())) return;
    const fixed = FIXED[type & ~MULTIPLE];
    const isVariable = fixed === undefined;
    const values = isVariable || (type & MULTIPLE) !== 0 ? await number() : 1;
    if (values === null || values > MOST_VALUES) return;
    for (let index = 0; index < values; index += 1) {
      const length = isVariable ? await number() : fixed;
      if (length === null || at + length > source.size) return;
      if (index === 0) yield { id, type: type & ~MULTIPLE, from: at, length };
      at += padded(length);
    }
  }

  async function skipName(): Promise<boolean> {
    at += 16;
    const kind = await number();
    const value = await number();
    if (kind === null || value === null) return false;
    if (kind === 1) at += padded(value);
    return true;
  }
}

const padded = (length: number): number => (length + 3) & ~3;
