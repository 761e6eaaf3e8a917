/** `GET /oracle`: what really happened. Scripts depend on these shapes. */
export interface OracleReport {
  readonly messages: readonly OracleMessage[];
  readonly items: readonly OracleItem[];
  readonly stuck: readonly OracleStuck[];
  readonly conversions: {
    readonly count: number;
    /** Most memory that conversions took at one moment, bytes. */
    readonly peakBytes: number;
    /** Bytes of temporary files, all together. */
    readonly temporaryBytes: number;
  };
  readonly workerCrashes: number;
}

export interface OracleMessage {
  readonly messageId: string;
  readonly subject: string;
  readonly deliveries: readonly { readonly recipient: string; readonly copies: number }[];
  readonly sentCopies: number;
  readonly draftsLeft: number;
  readonly inOutbox: number;
}

export interface OracleItem {
  readonly href: string;
  readonly bytesServed: number;
  readonly requests: number;
  readonly conversions: number;
}

export interface OracleStuck {
  /** Name of the scenario whose signs it shows, e.g. `queued-not-spooled`. */
  readonly mechanism: string;
  readonly href: string;
  readonly messageId: string | null;
}
