import type { OutgoingState, OutgoingView } from '../../shared/delivery/outgoing.ts';
import { repairsOf } from '../../shared/delivery/repairs.ts';

/** Monday 23 November 2026, 14:28 local time: the moment of all pictures. */
export const AT = new Date(2026, 10, 23, 14, 28).getTime();

/** An outgoing message in this state. */
export function outgoing(
  id: string,
  state: OutgoingState,
  change: Partial<Omit<OutgoingView, 'id' | 'state'>> = {},
): OutgoingView {
  return {
    id,
    accountId: 'a',
    messageId: `<${id}.20261123@halvorsen-lie.example>`,
    subject: `Subject ${id}`,
    recipients: ['ada@example.com'],
    hidden: 0,
    bytes: 2048,
    queuedAt: AT - 60_000,
    state,
    commands: [],
    repairs: repairsOf(state),
    isPaused: false,
    isOffline: false,
    bounce: null,
    ...change,
  };
}
