import type { FindingAct, Mechanism } from '../../../shared/delivery/findings.ts';
import type { Say } from '../../../shared/language/say.ts';
import type { FoundItem } from '../../hooks/use-findings.ts';
import { formatShort } from '../../components/format/dates.ts';
import type { Question } from './command-words.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** What a finding about an item of the server is called (ux 4.8). */
export function foundLead(mechanism: Mechanism, say: Say): string {
  switch (mechanism) {
    case 'foreign-drafts':
      return say("Found stuck in the server's Drafts.");
    case 'half-created':
      return say("Found half-made in the server's Drafts.");
    case 'queued-not-spooled':
      return say("Found waiting in the server's Outbox.");
    case 'over-send-limit':
      return say("Found in the server's Drafts, larger than it sends.");
    default:
      return say('The server fails at this message.');
  }
}

/** What else is known in one line; all of it stands in the evidence. */
export function foundRest({ finding }: FoundItem, now: number, say: Say): string {
  const { mechanism, since, evidence } = finding;
  const what = whatOf(mechanism, since === null ? null : formatShort(since, now), say);
  const copy = evidence.find(({ sentence }) => sentence.includes('Sent Items'));
  const fact = what === null ? evidence[0] : copy;
  return [what ?? '', fact ? sayTold(fact, say) : ''].filter((each) => each !== '').join(' ');
}

function whatOf(mechanism: Mechanism, since: string | null, say: Say): string | null {
  switch (mechanism) {
    case 'foreign-drafts':
      return since === null
        ? say('Complete, marked unsent.')
        : say('Complete, marked unsent, since {since}.', { since });
    case 'half-created':
      return since === null
        ? say('It has no text and no attachment.')
        : say('It has no text and no attachment, since {since}.', { since });
    case 'queued-not-spooled':
      return since === null
        ? say('Nothing takes it out of there.')
        : say('Nothing takes it out of there, since {since}.', { since });
    default:
      return null;
  }
}

/** What can be done about it from here, what helps most first. */
export function foundActs({ finding }: FoundItem): readonly FindingAct[] {
  const { mechanism, actions } = finding;
  return (['adopt-and-send', 'move-to-drafts', 'delete'] as const).filter(
    (act) => actions.includes(act) && (act !== 'delete' || mechanism !== 'over-send-limit'),
  );
}

/** What stands on its button; a question follows each. */
export function foundLabel(act: FindingAct, { finding }: FoundItem, say: Say): string {
  if (act === 'adopt-and-send') return say('Adopt and send…');
  if (act === 'move-to-drafts') return say('Move back to Drafts…');
  return finding.mechanism === 'half-created' ? say('Delete…') : say('Move to Deleted Items…');
}

/** The question before it is done: what was seen, and what is done. */
export function foundQuestion(act: FindingAct, { finding }: FoundItem, say: Say): Question {
  const seen = finding.evidence.map((fact) => sayTold(fact, say)).join(' ');
  const keep = say('Leave it there');
  if (act === 'adopt-and-send')
    return {
      title: say('Send this draft?'),
      text: `${seen} ${say('Retinue looks in Sent Items once more and then hands the draft over as it lies there, once.')}`,
      act: say('Adopt and send'),
      keep,
    };
  if (act === 'move-to-drafts')
    return {
      title: say('Move this message back to Drafts?'),
      text: `${seen} ${say('It is not sent then until somebody sends it.')}`,
      act: say('Move to Drafts'),
      keep,
    };
  return finding.mechanism === 'half-created'
    ? {
        title: say('Delete this half-made draft?'),
        text: `${seen} ${say('It has no content that could be lost.')}`,
        act: say('Delete'),
        keep,
      }
    : {
        title: say('Move this draft to Deleted Items?'),
        text: `${seen} ${say('It can be moved back from there.')}`,
        act: say('Move to Deleted Items'),
        keep,
      };
}
