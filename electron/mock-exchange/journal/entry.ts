/** What one journal line says of a request. Sizes in bytes of body, times in ms of the server's clock. */
export interface JournalEntry {
  /** Counts from 1 in the order in which requests ended; it goes on when the journal is cleared. */
  readonly id: number;
  /** ms since 1970. */
  readonly at: number;
  readonly mailbox: string | null;
  readonly method: string;
  /** Path and query as the client wrote them. */
  readonly path: string;
  /** The status line that was sent; 0 where the connection ended without one. */
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly durationMs: number;
  /** Ids of the rules that fired, joined by `+`; null where none did. */
  readonly rule: string | null;
  /** The store was changed. */
  readonly committed: boolean;
  /** Step at which the first of the rules struck; null where none did. */
  readonly step: string | null;
  /** The User-Agent header's first product, e.g. `Retinue`. */
  readonly client: string | null;
  /** What is true on the server now, in the server's voice: "Stored, 9,122,911 bytes". */
  readonly truth: string;
  /** The target before and after. */
  readonly before: TargetState | null;
  readonly after: TargetState | null;
  /** For HAR: headers as they came and went (secrets redacted), bodies of text below a cap. */
  readonly wire: WireRecord;
}

/** The store's truth about what a request was about. */
export interface TargetState {
  readonly kind: 'folder' | 'item' | 'attachment' | 'submission' | 'missing';
  /** Bytes of an item; messages in a folder. */
  readonly size: number | null;
  readonly etag: string | null;
}

export interface WireRecord {
  readonly host: string;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly requestText: string | null;
  readonly responseText: string | null;
  readonly requestType: string | null;
  readonly responseType: string | null;
}
