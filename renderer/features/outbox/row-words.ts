import type { OutgoingState, OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Block } from '../../../shared/delivery/steps.ts';
import { assertNever, type Failure } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes, formatPart } from '../../components/format/numbers.ts';
import { codeOf, reasonOf } from './reasons.ts';
import { whenOf } from './times.ts';

/** Shapes that differ without colour (ux 12.6). */
export type Mark =
  | 'clock'
  | 'sync'
  | 'upload'
  | 'question'
  | 'pause'
  | 'cross'
  | 'check'
  | 'undo'
  | 'dot'
  | 'dash';
export type Tone = 'plain' | 'accent' | 'unknown' | 'warn' | 'danger' | 'ok';

/** One sentence about a message: its state in bold, then what else is known. */
export interface RowWords {
  readonly mark: Mark;
  readonly tone: Tone;
  readonly lead: string;
  readonly rest: string;
}

/** What the list says of a message at this moment (ux 4.8). */
export function rowWords(row: OutgoingView, now: number, say: Say): RowWords {
  const { state } = row;
  const held = heldWords(row, now, say);
  if (held) return held;
  switch (state.kind) {
    case 'queued':
      return queuedWords(state.sendAt, now, say);
    case 'checking':
      return shown(
        'sync',
        'plain',
        say('Checking'),
        say("Against the server's limits. Nothing has left this computer."),
      );
    case 'uploading':
      return shown(
        'upload',
        'accent',
        say('Uploading {percent} %', { percent: percentOf(state) }),
        uploadRest(state, say),
      );
    case 'on-server':
      return shown(
        'sync',
        'plain',
        say('All uploaded'),
        say('Kept on the server as a draft; handed over next.'),
      );
    case 'submitting':
      return shown('sync', 'plain', say('Handing over'), handingRest(state.since, now, say));
    case 'unknown':
      return shown(
        'question',
        'unknown',
        say('Unknown, verifying.'),
        say('Reply lost after upload; checking Sent Items and Drafts.'),
      );
    case 'waiting':
      return shown(
        'pause',
        'warn',
        say('Next try {when}', { when: whenOf(state.until, now, say) }),
        waitingRest(state, say),
      );
    case 'blocked':
      return blockedWords(state.block, state.failure, row.bytes, say);
    case 'filing':
      return shown(
        'check',
        'ok',
        say('Sent {when}', { when: whenOf(state.submittedAt, now, say) }),
        filingRest(state.nextTry, now, say),
      );
    case 'done':
      return doneWords(row, state.submittedAt, now, say);
    case 'taken-back':
      return shown('undo', 'plain', say('Taken back.'), say('It will not be sent.'));
    default:
      return assertNever(state);
  }
}

function shown(mark: Mark, tone: Tone, lead: string, rest: string): RowWords {
  return { mark, tone, lead, rest };
}

/** What is said of a held message: why, and what happens when it goes on. */
function heldTexts(isOffline: boolean, say: Say) {
  return isOffline
    ? {
        still: say('You work offline. Still on this computer only.'),
        tried: say('You work offline. Nothing is tried until you go online.'),
        looked: say('You work offline. It is looked for when you go online.'),
        filed: say('You work offline. The copy in Sent Items is filed when you go online'),
      }
    : {
        still: say('You paused this server. Still on this computer only.'),
        tried: say('You paused this server. Nothing is tried until you resume it.'),
        looked: say('You paused this server. It is looked for when you resume it.'),
        filed: say('You paused this server. The copy in Sent Items is filed when you resume it'),
      };
}

/** Of a server that its person paused, or of all while they work offline; null for what is under way still, counts down, or waits for somebody anyway. */
function heldWords({ isPaused, isOffline, state }: OutgoingView, now: number, say: Say): RowWords | null {
  if (!isPaused) return null;
  const { still, tried, looked, filed } = heldTexts(isOffline, say);
  switch (state.kind) {
    case 'queued':
      return state.sendAt > now ? null : shown('pause', 'plain', say('Waits.'), still);
    case 'waiting':
    case 'checking':
    case 'on-server':
      return shown('pause', 'plain', say('Waits.'), tried);
    case 'unknown':
      return shown('question', 'unknown', say('Unknown.'), looked);
    case 'filing':
      return shown('check', 'ok', say('Sent {when}', { when: whenOf(state.submittedAt, now, say) }), filed);
    default:
      return null;
  }
}

function queuedWords(sendAt: number, now: number, say: Say): RowWords {
  const lead = sendAt > now ? say('Sends {when}', { when: whenOf(sendAt, now, say) }) : say('Next in line');
  return shown('clock', 'plain', lead, say('Still on this computer only'));
}

/** Whole percent; 100 only when all of it has left. */
export function percentOf({ sent, total }: { readonly sent: number; readonly total: number }): number {
  if (total <= 0) return 0;
  return sent >= total ? 100 : Math.min(99, Math.floor((sent / total) * 100));
}

function uploadRest({ sent, total, rate }: OutgoingState & { readonly kind: 'uploading' }, say: Say): string {
  const part = formatPart(sent, total, say);
  if (rate <= 0) return part;
  const seconds = Math.max(1, Math.ceil((total - sent) / rate));
  const speed = formatBytes(rate);
  return seconds < 120
    ? say('{part}, {speed}/s, about {seconds} s left', { part, speed, seconds })
    : say('{part}, {speed}/s, about {minutes} min left', {
        part,
        speed,
        minutes: Math.ceil(seconds / 60),
      });
}

/** No percentage after the last byte: only how long the server has had it (ux 4.7). */
function handingRest(since: number, now: number, say: Say): string {
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return say('All uploaded; the server is taking it over, {seconds} s', { seconds });
}

function waitingRest({ failure, tries }: OutgoingState & { readonly kind: 'waiting' }, say: Say): string {
  const tried = tries > 0 && say('{tries, plural, one {Tried once.} other {Tried # times.}}', { tries });
  return [failure && reasonOf(failure, say), tried].filter(Boolean).join(' ');
}

function filingRest(nextTry: number | null, now: number, say: Say): string {
  return nextTry === null
    ? say('Only the copy in Sent Items is still to be filed')
    : say('Only the copy in Sent Items is still to be filed; next try {when}', {
        when: whenOf(nextTry, now, say),
      });
}

function doneWords(
  { bounce, recipients }: OutgoingView,
  submittedAt: number,
  now: number,
  say: Say,
): RowWords {
  if (!bounce)
    return shown(
      'check',
      'ok',
      say('Sent {when}', { when: whenOf(submittedAt, now, say) }),
      say('Nothing is left to do'),
    );
  const sent = say(
    'Sent {time}, not delivered to {count} of {all, plural, one {# recipient} other {# recipients}}.',
    { time: formatTime(submittedAt), count: bounce.recipients.length, all: recipients.length },
  );
  return shown('cross', 'danger', say('Came back.'), `${sent} ${sayTold(bounce, say)}`);
}

/** What a message that needs its person says; the words of the button that helps are never in here. */
function blockedWords(block: Block, failure: Failure | null, bytes: number, say: Say): RowWords {
  const code = codeOf(failure?.status);
  const reason = failure ? `${reasonOf(failure, say)} ` : '';
  const size = formatBytes(bytes);
  const no = (lead: string, rest: string) => shown('cross', 'danger', lead, rest);
  switch (block) {
    case 'too-large':
      return no(say('Refused: too large.'), say('This is {size}{code}. Not tried again.', { size, code }));
    case 'mailbox-full':
      return no(
        say('Refused: your mailbox is full.'),
        say('Delete or archive mail first{code}. Reading works.', { code }),
      );
    case 'from-refused':
      return no(
        say('Refused: the From address.'),
        say('The server does not let you send under it{code}.', { code }),
      );
    case 'no-mime':
      return no(
        say('Refused: no whole messages.'),
        say('The server would send it with losses only{code}. Not tried again.', { code }),
      );
    case 'conversion':
      return no(
        say('Not sent: the server cannot convert it.'),
        say('It is {size}{code}. Other mail goes on.', { size, code }),
      );
    case 'sign-in':
      return no(
        say('Not sent: sign-in needed.'),
        reason.trim() || say('The account waits for its password.'),
      );
    case 'locked':
      return no(say('Not sent: the draft is locked.'), say('Another program holds it{code}.', { code }));
    case 'refused':
      return no(say('Refused by the server.'), `${reason}${say('Not tried again.')}`);
    case 'tries-spent':
      return no(say('Not sent: no more tries by itself.'), `${reason}${say('A try by hand always works.')}`);
    case 'unproven':
      return shown(
        'question',
        'unknown',
        say('Unknown, needs you.'),
        say('Looked for long and found neither proof nor refusal.'),
      );
    case 'not-sent':
      return no(say('Not sent.'), say('Retinue was closed before the undo time ran out.'));
    case 'restored':
      return shown(
        'question',
        'unknown',
        say('From a back-up, needs you.'),
        say('It may have been sent since. Retinue does not send it by itself.'),
      );
    case 'damaged':
      return no(
        say('Not sent: damaged on this computer.'),
        say('It is not what it was when you sent it off.'),
      );
    default:
      return assertNever(block);
  }
}
