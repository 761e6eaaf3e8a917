import type { World } from '../http/call.ts';
import type { Maildrop } from './maildrop.ts';

/** What is known of one client. */
export interface Visit {
  /** The name that USER gave. */
  user: string | null;
  failures: number;
  /** Null until the client has signed in. */
  maildrop: Maildrop | null;
  readonly world: () => World;
  readonly gone: () => boolean;
}

export type SignedIn = Visit & { readonly maildrop: Maildrop };

/** One answer: its line, and what follows it of a multi-line answer, lone dot included. */
export interface Pop3Answer {
  readonly line: string;
  readonly more: () => Iterable<Buffer>;
  /** Called when all was written. */
  readonly done?: () => void;
  /** The connection ends after it. */
  readonly ends: boolean;
}

export function ok(text: string): Pop3Answer {
  return { line: `+OK ${text}`, more: () => [], ends: false };
}

export function refused(sentence: string): Pop3Answer {
  return { line: `-ERR ${sentence}`, more: () => [], ends: false };
}

export function closing(line: string): Pop3Answer {
  return { line, more: () => [], ends: true };
}

/** A short list, one entry a line. */
export function listed(text: string, lines: readonly string[]): Pop3Answer {
  const body = Buffer.from([...lines, '.', ''].join('\r\n'), 'latin1');
  return { line: `+OK ${text}`, more: () => [body], ends: false };
}
