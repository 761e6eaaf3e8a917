import { type Told, told } from '../language/told.ts';
import type { StepOf } from './steps.ts';

/** What the server says lies at the address of our draft. null: it does not say. */
export interface DraftSeen {
  readonly messageId: string | null;
  readonly bytes: number | null;
  /** Addresses in To, Cc and Bcc together. */
  readonly recipients: number;
}

/**
 * The store keeps properties, not our stream: text in quoted-printable shrinks to a ninth in its UTF-16, and addresses
 * may come back as others of the same mailboxes. What is smaller by more, or has fewer of them, is not the message.
 */
const LEAST_SHARE = 1 / 10;

/** Whether the draft is the message that was put there; null: it is, else what is missing, as the end of a sentence. */
export function missingOf(seen: DraftSeen, spooled: StepOf<'spooled'>): Required<Told> | null {
  const { messageId, recipients, hidden, bytes } = spooled;
  // Not every server tells it of a draft; without the message the draft has no recipients either.
  if (seen.messageId !== null && seen.messageId.toLowerCase() !== messageId.toLowerCase())
    return told('has another Message-ID');
  const wanted = recipients.length + hidden.length;
  if (seen.recipients < wanted)
    return told('has {seen} of {wanted} recipients', { seen: seen.recipients, wanted });
  if (seen.bytes !== null && seen.bytes < bytes * LEAST_SHARE)
    return told('has {seen} of {bytes} bytes', { seen: seen.bytes, bytes });
  return null;
}
