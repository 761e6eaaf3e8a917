import { refuse } from '../http/refusal.ts';
import type { Mailbox } from '../store/mailbox.ts';

/** What a client handed in for delivery, in whichever of the four ways (reference 5.1). */
export interface Submission {
  readonly sender: Mailbox;
  /** The whole message as it came; Bcc header included where there is one. */
  readonly raw: Buffer;
  /** Envelope addresses of message/rfc821; null: taken from To, Cc and Bcc. */
  readonly recipients: readonly string[] | null;
  readonly envelopeFrom: string | null;
  /** False: no copy in Sent Items. */
  readonly saveInSent: boolean;
  /** Decoded path segments below the sender's mailbox of the folder for the copy; null: Sent Items. */
  readonly saveDestination: readonly string[] | null;
}

/** Brings messages to the mock's mailboxes. Throws a Refusal where submission is refused (403, 413, 500, 507). */
export interface Transport {
  submit(
    submission: Submission,
  ): Promise<{ readonly messageId: string; readonly delivered: readonly string[] }>;
}

export function newTransport(): Transport {
  return {
    submit: () => refuse(501, 'Sending is not built yet in this version of the mock Exchange server.'),
  };
}
