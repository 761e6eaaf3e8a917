import { type SaidValue, type Told, told } from '../../language/told.ts';

/** What a size is called in a sentence. */
export function sizeInWords(bytes: number): Told {
  if (bytes < 1024) return told('{bytes, plural, one {1 byte} other {{bytes} bytes}}', { bytes });
  const units = ['KB', 'MB', 'GB', 'TB'] as const;
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  // The signs are the same everywhere.
  return { sentence: `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${units[power - 1] ?? 'KB'}` };
}

/** A span of time by its largest unit: 5 hours, 1 day. */
export function spanInWords(ms: number): SaidValue {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 120) return told('{minutes, plural, one {# minute} other {# minutes}}', { minutes }).said;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return told('{hours, plural, one {# hour} other {# hours}}', { hours }).said;
  return told('{days, plural, one {# day} other {# days}}', { days: Math.floor(hours / 24) }).said;
}

/** A moment as everybody reads it the same: 2026-11-27 01:46 UTC. */
export function momentInWords(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
