import { createHash } from 'node:crypto';
import { refuse } from '../http/refusal.ts';

/** What a collblob says: everything up to change `since` is known; `chunk` numbers a result that is half fetched. */
export interface Cursor {
  /** -1: nothing is known yet. */
  readonly since: number;
  readonly chunk: number | null;
}

/** The FROM and WHERE for which a collblob is good, byte for byte (reference 3.14). */
export function queryKey(store: string, identity: string): string {
  return createHash('sha256').update(`${store}\n${identity}`).digest('hex').slice(0, 24);
}

/** Opaque to clients. */
export function writeCollblob(key: string, { since, chunk }: Cursor): string {
  return Buffer.from(`1 ${key} ${since} ${chunk ?? '-'}`).toString('base64');
}

/** Reads what a client saved; empty is the first time. 400 where it is no collblob, 412 where it is another query's. */
export function readCollblob(given: string, key: string): Cursor {
  const words = given.replace(/\s+/g, '');
  if (words === '') return { since: -1, chunk: null };
  const parts = /^1 ([0-9a-f]{24}) (-1|\d{1,15}) (-|\d{1,15})$/.exec(
    Buffer.from(words, 'base64').toString('latin1'),
  );
  if (!parts) return refuse(400, 'The collblob is not one of this server. Begin again with an empty one.');
  if (parts[1] !== key)
    refuse(412, 'The collblob belongs to another FROM or WHERE. Begin again with an empty one.');
  return { since: Number(parts[2]), chunk: parts[3] === '-' ? null : Number(parts[3]) };
}
