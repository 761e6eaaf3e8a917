import { assertNever, fail, type Failure } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import type { Outcome } from '../../sending-room.ts';
import type { UploadJob, UploadOutcome } from '../../transfer/upload/job.ts';
import { startUpload } from '../../transfer/upload/start-upload.ts';
import { block, type CourierDeps, type Post, request, type Rest } from './request.ts';
import { emlBody } from '../eml-body.ts';

/** The whole message into its draft. */
export async function upload(
  post: Post,
  deps: CourierDeps,
  path: string,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry } = post;
  const held = await heldForSize(post, deps);
  if (held) return held;
  const body = await emlBody(entry.emlPath, entry.history.withoutFrom ? ['from'] : []);
  const headers = { 'content-type': 'message/rfc822', translate: 'f' };
  const work = async () => storedOutcome(await putWhole(post, deps, { path, headers, body }, signal));
  return await request(post, deps, { purpose: 'upload', method: 'PUT', path }, work, signal);
}

/** What the server is known to refuse for its size is not begun; null: it may be tried. */
export async function heldForSize({ entry, account }: Post, deps: CourierDeps): Promise<Rest | null> {
  const { spooled, insisted } = entry.history;
  const known = deps.sizes.refusedAt(account.sending.origin);
  if (known === null || spooled.bytes < known || insisted) return null;
  return await block(
    entry,
    deps,
    'too-large',
    tooLarge(spooled.bytes, known, account.sending.smtp === null ? 413 : 552),
  );
}

/** Puts all of the message somewhere and tells how far it is. A refusal for its size is learnt. */
export async function putWhole(
  { entry, account, mood }: Post,
  deps: CourierDeps,
  what: Pick<UploadJob, 'path' | 'headers' | 'body'>,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  const { session } = account;
  const { outcome } = startUpload(
    {
      ...deps,
      ...what,
      session,
      mood,
      urgent: () => true,
      onChange({ phase, sent, total, rate }) {
        deps.onLive(
          phase.kind === 'answering'
            ? { kind: 'submitting', since: phase.since }
            : { kind: 'uploading', sent, total, rate },
        );
      },
    },
    signal,
  );
  const ended = await outcome;
  if (ended.kind === 'refused' && ended.status === 413)
    await deps.sizes.learn(session.origin, entry.history.spooled.bytes);
  return ended;
}

/** What is certain after all of the message was put somewhere. */
export function storedOutcome(ended: UploadOutcome): Outcome {
  switch (ended.kind) {
    case 'stored':
      return { verdict: 'done', status: ended.status, failure: null };
    case 'refused':
      return { verdict: 'refused', status: ended.status, failure: ended.failure };
    case 'not-sent':
      return { verdict: 'not-sent', status: null, failure: ended.failure };
    case 'unknown':
      return { verdict: 'unknown', status: ended.evidence.status, failure: ended.failure };
    default:
      return assertNever(ended);
  }
}

function tooLarge(bytes: number, limit: number, code: number): Failure {
  const mb = (value: number) => `${(value / 2 ** 20).toFixed(1)} MB`;
  return fail(
    'too-large',
    told(
      'This message takes {size} on the way, and the server refused one of {limit} before ({code}). Retinue did not upload it. Remove an attachment, or try anyway.',
      { size: mb(bytes), limit: mb(limit), code },
    ),
  ).failure;
}
