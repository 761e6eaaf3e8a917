import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Repair } from '../../../shared/delivery/repairs.ts';
import type { Command } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';
import { plural } from '../../components/format/numbers.ts';

/** What stands on the button of a command; "…" where a question follows. */
export function commandLabel(command: Command, { state }: Pick<OutgoingView, 'state'>): string {
  switch (command) {
    case 'send-now':
      return 'Send now';
    case 'try-now':
      return 'Try now';
    case 'verify-now':
      return 'Verify now';
    case 'send-again':
      return 'Send again…';
    case 'without-from':
      return 'Send without this From';
    case 'mark-as-sent':
      return 'Mark as sent…';
    case 'take-back':
      return state.kind === 'queued' ? 'Undo' : 'Take back';
    case 'file-here':
      return 'File here instead';
    case 'discard':
      return isOver(state) ? 'Remove from the list' : 'Delete…';
    default:
      return assertNever(command);
  }
}

function isOver({ kind }: OutgoingView['state']): boolean {
  return kind === 'done' || kind === 'taken-back';
}

/** What stands on the button of a repair. */
export function repairLabel(repair: Repair): string {
  switch (repair) {
    case 'split':
      return 'Split…';
    case 'remove-attachment':
      return 'Remove attachment…';
    case 'save-as-eml':
      return 'Save as .eml';
    default:
      return assertNever(repair);
  }
}

/** A question before a command whose effect cannot be taken back. */
export interface Question {
  readonly title: string;
  /** The risk, and what is known. */
  readonly text: string;
  readonly act: string;
  readonly keep: string;
}

/** The question before a command, or null where it may be done at once. */
export function questionOf(command: Command, row: OutgoingView): Question | null {
  const who = plural(row.recipients.length, 'recipient gets', 'recipients get');
  if (command === 'send-again') {
    return {
      title: 'Send this message again?',
      text: `Retinue does not know whether it was sent. If it was, its ${who} it twice, and that cannot be taken back.`,
      act: 'Send again',
      keep: 'Do not send',
    };
  }
  if (command === 'mark-as-sent') {
    return {
      title: 'Mark this message as sent?',
      text: `Retinue found no proof that it was sent and stops looking. If it was not sent, none of its ${plural(row.recipients.length, 'recipient', 'recipients')} ever gets it.`,
      act: 'Mark as sent',
      keep: 'Leave it open',
    };
  }
  if (command === 'discard' && !isOver(row.state)) {
    return {
      title: 'Delete this message?',
      text: 'It was not sent. Retinue removes it from this computer and its draft from the server, and that cannot be taken back. Take back keeps it as a draft; Save as .eml keeps a copy.',
      act: 'Delete',
      keep: 'Keep it',
    };
  }
  return null;
}
