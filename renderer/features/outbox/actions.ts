import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { helpsToShrink, type Repair, REPAIRS } from '../../../shared/delivery/repairs.ts';
import type { Command } from '../../../shared/delivery/steps.ts';
import type { Say } from '../../../shared/language/say.ts';
import { commandLabel, repairLabel } from './command-words.ts';

/** What a button of the Outbox does; the last two are for all messages of its server, or of all. */
export type Action = Command | Repair | 'resume-server' | 'go-online';

/** What can be done about a message, what helps most first; the row shows fewer than the pane beside it (ux 4.8). */
export function actionsOf(row: OutgoingView, where: 'row' | 'pane'): readonly Action[] {
  const own = ownActions(row, where);
  return isHeld(row) ? [row.isOffline ? 'go-online' : 'resume-server', ...own] : own;
}

/** Whether it stands still for no other reason than that its person paused the server or works offline. */
export function isHeld({ isPaused, state: { kind } }: OutgoingView): boolean {
  return isPaused && kind !== 'blocked' && kind !== 'done' && kind !== 'taken-back';
}

function ownActions(
  { state, bounce, commands, repairs }: OutgoingView,
  where: 'row' | 'pane',
): readonly Action[] {
  if (helpsToShrink(state)) return [...repairs, ...commands];
  if (where === 'pane') return [...commands, ...repairs];
  const isLast = bounce !== null || commands.length === 1;
  return [
    ...commands.filter((command) => command !== 'discard' || isLast),
    ...repairs.filter((each) => each !== 'save-as-eml'),
  ];
}

/** What stands on its button. */
export function actionLabel(action: Action, row: OutgoingView, say: Say): string {
  if (action === 'resume-server') return say('Resume this server');
  if (action === 'go-online') return say('Go online');
  return isRepair(action) ? repairLabel(action, say) : commandLabel(action, row, say);
}

/** True for what is done to a message's bytes, not said to its courier. */
export function isRepair(action: Action): action is Repair {
  return REPAIRS.some((each) => each === action);
}
