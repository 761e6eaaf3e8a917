import { isNoMethod } from '../../../../shared/delivery/no-method.ts';
import { envelopeOf } from '../../../../shared/delivery/envelope.ts';
import type { Step } from '../../../../shared/delivery/steps.ts';
import { fail, type Failure, toFailure } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import { isClearRefusal, submit } from '../../exchange/sending.ts';
import type { Outcome, SendingPlaces } from '../../sending-room.ts';
import type { UploadOutcome } from '../../transfer/upload/job.ts';
import { emlBody } from '../eml-body.ts';
import { block, type CourierDeps, type Post, request, type Rest } from './request.ts';
import { heldForSize, putWhole, storedOutcome } from './upload.ts';

/** Submits the draft: it is moved, or copied where the server does not move. */
export async function handOver(
  post: Post,
  deps: CourierDeps,
  draft: string,
  { submission }: SendingPlaces,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry, account } = post;
  const method = entry.history.way === 'copy' ? 'COPY' : 'MOVE';
  deps.onLive({ kind: 'submitting', since: deps.clock.now() });
  const work = () => submit(account.session, method, draft, submission, signal);
  return await request(post, deps, { purpose: 'submit', method, path: draft }, work, signal);
}

/**
 * Submits the message itself, with its envelope before it, so that the hidden recipients stand in no header (reference
 * 5.1, variant 2). The server is told to keep no copy: that would show the envelope. Ours is filed afterwards.
 */
export async function handOverWhole(
  post: Post,
  deps: CourierDeps,
  { submission: path }: SendingPlaces,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry } = post;
  const { spooled, withoutFrom } = entry.history;
  const held = await heldForSize(post, deps);
  if (held) return held;
  let envelope: string;
  try {
    envelope = envelopeOf(spooled);
  } catch (thrown) {
    return await block(entry, deps, 'refused', toFailure(thrown));
  }
  // A draft that another program left may have the field, and here it would be delivered.
  const body = await emlBody(entry.emlPath, withoutFrom ? ['bcc', 'from'] : ['bcc'], envelope);
  const headers = { 'content-type': 'message/rfc821', saveinsent: 'f' };
  const work = async () =>
    handedOver(await putWhole(post, deps, { path, headers, body }, signal), entry.steps);
  return await request(post, deps, { purpose: 'submit', method: 'PUT', path }, work, signal);
}

/** Nothing but the answer tells what became of it: one that does not say so clearly leaves it open. */
function handedOver(ended: UploadOutcome, steps: readonly Step[]): Outcome {
  const outcome = storedOutcome(ended);
  if (ended.kind === 'unknown') return { ...outcome, failure: unsaid(ended.failure, outcome.status) };
  if (ended.kind !== 'refused') return outcome;
  const { status } = ended;
  if (!isClearRefusal(status))
    return { ...outcome, verdict: 'unknown', failure: unsaid(ended.failure, status) };
  const isLast = isNoMethod(status) || status === 415;
  return isLast ? { ...outcome, failure: noWayLeft(status, steps) } : outcome;
}

function unsaid(failure: Failure, status: number | null): Failure {
  const sentence =
    status === null
      ? told(
          'Retinue uploaded the whole message for sending, and there was no answer. The server may have taken it or not.',
        )
      : told(
          'Retinue uploaded the whole message for sending, and the answer does not say what became of it ({status}). The server may have taken it or not.',
          { status },
        );
  return { ...failure, ...sentence };
}

function noWayLeft(status: number, steps: readonly Step[]): Failure {
  const methods = steps.flatMap((step) =>
    step.kind === 'asked' && step.purpose === 'submit' ? [step.method] : [],
  );
  const tried = [...new Set(methods)].join(', then ');
  return fail(
    'unsupported',
    told(
      'The server takes messages for sending in no way that Retinue knows: it tried {tried} ({status}). Retinue did not send this one and keeps it. Ask the administrator whether WebDAV may send mail there, or save the message as .eml and send it with another program.',
      { tried, status },
    ),
    { status },
  ).failure;
}
