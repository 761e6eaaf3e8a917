import type { OutgoingState, OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { repairsOf } from '../../../shared/delivery/repairs.ts';
import { commandsOf, stateOf } from '../../../shared/delivery/state-of.ts';
import { toldOf } from '../../../shared/language/told.ts';
import type { Entry } from './entry.ts';

/** A message of the spool, and what is under way for it in this process; null: what its journal says. */
export interface Outgoing {
  readonly entry: Entry;
  live: OutgoingState | null;
}

/** As the windows see it. */
export function viewOf({ entry, live }: Outgoing, now: number): Omit<OutgoingView, 'isPaused' | 'isOffline'> {
  const { history } = entry;
  const { spooled, bounce } = history;
  const state = live ?? stateOf(history, now);
  return {
    id: entry.id,
    accountId: spooled.account.id,
    messageId: spooled.messageId,
    ...(spooled.answers === undefined ? {} : { answers: spooled.answers }),
    subject: spooled.subject,
    recipients: [...spooled.recipients, ...spooled.hidden],
    hidden: spooled.hidden.length,
    bytes: spooled.bytes,
    queuedAt: spooled.at,
    state,
    commands: commandsOf(history, state),
    repairs: repairsOf(state),
    bounce: bounce && { recipients: bounce.recipients, ...toldOf(bounce) },
  };
}
