import type { Say } from '../../../shared/language/say.ts';
import { pageLocale } from './page-locale.ts';

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size for people: "812 bytes", "412 KB", "38.4 MB"; powers of 1024, one decimal below 100 from MB on. */
export function formatBytes(bytes: number, locale = pageLocale()): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit >= 2 && value < 100 ? 1 : 0;
  const format = { maximumFractionDigits: digits };
  if (unit === 0)
    return new Intl.NumberFormat(locale, {
      ...format,
      style: 'unit',
      unit: 'byte',
      unitDisplay: 'long',
    }).format(value);
  return `${new Intl.NumberFormat(locale, format).format(value)} ${UNITS[unit]}`;
}

/** Part and whole in the whole's unit, as one says it: "34 of 180 MB". */
export function formatPart(done: number, total: number, say: Say): string {
  const whole = formatBytes(total);
  const part = formatBytes(done);
  const unit = /\s\S+$/.exec(whole)?.[0];
  const bare = unit !== undefined && part.endsWith(unit) ? part.slice(0, -unit.length) : part;
  return say('{part} of {whole}', { part: bare, whole });
}

/** Sizes of one column in one unit, that of the largest, so that they can be compared: "31 MB", "0.21 MB". */
export function formatColumn(sizes: readonly number[], locale = pageLocale()): readonly string[] {
  const largest = Math.max(1024, ...sizes);
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(largest) / 10));
  const smallest = 0.01;
  // Made once for the column: making one costs more than using it a hundred times.
  const formats = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
  return sizes.map((bytes) => {
    const value = bytes === 0 ? 0 : Math.max(smallest, bytes / 1024 ** power);
    const digits = value >= 10 ? 0 : value >= 1 ? 1 : 2;
    return `${formats[digits]?.format(value) ?? value} ${UNITS[power]}`;
  });
}

/** A whole number with its separators. */
export function formatCount(count: number, locale = pageLocale()): string {
  return new Intl.NumberFormat(locale).format(count);
}
