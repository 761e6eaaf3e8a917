import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Block, Step } from '../../../shared/delivery/steps.ts';
import { assertNever, type Failure } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes } from '../../components/format/numbers.ts';
import { type Mark, percentOf, type Tone } from './row-words.ts';
import { looksOf, proofOf } from './story.ts';
import { whenOf } from './times.ts';

/** The block over the evidence: what is known, why, and what comes next. */
export interface Verdict {
  readonly mark: Mark;
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/** The verdict about a message, from its state and its journal; the journal may not be here yet. */
export function verdictOf(row: OutgoingView, steps: readonly Step[], now: number, say: Say): Verdict {
  const { state } = row;
  switch (state.kind) {
    case 'queued':
      return notSent('clock', 'plain', queuedText(state.sendAt, now, say), say);
    case 'checking':
      return notSent(
        'sync',
        'plain',
        say("Retinue compares it with the server's limits. Nothing has left this computer."),
        say,
      );
    case 'uploading':
      return notSent('upload', 'plain', uploadingText(percentOf(state), steps, say), say);
    case 'on-server':
      return notSent(
        'sync',
        'plain',
        say('All of it is on the server as a draft. Retinue hands it over next.'),
        say,
      );
    case 'submitting':
      return unknown('sync', submittingText(row, state.since, now, say), say);
    case 'unknown':
      return unknown('question', unknownText(row, steps, state.nextLook, now, say), say);
    case 'waiting':
      return notSent('pause', 'warn', waitingText(state, now, say), say);
    case 'blocked':
      return blockedVerdict(state.block, state.failure, say);
    case 'filing':
      return sent(
        row,
        steps,
        state.submittedAt,
        say('Only the copy in Sent Items is still to be filed; the message is not sent again for it.'),
        say,
      );
    case 'done':
      return sent(row, steps, state.submittedAt, say('Nothing is left to do.'), say);
    case 'taken-back':
      return notSent('undo', 'plain', say('You took it back. It will not be sent.'), say);
    default:
      return assertNever(state);
  }
}

function notSent(mark: Mark, tone: Tone, text: string, say: Say): Verdict {
  return { mark, tone, title: say('Not sent.'), text };
}

function unknown(mark: Mark, text: string, say: Say): Verdict {
  return { mark, tone: 'unknown', title: say('We do not know yet whether this was sent.'), text };
}

function queuedText(sendAt: number, now: number, say: Say): string {
  return sendAt > now
    ? say('It is on this computer only. It goes out {when}.', { when: whenOf(sendAt, now, say) })
    : say('It is on this computer only. It is next in line.');
}

function uploadingText(percent: number, steps: readonly Step[], say: Say): string {
  const asked = steps.findLast((step) => step.kind === 'asked');
  return asked?.kind === 'asked' && asked.purpose === 'submit'
    ? say(
        '{percent} % of it has been uploaded, without a draft. The server takes it over when all of it is there.',
        { percent },
      )
    : say('{percent} % of it has been uploaded as a draft. It is handed over when all of it is there.', {
        percent,
      });
}

function submittingText({ bytes }: OutgoingView, since: number, now: number, say: Say): string {
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return say(
    'All {size} are uploaded, and the server has been taking it over for {seconds} s. Retinue waits for its answer.',
    { size: formatBytes(bytes), seconds },
  );
}

function unknownText(
  row: OutgoingView,
  steps: readonly Step[],
  nextLook: number,
  now: number,
  say: Say,
): string {
  const lost = steps.findLast((step) => step.kind === 'answered' && step.verdict === 'unknown');
  const failure = lost?.kind === 'answered' ? lost.failure : null;
  const why = failure
    ? sayTold(failure, say)
    : say('All {size} may have reached the server, and no answer was read.', {
        size: formatBytes(row.bytes),
      });
  const hint =
    looksOf(steps).at(-1)?.draft === 'gone' &&
    say('The draft has left Drafts, which usually means that it was accepted.');
  const next =
    nextLook > now
      ? say('Retinue looks again {when} and does not send it again meanwhile.', {
          when: whenOf(nextLook, now, say),
        })
      : say('Retinue is looking and does not send it again meanwhile.');
  return [why, hint, next].filter(Boolean).join(' ');
}

function waitingText(
  { until, failure }: { readonly until: number; readonly failure: Failure | null },
  now: number,
  say: Say,
): string {
  const why = failure ? `${sayTold(failure, say)} ` : '';
  const next =
    until > now
      ? say('Retinue tries again {when}.', { when: whenOf(until, now, say) })
      : say('Retinue tries again now.');
  return `${why}${next}`;
}

function sent(
  row: OutgoingView,
  steps: readonly Step[],
  submittedAt: number,
  next: string,
  say: Say,
): Verdict {
  const title = sentTitle(steps, submittedAt, say);
  if (!row.bounce) return { mark: 'check', tone: 'ok', title, text: next };
  const back = say('It came back for {count, plural, one {# recipient} other {# recipients}}.', {
    count: row.bounce.recipients.length,
  });
  return {
    mark: 'cross',
    tone: 'danger',
    title,
    text: `${back} ${sayTold(row.bounce, say)}`,
  };
}

function sentTitle(steps: readonly Step[], submittedAt: number, say: Say): string {
  const proof = proofOf(steps);
  if (!proof) return say('Sent at {at}.', { at: formatTime(submittedAt) });
  const at = formatTime(proof.at);
  switch (proof.how) {
    case 'server':
      return say('Sent; the server confirmed it at {at}.', { at });
    case 'sent-copy':
      return say('Sent; a copy was found in Sent Items at {at}.', { at });
    case 'server-outbox':
      return say("Sent; it was found in the server's Outbox at {at}.", { at });
    case 'gone':
      return say("Sent; the server's folders showed it at {at}.", { at });
    case 'person':
      return say('Marked as sent by you at {at}.', { at });
    default:
      return assertNever(proof.how);
  }
}

/** Refused: the server said no. Not sent: it did not come to that. */
function blockedVerdict(block: Block, failure: Failure | null, say: Say): Verdict {
  // What the last request said of itself is not the whole story there.
  const isOwn = block === 'conversion' || block === 'tries-spent';
  const text = failure && !isOwn ? sayTold(failure, say) : blockedText(block, say);
  switch (block) {
    case 'unproven':
    case 'restored':
      return unknown(
        'question',
        `${blockedText(block, say)} ${say('It is for you to say what happens.')}`,
        say,
      );
    case 'too-large':
    case 'from-refused':
    case 'no-mime':
    case 'refused':
    case 'mailbox-full':
      return { mark: 'cross', tone: 'danger', title: say('Refused.'), text };
    case 'conversion':
    case 'sign-in':
    case 'locked':
    case 'tries-spent':
    case 'not-sent':
    case 'damaged':
      return notSent('cross', 'danger', text, say);
    default:
      return assertNever(block);
  }
}

/** Where no failure speaks for itself. */
function blockedText(block: Block, say: Say): string {
  switch (block) {
    case 'too-large':
      return say('The server takes no message of this size. Retinue will not try again.');
    case 'mailbox-full':
      return say('Your mailbox is full. Retinue stopped uploading; reading still works.');
    case 'from-refused':
      return say('The server does not let you send under this address. The message is kept here.');
    case 'no-mime':
      return say('The server would take the message with losses only. Retinue does not do that unasked.');
    case 'conversion':
      return say(
        'The server fails whenever it prepares this message. Retinue stopped asking, so that other mail goes on. Split it, remove an attachment or save it as .eml; the administrator may know KB 329067.',
      );
    case 'sign-in':
      return say('The account waits for its password. The message goes on from where it was.');
    case 'locked':
      return say('Another program holds the draft on the server. The message is kept here.');
    case 'refused':
      return say('The server refused this message. Retinue will not try again by itself.');
    case 'tries-spent':
      return say('Retinue tried as often as it does by itself. A try by hand always works.');
    case 'unproven':
      return say('Retinue looked for it on the server for long and found neither proof nor refusal.');
    case 'not-sent':
      return say('Retinue was closed before the undo time ran out, so nothing was sent by itself.');
    case 'restored':
      return say(
        'This message comes from a back-up. It may have been sent since that was made, so Retinue does not send it by itself. Look into Sent Items first.',
      );
    case 'damaged':
      return say(
        'The message on this computer is not what it was when you sent it off. Retinue does not send it.',
      );
    default:
      return assertNever(block);
  }
}
