import type { Clock } from '../../clock.ts';

/** A run of bytes, half-open: `from` is in it, `to` is not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the server said of the entity when its first bytes came; another value later means another entity. */
export interface Entity {
  /** null where the server does not say how long it is. */
  readonly total: number | null;
  /** As sent, `W/"…"` included; null where there is none. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** SHA-256, SHA-512 or MD5 of the whole entity, where a header gave it (RFC 9530, RFC 3230, RFC 1864). */
  readonly digest: { readonly algorithm: 'sha-256' | 'sha-512' | 'md5'; readonly base64: string } | null;
}

/** Counted over all runs, kept in the journal. */
export interface Tally {
  readonly requests: number;
  readonly retries: number;
  /** Body bytes that came over the line. */
  readonly fetched: number;
}

/**
 * A file that is being fetched: `NAME.part` holds the bytes, `NAME.part.json` is its append-only journal, one JSON
 * value a line. What the journal names as safe was fsync'd before the line was; what it names with a checksum only
 * (written after the last fsync) is believed at the next opening when the bytes still have that checksum. So a killed
 * process loses what was not yet noted (on a slow line at most `partNoteBytes` a stream), a power cut at most what was not yet synced.
 */
export interface Part {
  /** null until `begin`. */
  readonly entity: Entity | null;
  /** The file that holds the bytes. */
  readonly path: string;
  /** Bytes that are here, in order and merged. */
  readonly held: readonly Span[];
  /** What of them is in the file already, synced or not; the rest is on its way there. */
  readonly written: readonly Span[];
  readonly tally: Tally;
  /** True where this opening found bytes of an earlier run. */
  readonly resumed: boolean;
  /**
   * Starts on an entity: forgets every byte, checks the room on the disk and preallocates where the length is known.
   * Throws 'storage-full' with nothing lost.
   */
  begin(entity: Entity): Promise<void>;
  /** Replaces what is known of the same entity (its length was learned, say) and keeps the bytes. */
  learn(entity: Entity): Promise<void>;
  /**
   * Takes bytes for `offset`; resolves when the next ones may come (it writes behind within a bound, so that the line
   * and the disk work at the same time). Throws 'storage-full' or 'forbidden' worded; what was written is kept. `onDone`
   * is called when the bytes are in the file and no longer looked at; after a fault it may never be.
   */
  write(offset: number, bytes: Uint8Array, onDone?: (bytes: Uint8Array) => void): Promise<void>;
  /** These bytes turned out to be wrong: they count as never held. */
  forget(span: Span): Promise<void>;
  /** Reads back bytes that are held. */
  read(span: Span): Promise<Uint8Array>;
  count(add: Partial<Tally>): void;
  /** Waits until all that was written is on disk and noted as safe. */
  sync(): Promise<void>;
  /** Streams the whole part once, front to back. */
  content(): AsyncIterable<Uint8Array>;
  /**
   * Everything is here and verified: truncates to the length, syncs, gives the file its name without replacing any
   * other, sets the platform's quarantine mark, removes the journal. Returns the path. Throws 'conflict' where the name
   * has been taken meanwhile; the part is kept then.
   */
  finish(): Promise<string>;
  /** Syncs and closes; everything is kept for the next opening. A part that never began is removed. */
  close(): Promise<void>;
  /** Closes and removes part and journal. */
  discard(): Promise<void>;
}

export interface PartOptions {
  /** The file's final path; `.part` and `.part.json` are put beside it. */
  readonly target: string;
  /** Which item this is (its address): a journal of another item is refused as 'invalid-input' and left alone. */
  readonly item: string;
  readonly clock: Clock;
}
export type OpenPart = (options: PartOptions) => Promise<Part>;
