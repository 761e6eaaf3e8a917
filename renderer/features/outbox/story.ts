import type { Purpose, Step, StepOf } from '../../../shared/delivery/steps.ts';

/** What is read out of a journal by more than one part of the view. */
export interface Request {
  readonly asked: StepOf<'asked'>;
  /** null: no answer is noted. */
  readonly answered: StepOf<'answered'> | null;
  /** Which try for this purpose it was, from 1. */
  readonly nth: number;
}

/** How it is known that a message was sent. */
export interface Proof {
  readonly how: 'server' | 'sent-copy' | 'server-outbox' | 'gone' | 'person';
  readonly at: number;
}

/** Each request with its answer, by the number of its step 'asked'. */
export function requestsOf(steps: readonly Step[]): ReadonlyMap<number, Request> {
  const requests = new Map<number, Request>();
  const tries = new Map<Purpose, number>();
  for (const step of steps) {
    if (step.kind === 'asked') {
      const nth = (tries.get(step.purpose) ?? 0) + 1;
      tries.set(step.purpose, nth);
      requests.set(step.request, { asked: step, answered: null, nth });
    } else if (step.kind === 'answered') {
      const request = requests.get(step.request);
      if (request) requests.set(step.request, { ...request, answered: step });
    }
  }
  return requests;
}

/** The first proof that the message was sent, or null. */
export function proofOf(steps: readonly Step[]): Proof | null {
  const requests = requestsOf(steps);
  for (const step of steps) {
    if (step.kind === 'answered' && step.verdict === 'done') {
      if (requests.get(step.request)?.asked.purpose === 'submit') return { how: 'server', at: step.at };
    } else if (step.kind === 'looked' && step.conclusion === 'submitted') {
      return { how: whereFound(step), at: step.at };
    } else if (step.kind === 'told' && step.command === 'mark-as-sent') {
      return { how: 'person', at: step.at };
    }
  }
  return null;
}

function whereFound({ sent, outbox }: StepOf<'looked'>): Proof['how'] {
  if ((sent ?? 0) > 0) return 'sent-copy';
  return (outbox ?? 0) > 0 ? 'server-outbox' : 'gone';
}

/** Every look, oldest first. */
export function looksOf(steps: readonly Step[]): readonly StepOf<'looked'>[] {
  return steps.filter((step) => step.kind === 'looked');
}

/** The first line of the journal. */
export function spooledOf(steps: readonly Step[]): StepOf<'spooled'> | null {
  return steps.find((step) => step.kind === 'spooled') ?? null;
}
