import type { TransferState } from '../../../shared/contracts/transfers.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { formatBytes, formatPart } from './numbers.ts';
import { listOf } from './text.ts';
import type { TransferRow } from '../../store/tables.ts';

/** A rate is worth a forecast after this long. */
const FORECAST_AFTER_MS = 3000;

/** One line about a transfer: how far it is, or why it waits (ux 4.5). */
export function transferWords(row: TransferRow, now: number, say: Say): string {
  const { state } = row;
  switch (state.kind) {
    case 'queued':
      return row.received > 0
        ? say('Next in line, {part} kept', { part: part(row, say) })
        : say('Next in line');
    case 'asking':
      return askingWords(row, state, now, say);
    case 'running':
      return listOf([part(row, say), rate(row, say), rest(row, now, say)].filter(Boolean), say);
    case 'waiting':
      return `${sayTold(state.failure, say)} ${nextTry(state.until - now, say)}`;
    case 'paused':
      return state.failure ? sayTold(state.failure, say) : pausedWords(row, say);
    case 'checking':
      return say('All bytes here, checking');
    case 'done':
      return say('{size}, on this computer', { size: formatBytes(row.received) });
    case 'failed':
      return `${sayTold(state.failure, say)} ${say('{size} are kept.', { size: formatBytes(row.received) })}`;
    case 'changed':
      return sayTold(state.failure, say);
    default:
      return assertNever(state);
  }
}

function askingWords(
  row: TransferRow,
  state: TransferState & { readonly kind: 'asking' },
  now: number,
  say: Say,
): string {
  const seconds = Math.max(0, Math.round((now - state.since) / 1000));
  const doing =
    seconds < 2 ? say('asking the server') : say('the server prepares it, {seconds} s', { seconds });
  return row.received > 0 ? listOf([part(row, say), doing], say) : doing;
}

/** True while bytes come or are about to. */
export function isMoving({ state }: TransferRow): boolean {
  return state.kind === 'asking' || state.kind === 'running' || state.kind === 'checking';
}

/** Not done and not given up: it goes on by itself or when somebody says so. */
export function isUnfinished({ state }: TransferRow): boolean {
  return state.kind !== 'done' && state.kind !== 'failed' && state.kind !== 'changed';
}

function part({ received, total }: TransferRow, say: Say): string {
  return total === null ? formatBytes(received) : formatPart(received, total, say);
}

function rate(row: TransferRow, say: Say): string {
  return row.rate > 0 ? say('{size}/s', { size: formatBytes(row.rate) }) : '';
}

function rest({ received, total, rate: perSecond, startedAt }: TransferRow, now: number, say: Say): string {
  if (total === null || perSecond <= 0 || now - startedAt < FORECAST_AFTER_MS) return '';
  const seconds = (total - received) / perSecond;
  if (seconds < 60) return say('{seconds} s left', { seconds: Math.max(1, Math.ceil(seconds)) });
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120
    ? say('{minutes} min left', { minutes })
    : say('{hours} h left', { hours: Math.ceil(minutes / 60) });
}

function pausedWords(row: TransferRow, say: Say): string {
  const paused = say('Paused, {part} kept', { part: part(row, say) });
  if (row.retries === 0) return paused;
  const tries = say('{count, plural, one {# retry} other {# retries}}', { count: row.retries });
  return say('{paused}. {tries}.', { paused, tries });
}

function nextTry(ms: number, say: Say): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return say('Next try now.');
  return seconds < 90
    ? say('Next try in {seconds} s.', { seconds })
    : say('Next try in {minutes} min.', { minutes: Math.ceil(seconds / 60) });
}
