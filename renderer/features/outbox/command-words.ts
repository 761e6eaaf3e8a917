import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Repair } from '../../../shared/delivery/repairs.ts';
import type { Command } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';

/** What stands on the button of a command; "…" where a question follows. */
export function commandLabel(command: Command, { state }: Pick<OutgoingView, 'state'>, say: Say): string {
  switch (command) {
    case 'send-now':
      return say('Send now');
    case 'try-now':
      return say('Try now');
    case 'verify-now':
      return say('Verify now');
    case 'send-again':
      return say('Send again…');
    case 'without-from':
      return say('Send without this From');
    case 'mark-as-sent':
      return say('Mark as sent…');
    case 'take-back':
      return state.kind === 'queued' ? say('Undo') : say('Take back');
    case 'file-here':
      return say('File here instead');
    case 'discard':
      return isOver(state) ? say('Remove from the list') : say('Delete…');
    default:
      return assertNever(command);
  }
}

function isOver({ kind }: OutgoingView['state']): boolean {
  return kind === 'done' || kind === 'taken-back';
}

/** What stands on the button of a repair. */
export function repairLabel(repair: Repair, say: Say): string {
  switch (repair) {
    case 'split':
      return say('Split…');
    case 'remove-attachment':
      return say('Remove attachment…');
    case 'save-as-eml':
      return say('Save as .eml');
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
export function questionOf(command: Command, row: OutgoingView, say: Say): Question | null {
  const count = row.recipients.length;
  if (command === 'send-again') {
    return {
      title: say('Send this message again?'),
      text: say(
        'Retinue does not know whether it was sent. If it was, its {count, plural, one {# recipient gets} other {# recipients get}} it twice, and that cannot be taken back.',
        { count },
      ),
      act: say('Send again'),
      keep: say('Do not send'),
    };
  }
  if (command === 'mark-as-sent') {
    return {
      title: say('Mark this message as sent?'),
      text: say(
        'Retinue found no proof that it was sent and stops looking. If it was not sent, none of its {count, plural, one {# recipient} other {# recipients}} ever gets it.',
        { count },
      ),
      act: say('Mark as sent'),
      keep: say('Leave it open'),
    };
  }
  if (command === 'discard' && !isOver(row.state)) {
    return {
      title: say('Delete this message?'),
      text: say(
        'It was not sent. Retinue removes it from this computer and its draft from the server, and that cannot be taken back. Take back keeps it as a draft; Save as .eml keeps a copy.',
      ),
      act: say('Delete'),
      keep: say('Keep it'),
    };
  }
  return null;
}
