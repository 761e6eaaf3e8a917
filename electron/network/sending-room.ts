import { createHash } from 'node:crypto';
import type { Sight } from '../../shared/delivery/looking.ts';
import type { StepOf } from '../../shared/delivery/steps.ts';
import type { Failure } from '../../shared/errors.ts';
import type { SmtpServer } from './smtp/server.ts';

/** Where one outgoing message goes on its server, as it is asked for. */
export interface SendingPlaces {
  /** Of our draft, and of the copy that we file ourselves. null: the mailbox does not say where that folder is. */
  readonly draft: string | null;
  readonly copy: string | null;
  readonly sent: string | null;
  /** It has to be made before the copy is put there. */
  readonly sentMissing: boolean;
  readonly outbox: string | null;
  readonly submission: string;
}

/** What became of one request; `verdict` as in the journal. */
export type Outcome = Pick<StepOf<'answered'>, 'verdict' | 'status'> & { readonly failure: Failure | null };

/** What sending asks of an account beside the hand-over itself, in words that are the same for every server. */
export interface SendingRoom {
  /** Of whoever takes the message: what was learnt of sizes is kept by it. */
  readonly origin: string;
  /** Mail is handed over there; null: the account's own server takes it. */
  readonly smtp: SmtpServer | null;
  /** Why nothing can be handed over from here; null: it can. What was handed over before is looked for and filed all the same. */
  readonly refusal: Failure | null;
  places(messageId: string, signal: AbortSignal): Promise<SendingPlaces>;
  /** Looks where the message could be. It changes nothing; what could not be asked is unknown or null. */
  lookFor(
    places: SendingPlaces,
    messageId: string,
    signal: AbortSignal,
  ): Promise<{ readonly sight: Sight; readonly failure: Failure | null }>;
  /** How many copies of the message are where sent mail is kept. */
  copies(places: SendingPlaces, messageId: string, signal: AbortSignal): Promise<number>;
  /** Makes the folder for sent mail where there is none; one that is there is as good. null: it need not be made. */
  readonly makeSent: ((places: SendingPlaces, signal: AbortSignal) => Promise<Outcome>) | null;
  /** Marks the copy that we filed as read: PUT leaves it unread. */
  markRead(path: string, signal: AbortSignal): Promise<Outcome>;
}

/** What is ours on a server is named by its Message-ID, so that a retry finds the earlier attempt. */
export function sendingName(messageId: string): string {
  return `retinue-${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}`;
}
