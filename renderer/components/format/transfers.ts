import type { TransferState } from '../../../shared/contracts/transfers.ts';
import { assertNever } from '../../../shared/errors.ts';
import { formatBytes, formatPart, plural } from './numbers.ts';
import type { TransferRow } from '../../store/tables.ts';

/** A rate is worth a forecast after this long. */
const FORECAST_AFTER_MS = 3000;

/** One line about a transfer: how far it is, or why it waits (ux 4.5). */
export function transferWords(row: TransferRow, now: number): string {
  const { state } = row;
  switch (state.kind) {
    case 'queued':
      return row.received > 0 ? `Next in line, ${part(row)} kept` : 'Next in line';
    case 'asking':
      return askingWords(row, state, now);
    case 'running':
      return [part(row), rate(row), rest(row, now)].filter(Boolean).join(', ');
    case 'waiting':
      return `${state.failure.sentence} Next try ${inSeconds(state.until - now)}.`;
    case 'paused':
      return state.failure ? state.failure.sentence : `Paused, ${part(row)} kept${tries(row)}`;
    case 'checking':
      return 'All bytes here, checking';
    case 'done':
      return `${formatBytes(row.received)}, on this computer`;
    case 'failed':
      return `${state.failure.sentence} ${formatBytes(row.received)} are kept.`;
    case 'changed':
      return state.failure.sentence;
    default:
      return assertNever(state);
  }
}

function askingWords(
  row: TransferRow,
  state: TransferState & { readonly kind: 'asking' },
  now: number,
): string {
  const seconds = Math.max(0, Math.round((now - state.since) / 1000));
  const kept = row.received > 0 ? `${part(row)}, ` : '';
  return seconds < 2 ? `${kept}asking the server` : `${kept}the server prepares it, ${seconds} s`;
}

/** True while bytes come or are about to. */
export function isMoving({ state }: TransferRow): boolean {
  return state.kind === 'asking' || state.kind === 'running' || state.kind === 'checking';
}

/** Not done and not given up: it goes on by itself or when somebody says so. */
export function isUnfinished({ state }: TransferRow): boolean {
  return state.kind !== 'done' && state.kind !== 'failed' && state.kind !== 'changed';
}

function part({ received, total }: TransferRow): string {
  return total === null ? formatBytes(received) : formatPart(received, total);
}

function rate(row: TransferRow): string {
  return row.rate > 0 ? `${formatBytes(row.rate)}/s` : '';
}

function rest({ received, total, rate: perSecond, startedAt }: TransferRow, now: number): string {
  if (total === null || perSecond <= 0 || now - startedAt < FORECAST_AFTER_MS) return '';
  const seconds = (total - received) / perSecond;
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min left` : `${Math.ceil(minutes / 60)} h left`;
}

function tries({ retries }: TransferRow): string {
  return retries > 0 ? `. ${plural(retries, 'retry', 'retries')}.` : '';
}

function inSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return 'now';
  return seconds < 90 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} min`;
}
