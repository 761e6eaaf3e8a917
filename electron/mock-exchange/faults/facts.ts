/** What rules can look at, gathered when the head of a request was read. */
export interface RequestFacts {
  readonly method: string;
  /** Decoded path without query. */
  readonly path: string;
  /** Decoded path of the Destination header. */
  readonly destination: string | null;
  /** The target or the destination is the submission URI. */
  readonly toSubmission: boolean;
  /** Alias of the mailbox that the path names. */
  readonly mailbox: string | null;
  /** Role and path of the folder that holds the target, or is it; empty where there is none. */
  readonly folder: readonly string[];
  /** Message class and content class of the target. */
  readonly itemClass: readonly string[];
  /** Null where the target has none or is not there yet: then the body may tell (`FaultSession.learn`). */
  readonly subject: string | null;
  readonly recipients: readonly string[];
  /** Bytes of the item asked for or moved, or of the body that is sent; null where neither is known. */
  readonly size: number | null;
  readonly ranged: boolean;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** What `perItem` counts by. */
  readonly item: string;
}

/** What only the body of an upload tells. */
export type MessageFacts = Pick<RequestFacts, 'subject' | 'recipients' | 'item'>;
