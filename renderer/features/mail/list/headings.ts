import type { Band, Heading } from '../../../../shared/mail/arrangement.ts';
import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';

/** A heading of an arranged list in words; `dayName` names the group of a day. */
export function headingWords(heading: Heading, dayName: (nday: number) => string, say: Say): string {
  switch (heading.kind) {
    case 'text':
      return heading.text;
    case 'day':
      return dayName(heading.nday);
    case 'band':
      return bandWords(heading.band, say);
    default:
      return assertNever(heading);
  }
}

function bandWords(band: Band, say: Say): string {
  switch (band) {
    case 'over 10 MB':
      return say('Over 10 MB');
    case '1 to 10 MB':
      return say('1 to 10 MB');
    case '100 KB to 1 MB':
      return say('100 KB to 1 MB');
    case '10 to 100 KB':
      return say('10 to 100 KB');
    case 'under 10 KB':
      return say('Under 10 KB');
    case 'overdue':
      return say('Overdue');
    case 'today':
      return say('Today');
    case 'tomorrow':
      return say('Tomorrow');
    case 'this week':
      return say('This week');
    case 'later':
      return say('Later');
    case 'no date':
      return say('No date');
    case 'complete':
      return say('Complete');
    case 'not flagged':
      return say('Not flagged');
    case 'unread':
      return say('Unread');
    case 'read':
      return say('Read');
    case 'with attachment':
      return say('With attachment');
    case 'without attachment':
      return say('Without attachment');
    case 'no category':
      return say('No category');
    case 'no sender':
      return say('No sender');
    case 'no subject':
      return say('No subject');
    default:
      return assertNever(band);
  }
}
