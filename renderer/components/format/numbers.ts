const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size for people: "812 bytes", "412 KB", "38.4 MB"; powers of 1024, one decimal below 100 from MB on. */
export function formatBytes(bytes: number, locale?: string): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit >= 2 && value < 100 ? 1 : 0;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return unit === 0 && Math.round(value) === 1 ? '1 byte' : `${number} ${UNITS[unit]}`;
}

/** Part and whole in the whole's unit, as one says it: "34 of 180 MB". */
export function formatPart(done: number, total: number, locale?: string): string {
  const whole = formatBytes(total, locale);
  const part = formatBytes(done, locale);
  const unit = whole.slice(whole.lastIndexOf(' '));
  return part.endsWith(unit) ? `${part.slice(0, -unit.length)} of ${whole}` : `${part} of ${whole}`;
}

/** A whole number with its separators. */
export function formatCount(count: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** "1 message", "1,284 messages". */
export function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
