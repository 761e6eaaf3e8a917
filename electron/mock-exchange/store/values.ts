import { textOf, type XmlAttribute, type XmlNode } from '../xml/tree.ts';

/** Types that the server names in its `dt` attribute (reference 4.0). Strings carry none. */
export type NumberType = 'i2' | 'int' | 'i8' | 'r4' | 'float' | 'fixed.14.4';
export type OpaqueType = 'bin.base64' | 'bin.hex' | 'uuid';
export type ListType = `mv.${string}`;

/** A property's value. Dates are ms since 1970, `xml` keeps a dead property's markup as it came. */
export type PropValue =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'boolean'; readonly on: boolean }
  | { readonly kind: 'number'; readonly dt: NumberType; readonly value: number }
  | { readonly kind: 'date'; readonly ms: number }
  | { readonly kind: 'opaque'; readonly dt: OpaqueType; readonly text: string }
  | { readonly kind: 'list'; readonly dt: ListType; readonly values: readonly string[] }
  | {
      readonly kind: 'xml';
      readonly attributes: readonly XmlAttribute[];
      readonly children: readonly XmlNode[];
    };

export const text = (value: string): PropValue => ({ kind: 'string', text: value });
export const flag = (on: boolean): PropValue => ({ kind: 'boolean', on });
export const int = (value: number): PropValue => ({ kind: 'number', dt: 'int', value });
export const i8 = (value: number): PropValue => ({ kind: 'number', dt: 'i8', value });
export const date = (ms: number): PropValue => ({ kind: 'date', ms });
export const base64 = (value: string): PropValue => ({ kind: 'opaque', dt: 'bin.base64', text: value });

/** A value's text as Exchange writes it: booleans 0/1, dates `2026-11-23T10:00:00.000Z`. Of markup, the text in it. */
export function lexical(value: PropValue): string {
  switch (value.kind) {
    case 'string':
    case 'opaque':
      return value.text;
    case 'boolean':
      return value.on ? '1' : '0';
    case 'number':
      return String(value.value);
    case 'date':
      return new Date(value.ms).toISOString();
    case 'list':
      return value.values.join('; ');
    case 'xml':
      return value.children.map(textOf).join('');
  }
}

/** Reads `0 1 true false`, any case; null for anything else. */
export function parseBoolean(from: string): boolean | null {
  const word = from.trim().toLowerCase();
  if (word === '1' || word === 'true') return true;
  return word === '0' || word === 'false' ? false : null;
}

/** Reads the date forms that clients write, always UTC: ISO with or without fraction and Z, `2026/11/01 00:00:00`. */
export function parseDate(from: string): number | null {
  const parts =
    /^\s*(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?)?\s*(Z|[+-]\d\d:?\d\d)?\s*$/i.exec(
      from,
    );
  if (!parts) return null;
  const at = (index: number) => Number(parts[index] ?? 0);
  const [month, day, hour, minute, second] = [at(2), at(3), at(4), at(5), at(6)];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(at(1), month - 1, day, hour, minute, second, Number((parts[7] ?? '').padEnd(3, '0')));
  return ms - zoneOffset(parts[8]);
}

function zoneOffset(zone: string | undefined): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  if (!parts) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

/** Reads a number; null where the text is not one. */
export function parseNumber(from: string): number | null {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(from) ? Number(from) : null;
}
