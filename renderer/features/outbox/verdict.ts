import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Block, Step } from '../../../shared/delivery/steps.ts';
import { assertNever, type Failure } from '../../../shared/errors.ts';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes, plural } from '../../components/format/numbers.ts';
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

const UNKNOWN = 'We do not know yet whether this was sent.';

/** The verdict about a message, from its state and its journal; the journal may not be here yet. */
export function verdictOf(row: OutgoingView, steps: readonly Step[], now: number): Verdict {
  const { state } = row;
  switch (state.kind) {
    case 'queued':
      return notSent('clock', 'plain', queuedText(state.sendAt, now));
    case 'checking':
      return notSent(
        'sync',
        'plain',
        "Retinue compares it with the server's limits. Nothing has left this computer.",
      );
    case 'uploading':
      return notSent('upload', 'plain', uploadingText(percentOf(state), steps));
    case 'on-server':
      return notSent('sync', 'plain', 'All of it is on the server as a draft. Retinue hands it over next.');
    case 'submitting':
      return { mark: 'sync', tone: 'unknown', title: UNKNOWN, text: submittingText(row, state.since, now) };
    case 'unknown':
      return {
        mark: 'question',
        tone: 'unknown',
        title: UNKNOWN,
        text: unknownText(row, steps, state.nextLook, now),
      };
    case 'waiting':
      return notSent('pause', 'warn', waitingText(state, now));
    case 'blocked':
      return blockedVerdict(state.block, state.failure);
    case 'filing':
      return sent(
        row,
        steps,
        state.submittedAt,
        'Only the copy in Sent Items is still to be filed; the message is not sent again for it.',
      );
    case 'done':
      return sent(row, steps, state.submittedAt, 'Nothing is left to do.');
    case 'taken-back':
      return notSent('undo', 'plain', 'You took it back. It will not be sent.');
    default:
      return assertNever(state);
  }
}

function notSent(mark: Mark, tone: Tone, text: string): Verdict {
  return { mark, tone, title: 'Not sent.', text };
}

function queuedText(sendAt: number, now: number): string {
  const next = sendAt > now ? `It goes out ${whenOf(sendAt, now)}.` : 'It is next in line.';
  return `It is on this computer only. ${next}`;
}

function uploadingText(percent: number, steps: readonly Step[]): string {
  const asked = steps.findLast((step) => step.kind === 'asked');
  return asked?.kind === 'asked' && asked.purpose === 'submit'
    ? `${percent} % of it has been uploaded, without a draft. The server takes it over when all of it is there.`
    : `${percent} % of it has been uploaded as a draft. It is handed over when all of it is there.`;
}

function submittingText({ bytes }: OutgoingView, since: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return `All ${formatBytes(bytes)} are uploaded, and the server has been taking it over for ${seconds} s. Retinue waits for its answer.`;
}

function unknownText(row: OutgoingView, steps: readonly Step[], nextLook: number, now: number): string {
  const lost = steps.findLast((step) => step.kind === 'answered' && step.verdict === 'unknown');
  const failure = lost?.kind === 'answered' ? lost.failure : null;
  const why =
    failure?.sentence ?? `All ${formatBytes(row.bytes)} may have reached the server, and no answer was read.`;
  const draft = looksOf(steps).at(-1)?.draft;
  const hint =
    draft === 'gone' ? ' The draft has left Drafts, which usually means that it was accepted.' : '';
  const next = nextLook > now ? `looks again ${whenOf(nextLook, now)}` : 'is looking';
  return `${why}${hint} Retinue ${next} and does not send it again meanwhile.`;
}

function waitingText(
  { until, failure }: { readonly until: number; readonly failure: Failure | null },
  now: number,
): string {
  const why = failure ? `${failure.sentence} ` : '';
  return `${why}Retinue tries again ${until > now ? whenOf(until, now) : 'now'}.`;
}

function sent(row: OutgoingView, steps: readonly Step[], submittedAt: number, next: string): Verdict {
  const title = sentTitle(steps, submittedAt);
  if (!row.bounce) return { mark: 'check', tone: 'ok', title, text: next };
  const who = plural(row.bounce.recipients.length, 'recipient', 'recipients');
  return {
    mark: 'cross',
    tone: 'danger',
    title,
    text: `It came back for ${who}. ${row.bounce.sentence}`,
  };
}

function sentTitle(steps: readonly Step[], submittedAt: number): string {
  const proof = proofOf(steps);
  if (!proof) return `Sent at ${formatTime(submittedAt)}.`;
  const at = formatTime(proof.at);
  switch (proof.how) {
    case 'server':
      return `Sent; the server confirmed it at ${at}.`;
    case 'sent-copy':
      return `Sent; a copy was found in Sent Items at ${at}.`;
    case 'server-outbox':
      return `Sent; it was found in the server's Outbox at ${at}.`;
    case 'gone':
      return `Sent; the server's folders showed it at ${at}.`;
    case 'person':
      return `Marked as sent by you at ${at}.`;
    default:
      return assertNever(proof.how);
  }
}

/** Refused: the server said no. Not sent: it did not come to that. */
function blockedVerdict(block: Block, failure: Failure | null): Verdict {
  // What the last request said of itself is not the whole story there.
  const isOwn = block === 'conversion' || block === 'tries-spent';
  const text = isOwn ? BLOCKED[block] : (failure?.sentence ?? BLOCKED[block]);
  switch (block) {
    case 'unproven':
    case 'restored':
      return {
        mark: 'question',
        tone: 'unknown',
        title: UNKNOWN,
        text: `${BLOCKED[block]} It is for you to say what happens.`,
      };
    case 'too-large':
    case 'from-refused':
    case 'no-mime':
    case 'refused':
    case 'mailbox-full':
      return { mark: 'cross', tone: 'danger', title: 'Refused.', text };
    case 'conversion':
    case 'sign-in':
    case 'locked':
    case 'tries-spent':
    case 'not-sent':
    case 'damaged':
      return notSent('cross', 'danger', text);
    default:
      return assertNever(block);
  }
}

/** Where no failure speaks for itself. */
const BLOCKED: Readonly<Record<Block, string>> = {
  'too-large': 'The server takes no message of this size. Retinue will not try again.',
  'mailbox-full': 'Your mailbox is full. Retinue stopped uploading; reading still works.',
  'from-refused': 'The server does not let you send under this address. The message is kept here.',
  'no-mime': 'The server would take the message with losses only. Retinue does not do that unasked.',
  conversion:
    'The server fails whenever it prepares this message. Retinue stopped asking, so that other mail goes on. Split it, remove an attachment or save it as .eml; the administrator may know KB 329067.',
  'sign-in': 'The account waits for its password. The message goes on from where it was.',
  locked: 'Another program holds the draft on the server. The message is kept here.',
  refused: 'The server refused this message. Retinue will not try again by itself.',
  'tries-spent': 'Retinue tried as often as it does by itself. A try by hand always works.',
  unproven: 'Retinue looked for it on the server for long and found neither proof nor refusal.',
  'not-sent': 'Retinue was closed before the undo time ran out, so nothing was sent by itself.',
  restored:
    'This message comes from a back-up. It may have been sent since that was made, so Retinue does not send it by itself. Look into Sent Items first.',
  damaged: 'The message on this computer is not what it was when you sent it off. Retinue does not send it.',
};
