import { assertNever } from '../errors.ts';
import type { History } from './history.ts';
import { nextLook } from './looking.ts';
import type { OutgoingState } from './outgoing.ts';
import type { Block, Command } from './steps.ts';

/** Where a message is, by its journal. What is under way in this process is known to its courier only. */
export function stateOf(history: History, now: number): OutgoingState {
  const { submittedAt, filed, orphan, takenBack, draft, block, doubt, waits, sendAt } = history;
  if (takenBack && draft === 'none') return { kind: 'taken-back', discarded: history.discarded };
  if (submittedAt !== null && filed !== null && !orphan) return { kind: 'done', submittedAt };
  if (block) return { kind: 'blocked', block: block.block, failure: block.failure };
  const until = waits && waits.until > now ? waits.until : null;
  if (submittedAt !== null) return { kind: 'filing', submittedAt, nextTry: until };
  if (doubt)
    return { kind: 'unknown', since: doubt.since, looks: doubt.looks.length, nextLook: nextLook(doubt) };
  if (waits && until !== null) return { kind: 'waiting', until, tries: waits.tries, failure: waits.failure };
  if (sendAt > now || !history.begun) return { kind: 'queued', sendAt };
  return draft === 'whole' || draft === 'put' ? { kind: 'on-server' } : { kind: 'checking' };
}

/** What a person can do that works, the first one first (I3). */
export function commandsOf(history: History, state: OutgoingState): readonly Command[] {
  switch (state.kind) {
    case 'queued':
      return ['take-back', 'send-now', 'discard'];
    case 'checking':
    case 'uploading':
    case 'on-server':
      return ['take-back'];
    case 'submitting':
      return [];
    case 'done':
    case 'taken-back':
      return ['discard'];
    case 'unknown':
      return ['verify-now', 'send-again', 'take-back'];
    case 'filing':
      return history.filed === null ? ['file-here'] : ['try-now'];
    case 'waiting':
      return ['try-now', 'take-back', 'discard'];
    case 'blocked':
      return blockedCommands(history, state.block);
    default:
      return assertNever(state);
  }
}

function blockedCommands(history: History, block: Block): readonly Command[] {
  if (history.submittedAt !== null) return ['try-now', 'file-here'];
  switch (block) {
    case 'unproven':
      return ['verify-now', 'send-again', 'mark-as-sent', 'take-back'];
    case 'from-refused':
      return [history.withoutFrom ? 'try-now' : 'without-from', 'take-back', 'discard'];
    case 'not-sent':
    case 'restored':
      return ['send-now', 'take-back', 'discard'];
    case 'damaged':
      return ['take-back', 'discard'];
    case 'too-large':
    case 'mailbox-full':
    case 'no-mime':
    case 'conversion':
    case 'sign-in':
    case 'locked':
    case 'refused':
    case 'tries-spent':
      return ['try-now', 'take-back', 'discard'];
    default:
      return assertNever(block);
  }
}
