import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Step, StepOf } from '../../../shared/delivery/steps.ts';
import type { Say } from '../../../shared/language/say.ts';
import type { Mark, Tone } from './row-words.ts';
import { looksOf, requestsOf } from './story.ts';

/** One of the four places where a message leaves a trace. */
export interface Fact {
  readonly label: string;
  readonly mark: Mark;
  readonly tone: Tone;
  readonly words: string;
}

/** Draft on server, Sent Items, Server Outbox, Bounce in Inbox: what is known of each (ux 4.9). */
export function factsOf(steps: readonly Step[], bounce: OutgoingView['bounce'], say: Say): readonly Fact[] {
  return [
    { label: say('Draft on server'), ...draftFact(steps, say) },
    { label: say('Sent Items'), ...sentFact(steps, say) },
    { label: say('Server Outbox'), ...outboxFact(steps, say) },
    { label: say('Bounce in Inbox'), ...bounceFact(bounce, say) },
  ];
}

type Found = Omit<Fact, 'label'>;

const nothing = (words: string): Found => ({ mark: 'dash', tone: 'plain', words });
const good = (words: string): Found => ({ mark: 'check', tone: 'ok', words });
const notLooked = (say: Say): Found => nothing(say('Not looked yet'));
const notNeeded = (say: Say): Found => nothing(say('Not needed'));
const notAsked = (say: Say): Found => ({
  mark: 'question',
  tone: 'unknown',
  words: say('Could not be asked'),
});

/** The last step that says anything of the draft counts. */
function draftFact(steps: readonly Step[], say: Say): Found {
  const requests = requestsOf(steps);
  const notMade = nothing(say('Not made yet'));
  let found = notMade;
  for (const step of steps) {
    if (step.kind === 'looked') found = lookedAtDraft(step.draft, step.conclusion === 'submitted', say);
    if (step.kind === 'decided' && hasNoDraft(step.decision) && found === notMade) found = notNeeded(say);
    if (step.kind !== 'answered' || step.verdict !== 'done') continue;
    const { purpose, method } = requests.get(step.request)?.asked ?? {};
    if (purpose === 'draft' || purpose === 'upload') found = good(say('There'));
    // The other ways leave the draft, if there is one, where it is.
    if (purpose === 'submit' && method === 'MOVE') found = good(say('Taken over'));
    if (purpose === 'tidy') found = nothing(say('Removed'));
  }
  return found;
}

function hasNoDraft(decision: StepOf<'decided'>['decision']): boolean {
  return decision === 'by-put' || decision === 'by-smtp';
}

function lookedAtDraft(draft: StepOf<'looked'>['draft'], proven: boolean, say: Say): Found {
  if (draft === 'none') return notNeeded(say);
  if (draft === 'there') return good(say('There'));
  if (draft === 'unknown') return notAsked(say);
  const words = say('Gone (404)');
  return proven ? good(words) : { mark: 'question', tone: 'unknown', words };
}

function sentFact(steps: readonly Step[], say: Say): Found {
  const filed = steps.findLast((step) => step.kind === 'filed');
  if (filed?.kind === 'filed') {
    return filed.by === 'nobody' ? nothing(say('No copy filed')) : good(say('Filed'));
  }
  const looks = looksOf(steps);
  const last = looks.at(-1);
  if (!last) return notLooked(say);
  if (last.sent === null) return notAsked(say);
  if (last.sent > 0) return good(say('Found'));
  const count = looks.filter(({ sent }) => sent !== null).length;
  const words = say('Not yet, {count, plural, one {# look} other {# looks}}', { count });
  return { mark: 'clock', tone: 'plain', words };
}

function outboxFact(steps: readonly Step[], say: Say): Found {
  const last = looksOf(steps).at(-1);
  if (!last) return notLooked(say);
  if (last.outbox === null) return notAsked(say);
  return last.outbox === 0
    ? nothing(say('Empty'))
    : { mark: 'clock', tone: 'warn', words: say('Waits there') };
}

function bounceFact(bounce: OutgoingView['bounce'], say: Say): Found {
  if (!bounce) return nothing(say('None'));
  const words = say('{count, plural, one {# recipient} other {# recipients}}', {
    count: bounce.recipients.length,
  });
  return { mark: 'cross', tone: 'danger', words };
}
