import type { OutgoingState, OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Block } from '../../../shared/delivery/steps.ts';
import { assertNever, type Failure } from '../../../shared/errors.ts';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes, formatPart, plural } from '../../components/format/numbers.ts';
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
export function rowWords(row: OutgoingView, now: number): RowWords {
  const { state } = row;
  const held = heldWords(row, now);
  if (held) return held;
  switch (state.kind) {
    case 'queued':
      return queuedWords(state.sendAt, now);
    case 'checking':
      return say('sync', 'plain', 'Checking', "Against the server's limits. Nothing has left this computer.");
    case 'uploading':
      return say('upload', 'accent', `Uploading ${percentOf(state)} %`, uploadRest(state));
    case 'on-server':
      return say('sync', 'plain', 'All uploaded', 'Kept on the server as a draft; handed over next.');
    case 'submitting':
      return say('sync', 'plain', 'Handing over', handingRest(state.since, now));
    case 'unknown':
      return say(
        'question',
        'unknown',
        'Unknown, verifying.',
        'Reply lost after upload; checking Sent Items and Drafts.',
      );
    case 'waiting':
      return say('pause', 'warn', `Next try ${whenOf(state.until, now)}`, waitingRest(state));
    case 'blocked':
      return blockedWords(state.block, state.failure, row.bytes);
    case 'filing':
      return say('check', 'ok', `Sent ${whenOf(state.submittedAt, now)}`, filingRest(state.nextTry, now));
    case 'done':
      return doneWords(row, state.submittedAt, now);
    case 'taken-back':
      return say('undo', 'plain', 'Taken back.', 'It will not be sent.');
    default:
      return assertNever(state);
  }
}

function say(mark: Mark, tone: Tone, lead: string, rest: string): RowWords {
  return { mark, tone, lead, rest };
}

const PAUSED = { why: 'You paused this server.', until: 'when you resume it', end: 'until you resume it' };
const OFFLINE = { why: 'You work offline.', until: 'when you go online', end: 'until you go online' };

/** Of a server that its person paused, or of all while they work offline; null for what is under way still, counts down, or waits for somebody anyway. */
function heldWords({ isPaused, isOffline, state }: OutgoingView, now: number): RowWords | null {
  if (!isPaused) return null;
  const { why, until, end } = isOffline ? OFFLINE : PAUSED;
  switch (state.kind) {
    case 'queued':
      return state.sendAt > now
        ? null
        : say('pause', 'plain', 'Waits.', `${why} Still on this computer only.`);
    case 'waiting':
    case 'checking':
    case 'on-server':
      return say('pause', 'plain', 'Waits.', `${why} Nothing is tried ${end}.`);
    case 'unknown':
      return say('question', 'unknown', 'Unknown.', `${why} It is looked for ${until}.`);
    case 'filing':
      return say(
        'check',
        'ok',
        `Sent ${whenOf(state.submittedAt, now)}`,
        `${why} The copy in Sent Items is filed ${until}`,
      );
    default:
      return null;
  }
}

function queuedWords(sendAt: number, now: number): RowWords {
  const lead = sendAt > now ? `Sends ${whenOf(sendAt, now)}` : 'Next in line';
  return say('clock', 'plain', lead, 'Still on this computer only');
}

/** Whole percent; 100 only when all of it has left. */
export function percentOf({ sent, total }: { readonly sent: number; readonly total: number }): number {
  if (total <= 0) return 0;
  return sent >= total ? 100 : Math.min(99, Math.floor((sent / total) * 100));
}

function uploadRest({ sent, total, rate }: OutgoingState & { readonly kind: 'uploading' }): string {
  const part = formatPart(sent, total);
  if (rate <= 0) return part;
  const seconds = Math.max(1, Math.ceil((total - sent) / rate));
  const left = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `${part}, ${formatBytes(rate)}/s, about ${left} left`;
}

/** No percentage after the last byte: only how long the server has had it (ux 4.7). */
function handingRest(since: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return `All uploaded; the server is taking it over, ${seconds} s`;
}

function waitingRest({ failure, tries }: OutgoingState & { readonly kind: 'waiting' }): string {
  const reason = failure ? `${reasonOf(failure)} ` : '';
  return tries > 0 ? `${reason}Tried ${tries === 1 ? 'once' : `${tries} times`}.` : reason.trim();
}

function filingRest(nextTry: number | null, now: number): string {
  const next = nextTry === null ? '' : `; next try ${whenOf(nextTry, now)}`;
  return `Only the copy in Sent Items is still to be filed${next}`;
}

function doneWords({ bounce, recipients }: OutgoingView, submittedAt: number, now: number): RowWords {
  if (!bounce) return say('check', 'ok', `Sent ${whenOf(submittedAt, now)}`, 'Nothing is left to do');
  const who = `${bounce.recipients.length} of ${plural(recipients.length, 'recipient', 'recipients')}`;
  const sent = `Sent ${formatTime(submittedAt)}, not delivered to ${who}.`;
  return say('cross', 'danger', 'Came back.', `${sent} ${bounce.sentence}`);
}

/** What a message that needs its person says; the words of the button that helps are never in here. */
function blockedWords(block: Block, failure: Failure | null, bytes: number): RowWords {
  const code = codeOf(failure?.status);
  const reason = failure ? reasonOf(failure) : '';
  const no = (lead: string, rest: string) => say('cross', 'danger', lead, rest);
  switch (block) {
    case 'too-large':
      return no('Refused: too large.', `This is ${formatBytes(bytes)}${code}. Not tried again.`);
    case 'mailbox-full':
      return no('Refused: your mailbox is full.', `Delete or archive mail first${code}. Reading works.`);
    case 'from-refused':
      return no('Refused: the From address.', `The server does not let you send under it${code}.`);
    case 'no-mime':
      return no(
        'Refused: no whole messages.',
        `The server would send it with losses only${code}. Not tried again.`,
      );
    case 'conversion':
      return no(
        'Not sent: the server cannot convert it.',
        `It is ${formatBytes(bytes)}${code}. Other mail goes on.`,
      );
    case 'sign-in':
      return no('Not sent: sign-in needed.', reason || 'The account waits for its password.');
    case 'locked':
      return no('Not sent: the draft is locked.', `Another program holds it${code}.`);
    case 'refused':
      return no('Refused by the server.', `${reason} Not tried again.`.trim());
    case 'tries-spent':
      return no('Not sent: no more tries by itself.', `${reason} A try by hand always works.`.trim());
    case 'unproven':
      return say(
        'question',
        'unknown',
        'Unknown, needs you.',
        'Looked for long and found neither proof nor refusal.',
      );
    case 'not-sent':
      return no('Not sent.', 'Retinue was closed before the undo time ran out.');
    case 'restored':
      return say(
        'question',
        'unknown',
        'From a back-up, needs you.',
        'It may have been sent since. Retinue does not send it by itself.',
      );
    case 'damaged':
      return no('Not sent: damaged on this computer.', 'It is not what it was when you sent it off.');
    default:
      return assertNever(block);
  }
}
