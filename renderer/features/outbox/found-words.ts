import type { FindingAct, Mechanism } from '../../../shared/delivery/findings.ts';
import type { FoundItem } from '../../hooks/use-findings.ts';
import { formatShort } from '../../components/format/dates.ts';
import type { Question } from './command-words.ts';

/** What a finding about an item of the server is called (ux 4.8). */
export function foundLead(mechanism: Mechanism): string {
  switch (mechanism) {
    case 'foreign-drafts':
      return "Found stuck in the server's Drafts.";
    case 'half-created':
      return "Found half-made in the server's Drafts.";
    case 'queued-not-spooled':
      return "Found waiting in the server's Outbox.";
    case 'over-send-limit':
      return "Found in the server's Drafts, larger than it sends.";
    default:
      return 'The server fails at this message.';
  }
}

/** What else is known in one line; all of it stands in the evidence. */
export function foundRest({ finding }: FoundItem, now: number): string {
  const { mechanism, since, evidence } = finding;
  const what: Partial<Record<Mechanism, string>> = {
    'foreign-drafts': 'Complete, marked unsent',
    'half-created': 'It has no text and no attachment',
    'queued-not-spooled': 'Nothing takes it out of there',
  };
  const when = since === null ? '' : `, since ${formatShort(since, now)}`;
  const copy = evidence.find(({ sentence }) => sentence.includes('Sent Items'))?.sentence ?? '';
  return what[mechanism] === undefined ? (evidence[0]?.sentence ?? '') : `${what[mechanism]}${when}. ${copy}`;
}

/** What can be done about it from here, what helps most first. */
export function foundActs({ finding }: FoundItem): readonly FindingAct[] {
  const { mechanism, actions } = finding;
  return (['adopt-and-send', 'move-to-drafts', 'delete'] as const).filter(
    (act) => actions.includes(act) && (act !== 'delete' || mechanism !== 'over-send-limit'),
  );
}

/** What stands on its button; a question follows each. */
export function foundLabel(act: FindingAct, { finding }: FoundItem): string {
  if (act === 'adopt-and-send') return 'Adopt and send…';
  if (act === 'move-to-drafts') return 'Move back to Drafts…';
  return finding.mechanism === 'half-created' ? 'Delete…' : 'Move to Deleted Items…';
}

/** The question before it is done: what was seen, and what is done. */
export function foundQuestion(act: FindingAct, { finding }: FoundItem): Question {
  const seen = finding.evidence.map(({ sentence }) => sentence).join(' ');
  const keep = 'Leave it there';
  if (act === 'adopt-and-send')
    return {
      title: 'Send this draft?',
      text: `${seen} Retinue looks in Sent Items once more and then hands the draft over as it lies there, once.`,
      act: 'Adopt and send',
      keep,
    };
  if (act === 'move-to-drafts')
    return {
      title: 'Move this message back to Drafts?',
      text: `${seen} It is not sent then until somebody sends it.`,
      act: 'Move to Drafts',
      keep,
    };
  return finding.mechanism === 'half-created'
    ? {
        title: 'Delete this half-made draft?',
        text: `${seen} It has no content that could be lost.`,
        act: 'Delete',
        keep,
      }
    : {
        title: 'Move this draft to Deleted Items?',
        text: `${seen} It can be moved back from there.`,
        act: 'Move to Deleted Items',
        keep,
      };
}
