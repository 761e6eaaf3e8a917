import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Step, StepOf } from '../../../shared/delivery/steps.ts';
import { plural } from '../../components/format/numbers.ts';
import type { Mark, Tone } from './row-words.ts';
import { looksOf, requestsOf } from './story.ts';

/** One of the four places where a message leaves a trace. */
export interface Fact {
  readonly label: string;
  readonly mark: Mark;
  readonly tone: Tone;
  readonly words: string;
}

const NOT_LOOKED = { mark: 'dash', tone: 'plain', words: 'Not looked yet' } as const;
const NOT_ASKED = { mark: 'question', tone: 'unknown', words: 'Could not be asked' } as const;

/** Draft on server, Sent Items, Server Outbox, Bounce in Inbox: what is known of each (ux 4.9). */
export function factsOf(steps: readonly Step[], bounce: OutgoingView['bounce']): readonly Fact[] {
  return [
    { label: 'Draft on server', ...draftFact(steps) },
    { label: 'Sent Items', ...sentFact(steps) },
    { label: 'Server Outbox', ...outboxFact(steps) },
    { label: 'Bounce in Inbox', ...bounceFact(bounce) },
  ];
}

type Found = Omit<Fact, 'label'>;

const NOT_MADE: Found = { mark: 'dash', tone: 'plain', words: 'Not made yet' };
const NOT_NEEDED: Found = { mark: 'dash', tone: 'plain', words: 'Not needed' };

/** The last step that says anything of the draft counts. */
function draftFact(steps: readonly Step[]): Found {
  const requests = requestsOf(steps);
  let found: Found = NOT_MADE;
  for (const step of steps) {
    if (step.kind === 'looked') found = lookedAtDraft(step.draft, step.conclusion === 'submitted');
    if (step.kind === 'decided' && hasNoDraft(step.decision) && found === NOT_MADE) found = NOT_NEEDED;
    if (step.kind !== 'answered' || step.verdict !== 'done') continue;
    const { purpose, method } = requests.get(step.request)?.asked ?? {};
    if (purpose === 'draft' || purpose === 'upload') found = { mark: 'check', tone: 'ok', words: 'There' };
    // The other ways leave the draft, if there is one, where it is.
    if (purpose === 'submit' && method === 'MOVE') found = { mark: 'check', tone: 'ok', words: 'Taken over' };
    if (purpose === 'tidy') found = { mark: 'dash', tone: 'plain', words: 'Removed' };
  }
  return found;
}

function hasNoDraft(decision: StepOf<'decided'>['decision']): boolean {
  return decision === 'by-put' || decision === 'by-smtp';
}

function lookedAtDraft(draft: StepOf<'looked'>['draft'], proven: boolean): Found {
  if (draft === 'none') return NOT_NEEDED;
  if (draft === 'there') return { mark: 'check', tone: 'ok', words: 'There' };
  if (draft === 'unknown') return NOT_ASKED;
  return proven
    ? { mark: 'check', tone: 'ok', words: 'Gone (404)' }
    : { mark: 'question', tone: 'unknown', words: 'Gone (404)' };
}

function sentFact(steps: readonly Step[]): Found {
  const filed = steps.findLast((step) => step.kind === 'filed');
  if (filed?.kind === 'filed') {
    return filed.by === 'nobody'
      ? { mark: 'dash', tone: 'plain', words: 'No copy filed' }
      : { mark: 'check', tone: 'ok', words: 'Filed' };
  }
  const looks = looksOf(steps);
  const last = looks.at(-1);
  if (!last) return NOT_LOOKED;
  if (last.sent === null) return NOT_ASKED;
  if (last.sent > 0) return { mark: 'check', tone: 'ok', words: 'Found' };
  const asked = looks.filter(({ sent }) => sent !== null).length;
  return { mark: 'clock', tone: 'plain', words: `Not yet, ${plural(asked, 'look', 'looks')}` };
}

function outboxFact(steps: readonly Step[]): Found {
  const last = looksOf(steps).at(-1);
  if (!last) return NOT_LOOKED;
  if (last.outbox === null) return NOT_ASKED;
  return last.outbox === 0
    ? { mark: 'dash', tone: 'plain', words: 'Empty' }
    : { mark: 'clock', tone: 'warn', words: 'Waits there' };
}

function bounceFact(bounce: OutgoingView['bounce']): Found {
  return bounce
    ? { mark: 'cross', tone: 'danger', words: plural(bounce.recipients.length, 'recipient', 'recipients') }
    : { mark: 'dash', tone: 'plain', words: 'None' };
}
