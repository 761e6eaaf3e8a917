import type { Mailbox } from '../store/mailbox.ts';
import type { Folder, Item, StoredProperty } from '../store/nodes.ts';
import type { Envelope } from './envelope.ts';

/** What a client handed in for delivery, in whichever of the four ways (reference 5.1). */
export interface Submission {
  readonly sender: Mailbox;
  /** The whole message as it came; Bcc header included where there is one. */
  readonly raw: Buffer;
  /** Of message/rfc821; null: the recipients are those of To, Cc and Bcc. */
  readonly envelope: Envelope | null;
  /** Set on the item by PROPPATCH: they win over the header, and a `bcc` among them adds recipients that nobody sees. */
  readonly properties: ReadonlyMap<string, StoredProperty>;
  /** Bytes that the sender's mailbox grows by: 0 where the draft that is sent goes away. */
  readonly growth: number;
  /**
   * Called in the same turn as the delivery, after all that may be refused: takes the draft away, and says into which
   * folder the copy goes, if into any. Throws a Refusal where the draft is gone meanwhile; then nothing is sent.
   */
  take(): Folder | null;
}

/** What became of a submission. */
export interface Submitted {
  readonly messageId: string;
  /** Addresses that got a copy, or that one has left for. */
  readonly delivered: readonly string[];
  /** Addresses that it came back from; a report about them goes to the sender. */
  readonly returned: readonly string[];
  /** The copy that the sender keeps. */
  readonly kept: Item | null;
}
