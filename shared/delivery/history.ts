import type { Failure } from '../errors.ts';
import { assertNever } from '../errors.ts';
import { isNoMethod } from './no-method.ts';
import type { Command, Decision, Step, StepOf, Way } from './steps.ts';

/** A submission of which nobody knows what became. */
export interface Doubt {
  readonly way: Way;
  /** When the request left. */
  readonly since: number;
  /** An answer was read, though it decides nothing: the server has ended its work on it. */
  readonly answered: boolean;
  readonly looks: readonly StepOf<'looked'>[];
  /** A person wants to know now. */
  readonly hurry: boolean;
}

/** What the journal of a message says, taken together. */
export interface History {
  readonly spooled: StepOf<'spooled'>;
  readonly sendAt: number;
  /**
   * Of our draft on the server: nothing, perhaps nothing, something that may be half, all of it as the server says, and
   * as was seen.
   */
  readonly draft: 'none' | 'tried' | 'made' | 'put' | 'whole';
  /** The hidden recipients stand on the draft. */
  readonly hidden: boolean;
  readonly withoutFrom: boolean;
  /** How it is handed over the next time. */
  readonly way: Way;
  readonly doubt: Doubt | null;
  readonly submittedAt: number | null;
  readonly filed: StepOf<'filed'>['by'] | null;
  /** The copy is filed from here, without waiting for the server's. */
  readonly fileHere: boolean;
  /** It was submitted and its draft is still there. */
  readonly orphan: boolean;
  readonly takenBack: boolean;
  /** Nobody wants it any more: when it is off the server, it goes from here too. */
  readonly discarded: boolean;
  readonly replaced: StepOf<'replaced'> | null;
  readonly waits: StepOf<'waits'> | null;
  /** Automatic ones since a person last had a say. */
  readonly tries: number;
  readonly block: StepOf<'blocked'> | null;
  /** Of the last request, where it ended badly and that was noted. */
  readonly failure: Failure | null;
  readonly bounce: StepOf<'bounced'> | null;
  /** A person wants it tried although its size was refused before. */
  readonly insisted: boolean;
  /** Something left this computer for it. */
  readonly begun: boolean;
  /** The request that is noted as begun and not as ended. */
  readonly open: StepOf<'asked'> | null;
}

export function beginning(spooled: StepOf<'spooled'>): History {
  return {
    spooled,
    sendAt: spooled.sendAt,
    draft: spooled.adopted === undefined ? 'none' : 'whole',
    hidden: spooled.adopted !== undefined,
    withoutFrom: false,
    way: 'move',
    doubt: null,
    submittedAt: null,
    filed: null,
    fileHere: false,
    orphan: false,
    takenBack: false,
    discarded: false,
    replaced: null,
    waits: null,
    tries: 0,
    block: null,
    failure: null,
    bounce: null,
    insisted: false,
    begun: false,
    open: null,
  };
}

/** The whole journal; null where it does not begin as one. */
export function historyOf(steps: readonly Step[]): History | null {
  const [first, ...rest] = steps;
  return first?.kind === 'spooled' ? rest.reduce(after, beginning(first)) : null;
}

/** The history with one step more. */
export function after(before: History, step: Step): History {
  switch (step.kind) {
    case 'spooled':
      return before;
    case 'asked':
      return asked(before, step);
    case 'answered':
      return answered({ ...before, open: null, failure: step.failure }, step, before.open);
    case 'looked':
      return looked(before, step);
    case 'waits':
      return { ...before, waits: step, tries: step.tries };
    case 'blocked':
      return { ...before, block: step, waits: null };
    case 'told':
      return told({ ...before, waits: null, block: null, tries: 0 }, step.command, step.at);
    case 'decided':
      return decided(before, step.decision);
    case 'filed':
      return { ...before, filed: step.by, waits: null };
    case 'bounced':
      return {
        ...before,
        bounce: {
          ...step,
          recipients: [...new Set([...(before.bounce?.recipients ?? []), ...step.recipients])],
        },
      };
    case 'replaced':
      return {
        ...before,
        replaced: step,
        takenBack: true,
        discarded: true,
        block: null,
        waits: null,
        tries: 0,
      };
    default:
      return assertNever(step);
  }
}

function asked(before: History, step: StepOf<'asked'>): History {
  const begun = { ...before, begun: true, open: step, waits: null, failure: null };
  switch (step.purpose) {
    case 'submit':
      return {
        ...begun,
        doubt: { way: before.way, since: step.at, answered: false, looks: [], hurry: false },
      };
    case 'draft':
      return { ...begun, draft: 'tried' };
    case 'upload':
      return { ...begun, draft: 'made' };
    case 'hide':
    case 'check':
    case 'file':
    case 'tidy':
      return begun;
    default:
      return assertNever(step.purpose);
  }
}

function answered(before: History, step: StepOf<'answered'>, asked: History['open']): History {
  if (asked?.request !== step.request) return before;
  const done = step.verdict === 'done';
  switch (asked.purpose) {
    case 'draft':
      // Until then it is asked for again: what is put where no draft was made is received mail (reference 3.3).
      if (done) return { ...before, draft: 'made' };
      return isNoMethod(step.status) ? { ...before, draft: 'none' } : before;
    case 'upload':
      return done ? { ...before, draft: 'put', hidden: false } : before;
    case 'hide':
      return { ...before, hidden: done };
    case 'check':
      return checked(before, step);
    case 'submit':
      return submitted(before, step);
    case 'file':
      return before;
    case 'tidy':
      return done ? { ...before, draft: 'none', orphan: false } : before;
    default:
      return assertNever(asked.purpose);
  }
}

function submitted(before: History, { at, verdict, status }: StepOf<'answered'>): History {
  const { doubt } = before;
  if (verdict === 'done') return { ...before, doubt: null, submittedAt: at, orphan: leavesDraft(before) };
  if (verdict === 'unknown')
    return doubt ? { ...before, doubt: { ...doubt, answered: status !== null } } : before;
  // What COPY did not find may be the draft: it is looked at before it is copied again.
  const isLost = status === 404 && before.way === 'copy' && before.spooled.adopted === undefined;
  return { ...before, doubt: null, draft: isLost ? 'put' : before.draft };
}

/** Only MOVE takes the draft away. */
function leavesDraft({ way, draft }: History): boolean {
  return way !== 'move' && draft !== 'none';
}

/** What could not be asked is asked again; what is not the message is put there again. */
function checked(before: History, { verdict, status }: StepOf<'answered'>): History {
  if (verdict === 'done') return { ...before, draft: 'whole' };
  if (verdict !== 'refused') return before;
  return { ...before, draft: status === 207 ? 'made' : 'none', hidden: false };
}

function looked(before: History, step: StepOf<'looked'>): History {
  switch (step.conclusion) {
    case 'submitted':
      return {
        ...before,
        doubt: null,
        submittedAt: step.at,
        orphan: step.draft === 'there' || (step.draft === 'unknown' && leavesDraft(before)),
      };
    case 'not-submitted':
      // Also where the server had said yes: its draft says no.
      return { ...before, doubt: null, submittedAt: null };
    case 'open':
      return before.doubt
        ? { ...before, doubt: { ...before.doubt, looks: [...before.doubt.looks, step], hurry: false } }
        : before;
    default:
      return assertNever(step.conclusion);
  }
}

function told(before: History, command: Command, at: number): History {
  switch (command) {
    case 'send-now':
      return { ...before, sendAt: at };
    case 'try-now':
      return { ...before, insisted: true };
    case 'verify-now':
      return before.doubt ? { ...before, doubt: { ...before.doubt, hurry: true } } : before;
    case 'send-again':
      return { ...before, doubt: null, draft: lessThanWhole(before) };
    case 'without-from':
      return { ...before, withoutFrom: true, draft: lessThanWhole(before) };
    case 'mark-as-sent':
      return { ...before, doubt: null, submittedAt: at, filed: 'nobody', orphan: leavesDraft(before) };
    case 'take-back':
      return { ...before, doubt: null, takenBack: true, draft: leftDraft(before) };
    case 'file-here':
      return { ...before, fileHere: true };
    case 'discard':
      return {
        ...before,
        takenBack: before.submittedAt === null,
        discarded: true,
        replaced: null,
        draft: leftDraft(before),
      };
    default:
      return assertNever(command);
  }
}

function decided(before: History, decision: Decision): History {
  switch (decision) {
    case 'without-from':
      return { ...before, withoutFrom: true, draft: lessThanWhole(before) };
    case 'by-copy':
      return { ...before, way: 'copy' };
    case 'by-put':
      return { ...before, way: 'put' };
    case 'by-smtp':
      return { ...before, way: 'smtp' };
    default:
      return assertNever(decision);
  }
}

/** A draft that another program left stays where it is when it is not sent after all. */
function leftDraft({ spooled, draft }: History): History['draft'] {
  return spooled.adopted === undefined ? draft : 'none';
}

/** What is on the server is not, or may not be, what is to be sent: it is put there again, in the same place. */
function lessThanWhole({ draft }: History): History['draft'] {
  return draft === 'none' || draft === 'tried' ? draft : 'made';
}
