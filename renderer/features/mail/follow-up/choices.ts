import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { DUE_CHOICES, type DueChoice } from '../../../../shared/mail/follow-up.ts';
import type { Choice } from '../../../components/menu.tsx';
import type { CommandBus } from '../../../hooks/commands.ts';

/** A day that a flag can be given by one choice, as menus name it. */
export function dueChoiceWords(choice: DueChoice, say: Say): string {
  switch (choice) {
    case 'today':
      return say('Today');
    case 'tomorrow':
      return say('Tomorrow');
    case 'this-week':
      return say('This week');
    case 'next-week':
      return say('Next week');
    case 'no-date':
      return say('No date');
    default:
      return assertNever(choice);
  }
}

/** What a flag can be, for menus: each is a command for the selected messages. */
export function followUpChoices(commands: CommandBus, say: Say): readonly Choice[] {
  return [
    ...DUE_CHOICES.map((choice) => ({
      label: dueChoiceWords(choice, say),
      onChoose: () => commands.send(`follow-${choice}`),
    })),
    { label: say('On a date…'), onChoose: () => commands.send('follow-up') },
    { label: say('Mark complete'), onChoose: () => commands.send('complete') },
    { label: say('Clear flag'), onChoose: () => commands.send('clear-flag') },
  ];
}
