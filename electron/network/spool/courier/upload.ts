import { assertNever, fail, type Failure } from '../../../../shared/errors.ts';
import type { Outcome } from '../../exchange/sending.ts';
import { startUpload } from '../../transfer/upload/start-upload.ts';
import { block, type CourierDeps, type Post, request, type Rest } from './request.ts';
import { emlBody } from '../eml-body.ts';

/** The whole message into its draft. What the server is known to refuse for its size is not begun. */
export async function upload(
  post: Post,
  deps: CourierDeps,
  path: string,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry, account, mood } = post;
  const { spooled, withoutFrom, insisted } = entry.history;
  const known = deps.sizes.refusedAt(account.session.origin);
  if (known !== null && spooled.bytes >= known && !insisted)
    return await block(entry, deps, 'too-large', tooLarge(spooled.bytes, known));
  const body = await emlBody(entry.emlPath, withoutFrom);
  const work = async (): Promise<Outcome> => {
    const { outcome } = startUpload(
      {
        ...deps,
        session: account.session,
        path,
        headers: { 'content-type': 'message/rfc822', translate: 'f' },
        body,
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
    switch (ended.kind) {
      case 'stored':
        return { verdict: 'done', status: ended.status, failure: null };
      case 'refused':
        if (ended.status === 413) await deps.sizes.learn(account.session.origin, spooled.bytes);
        return { verdict: 'refused', status: ended.status, failure: ended.failure };
      case 'not-sent':
        return { verdict: 'not-sent', status: null, failure: ended.failure };
      case 'unknown':
        return { verdict: 'unknown', status: ended.evidence.status, failure: ended.failure };
      default:
        return assertNever(ended);
    }
  };
  return await request(post, deps, { purpose: 'upload', method: 'PUT', path }, work, signal);
}

function tooLarge(bytes: number, limit: number): Failure {
  const mb = (value: number) => `${(value / 2 ** 20).toFixed(1)} MB`;
  return fail(
    'too-large',
    `This message takes ${mb(bytes)} on the way, and the server refused one of ${mb(limit)} before (413). Retinue did not upload it. Remove an attachment, or try anyway.`,
  ).failure;
}
