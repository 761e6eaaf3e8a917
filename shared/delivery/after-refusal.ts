import { assertNever, type Failure } from '../errors.ts';
import { isNoMethod } from './no-method.ts';
import type { Block, Decision, Purpose } from './steps.ts';
import type { History } from './history.ts';

/** What a request that failed means for its message. */
export type Consequence =
  /** `server`: the others of the account need not try either. */
  | { readonly kind: 'wait'; readonly scope: 'item' | 'server' }
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'decide'; readonly decision: Decision };

/** Automatic tries of one message that the server refuses, of one that is locked, and while the server is down. */
const ITEM_TRIES = 8;
const LOCKED_TRIES = 4;
const SERVER_TRIES = 20;
/** KB 329067: what is larger is likely to be refused because it is. Two tries show it. */
const LARGE_BYTES = 1_000_000;
const LARGE_TRIES = 2;

const SERVERS_FAULT: readonly Failure['kind'][] = ['offline', 'timeout', 'interrupted', 'throttled'];

/** By the mechanisms S1 to S18; `history` is that before this try is counted. */
export function consequenceOf(failure: Failure, purpose: Purpose, history: History): Consequence {
  const { kind, status } = failure;
  const tried = history.tries + 1;
  const block = (which: Block): Consequence => ({ kind: 'block', block: which });
  const upTo = (most: number, scope: 'item' | 'server', spent: Block = 'tries-spent'): Consequence =>
    tried >= most ? block(spent) : { kind: 'wait', scope };
  if (purpose === 'submit' && history.way === 'smtp') return smtpConsequence(kind, upTo);
  if (status === 401 || status === 440 || kind === 'unauthorized') return block('sign-in');
  if (status === 403) {
    if (purpose !== 'submit') return block('refused');
    return history.withoutFrom ? block('from-refused') : { kind: 'decide', decision: 'without-from' };
  }
  if (isNoMethod(status)) {
    const decision = otherWay(purpose, history);
    return decision ? { kind: 'decide', decision } : block('refused');
  }
  if (status === 406) return block('no-mime');
  if (status === 413 || kind === 'too-large') return block('too-large');
  if (status === 423) return upTo(LOCKED_TRIES, 'item', 'locked');
  if (status === 507 || status === 425) return block('mailbox-full');
  if (status === 404 && purpose === 'submit') return upTo(LARGE_TRIES, 'item', 'sign-in');
  if (SERVERS_FAULT.includes(kind) || status === 502 || status === 504) return upTo(SERVER_TRIES, 'server');
  if (kind === 'server-fault' || kind === 'conflict' || kind === 'not-found') {
    const isLarge = purpose === 'submit' && history.spooled.bytes >= LARGE_BYTES;
    return isLarge ? upTo(LARGE_TRIES, 'item', 'conversion') : upTo(ITEM_TRIES, 'item');
  }
  return block('refused');
}

/** SMTP codes are not those of HTTP, so that the kind decides: what may pass by itself is tried again, the rest is not. */
function smtpConsequence(
  kind: Failure['kind'],
  upTo: (most: number, scope: 'item' | 'server') => Consequence,
): Consequence {
  if (kind === 'unauthorized') return { kind: 'block', block: 'sign-in' };
  if (kind === 'too-large') return { kind: 'block', block: 'too-large' };
  // 4yz is about this message or its recipients, or the server is busy: greylisting takes minutes.
  if (kind === 'throttled' || kind === 'server-fault') return upTo(SERVER_TRIES, 'item');
  if (SERVERS_FAULT.includes(kind)) return upTo(SERVER_TRIES, 'server');
  return kind === 'conflict' ? upTo(ITEM_TRIES, 'item') : { kind: 'block', block: 'refused' };
}

/**
 * The next way of submission (reference 5.1) after a method that the server does not have; null: there is none. What a
 * server refuses of one message (406 and the like) is no reason to go another way: that one may lose a part of it (S16).
 */
function otherWay(purpose: Purpose, { way }: History): Decision | null {
  switch (purpose) {
    case 'submit':
      if (way === 'move') return 'by-copy';
      return way === 'copy' ? 'by-put' : null;
    case 'draft':
    case 'upload':
    case 'hide':
      return way === 'put' || way === 'smtp' ? null : 'by-put';
    case 'check':
    case 'file':
    case 'tidy':
      return null;
    default:
      return assertNever(purpose);
  }
}
