import { FailureError } from '../../../shared/errors.ts';
import { DAV } from '../../../shared/exchange/names.ts';
import { propfind } from '../dav/propfind.ts';
import { property } from '../dav/property.ts';
import type { StreamedBody } from '../dav/transport.ts';
import { startUpload } from '../transfer/upload/start-upload.ts';
import type { UploadJob } from '../transfer/upload/job.ts';
import type { Outcome } from '../sending-room.ts';
import type { Session } from '../session.ts';
import { textOf } from './properties.ts';
import { hideRecipients, makeDraft, removeItem } from './sending.ts';

const ETAG = property(DAV, 'getetag');

/** A copy that this Retinue put into Drafts: `etag` as it was when nobody else had touched it. */
export interface PutDraft {
  readonly path: string;
  readonly etag: string;
}
export type DraftJob = Pick<UploadJob, 'clock' | 'random' | 'limit' | 'mood'> & {
  readonly session: Session;
  readonly body: StreamedBody;
  readonly hidden: readonly string[];
};

/** The item's ETag; null where there is no item. */
export async function etagOf(session: Session, path: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { response } = await propfind(session, path, [ETAG], 'message', signal);
    return textOf(response.found, ETAG) ?? '';
  } catch (thrown) {
    if (thrown instanceof FailureError && [404, 410].includes(thrown.failure.status ?? 0)) return null;
    throw thrown;
  }
}

/** Makes the item where the place is free; false where something is there already, which is left alone. */
export async function makeIfFree(session: Session, path: string, signal: AbortSignal): Promise<boolean> {
  const made = await makeDraft(session, path, signal);
  if (made.status === 412) return false;
  certain(made);
  return true;
}

/**
 * Puts the message into the item, which is as `etag` says ('*': it was made a moment ago), and gives its new ETag. null where
 * somebody changed it meanwhile: nothing is overwritten. Rejects with a FailureError for everything else.
 */
export async function putDraft(
  job: DraftJob,
  { path, etag }: PutDraft,
  signal: AbortSignal,
): Promise<string | null> {
  const headers = { 'content-type': 'message/rfc822', translate: 'f', 'if-match': etag };
  const upload = { ...job, path, headers, urgent: () => false, onChange: () => undefined };
  const outcome = await startUpload(upload, signal).outcome;
  if (outcome.kind === 'refused' && outcome.status === 412) return null;
  if (outcome.kind !== 'stored') throw new FailureError(outcome.failure);
  // A draft keeps its hidden recipients in a property: its header would deliver them (reference 5.1).
  certain(await hideRecipients(job.session, path, job.hidden, signal));
  return await etagOf(job.session, path, signal);
}

/** Removes the item unless somebody changed it since. */
export async function removePut(
  session: Session,
  { path, etag }: PutDraft,
  signal: AbortSignal,
): Promise<void> {
  if ((await etagOf(session, path, signal)) === etag) certain(await removeItem(session, path, signal));
}

function certain({ failure }: Outcome): void {
  if (failure) throw new FailureError(failure);
}
