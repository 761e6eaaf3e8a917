import type { Purpose, Step, StepOf } from './steps.ts';
import { unnamedFolders } from './unnamed-folders.ts';

/** A scenario of the mock server, as its schema has it: plain JSON. */
export interface ReproScenario {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly seed: number;
  readonly mailboxes: readonly {
    readonly user: string;
    readonly displayName: string;
    readonly address: string;
    readonly password: string;
  }[];
  readonly rules: readonly object[];
}

/** Who stands for the person in a bundle, and for the nth of those who were to get the message (from 1). */
export const REPRO_SENDER = { user: 'person', address: 'person@example.com', password: 'replay' } as const;
export function reproRecipient(nth: number): string {
  return `recipient-${nth}@example.com`;
}

/** Recipients with a mailbox of their own; the server gives out the mail for any more without one. */
const MOST_MAILBOXES = 20;
const SEED = 329067;

/**
 * A server that does to this message what its journal says was done: each request that went wrong goes wrong again, by its
 * number among those of its kind; where the message never got further, the last one always does.
 */
export function reproScenario(steps: readonly Step[], id: string): ReproScenario {
  const spooled = steps.find((step) => step.kind === 'spooled');
  const people = [...(spooled?.recipients ?? []), ...(spooled?.hidden ?? [])].slice(0, MOST_MAILBOXES);
  const mailbox = (user: string, address: string) => ({
    user,
    displayName: user,
    address,
    password: REPRO_SENDER.password,
  });
  return {
    name: `repro-${id.slice(0, 16)}`,
    title: 'What happened to one message',
    description: `Made from the journal of a message that Retinue was asked to send (${spooled?.bytes ?? 0} bytes).`,
    seed: SEED,
    mailboxes: [
      mailbox(REPRO_SENDER.user, REPRO_SENDER.address),
      ...people.map((_, nth) => mailbox(`recipient-${nth + 1}`, reproRecipient(nth + 1))),
    ],
    rules: [...unnamedOf(steps), ...rulesOf(steps)],
  };
}

/** The folders that the mailbox does not name, as far as that decided anything. */
function unnamedOf(steps: readonly Step[]): readonly object[] {
  const isDraftless = steps.some(
    (step) => step.kind === 'decided' && step.decision === 'by-put' && step.status === undefined,
  );
  const isUnfiled = steps.some((step) => step.kind === 'filed' && step.by === 'nobody');
  const missing = [...(isDraftless ? ['drafts'] : []), ...(isUnfiled ? ['sentitems'] : [])];
  return missing.length === 0 ? [] : [unnamedFolders(REPRO_SENDER.user, missing)];
}

interface Gone {
  readonly asked: StepOf<'asked'>;
  readonly answered: StepOf<'answered'> | null;
  /** What looking found out about it later. */
  readonly conclusion: StepOf<'looked'>['conclusion'] | null;
}

function rulesOf(steps: readonly Step[]): readonly object[] {
  const seen = new Map<string, number>();
  const gone = requestsOf(steps);
  const last = gone.at(-1);
  return gone.flatMap((each) => {
    const { method } = each.asked;
    // What another server said, this one cannot say.
    if (method === 'SMTP') return [];
    const place = { method, ...whereOf(each.asked.purpose) };
    const key = JSON.stringify(place);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const fault = faultOf(each);
    if (!fault) return [];
    const isForGood = each === last && each.conclusion !== 'submitted';
    const where = isForGood ? { ...place, after: nth - 1 } : { ...place, nth };
    return [
      {
        id: `answer-${each.asked.request}`,
        title: `As on ${new Date(each.asked.at).toISOString()}`,
        where,
        ...fault,
      },
    ];
  });
}

/** Rules count by these; two kinds of requests with one method are told apart by the folder. */
function whereOf(purpose: Purpose): object {
  switch (purpose) {
    case 'submit':
      return { destination: 'submission' };
    case 'file':
      return { folder: 'sentitems' };
    case 'draft':
    case 'upload':
    case 'hide':
    case 'check':
    case 'tidy':
      return { folder: 'drafts' };
    default:
      return purpose satisfies never;
  }
}

function requestsOf(steps: readonly Step[]): readonly Gone[] {
  const found: Gone[] = [];
  for (const step of steps) {
    const before = found.at(-1);
    if (step.kind === 'asked') found.push({ asked: step, answered: null, conclusion: null });
    else if (step.kind === 'answered' && before?.asked.request === step.request)
      found.splice(-1, 1, { ...before, answered: step });
    else if (step.kind === 'looked' && before?.conclusion === null && step.conclusion !== 'open')
      found.splice(-1, 1, { ...before, conclusion: step.conclusion });
  }
  return found;
}

/** The fault of the mock that looks like this from outside; null where nothing went wrong. */
function faultOf({ answered, conclusion }: Gone): { readonly step: string; readonly what: object } | null {
  if (answered?.verdict === 'done') return null;
  const done = conclusion === 'submitted';
  const status = answered?.status ?? null;
  if (status !== null)
    return { step: done ? 'after-commit-before-reply' : 'after-headers', what: { kind: 'status', status } };
  if (done) return { step: 'after-commit-before-reply', what: { kind: 'drop-reply' } };
  return { step: 'before-read', what: { kind: answered?.failure?.kind === 'timeout' ? 'stall' : 'reset' } };
}
