/** One finished request, as the log may hold it: no query, no credentials, no bodies. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** null: no answer came. */
  readonly status: number | null;
  /** Bytes of the answer's body that were read. */
  readonly bytes: number;
  /** From sending to the last byte. */
  readonly ms: number;
}
export type RequestLog = (record: RequestRecord) => void;
