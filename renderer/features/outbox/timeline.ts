import type { OutgoingState } from '../../../shared/delivery/outgoing.ts';
import type { Step, StepOf } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';
import { formatDuration, formatSeconds } from '../../components/format/dates.ts';
import { plural } from '../../components/format/numbers.ts';
import { commandLabel } from './command-words.ts';
import { decidedWords } from './decided-words.ts';
import { reasonOf } from './reasons.ts';
import { requestWords } from './request-words.ts';
import type { Mark, Tone } from './row-words.ts';
import { looksOf, requestsOf, spooledOf } from './story.ts';
import { whenOf } from './times.ts';

/** One line of "What happened". */
export interface Entry {
  readonly key: string;
  readonly at: number;
  readonly mark: Mark;
  readonly tone: Tone;
  readonly sentence: string;
  /** Method and path; null where nothing was asked. */
  readonly protocol: string | null;
  /** Status code or "no reply", or what stands for it: "local", "rule: reply-lost". */
  readonly status: string | null;
  readonly ms: number | null;
}

/** The journal as a list of plain sentences, oldest first, with what comes next at its end. */
export function timelineOf(steps: readonly Step[], state: OutgoingState, now: number): readonly Entry[] {
  const requests = requestsOf(steps);
  const bytes = spooledOf(steps)?.bytes ?? null;
  const entries = steps.flatMap((step, index): readonly Entry[] => {
    const place = { key: String(index), at: step.at };
    if (step.kind === 'answered') return []; // told with its question
    if (step.kind === 'decided') return [{ ...place, ...decidedLine(step, steps.slice(0, index)) }];
    if (step.kind !== 'asked') return [{ ...place, ...stepWords(step, state) }];
    const request = requests.get(step.request);
    if (!request) return [];
    const isLast = index === steps.length - 1;
    return [{ ...place, ...requestWords(request, bytes, isLast && isMoving(state)) }];
  });
  const isDraftless = looksOf(steps).at(-1)?.draft === 'none';
  const next = nextOf(state, isDraftless, now);
  return next ? [...entries, next] : entries;
}

/** A request without an answer is under way only while the message is; otherwise the answer was lost. */
function isMoving({ kind }: OutgoingState): boolean {
  return (
    kind === 'checking' ||
    kind === 'uploading' ||
    kind === 'on-server' ||
    kind === 'submitting' ||
    kind === 'filing'
  );
}

type Words = Omit<Entry, 'key' | 'at'>;

function line(mark: Mark, tone: Tone, sentence: string, status: string | null = null): Words {
  return { mark, tone, sentence, protocol: null, status, ms: null };
}

function decidedLine(step: StepOf<'decided'>, before: readonly Step[]): Words {
  const last = before.findLast((each) => each.kind === 'asked');
  const { sentence, rule } = decidedWords(step, last?.kind === 'asked' ? last.purpose : null);
  return line('dot', 'plain', sentence, rule);
}

type Plain = Exclude<Step, { kind: 'asked' | 'answered' | 'decided' }>;

function stepWords(step: Plain, state: OutgoingState): Words {
  switch (step.kind) {
    case 'spooled':
      return line('dot', 'plain', 'Saved on this computer, before anything was sent', 'local');
    case 'looked':
      return lookedWords(step);
    case 'waits':
      return line(
        'clock',
        'plain',
        `Decided to wait until ${formatSeconds(step.until)}${whyOf(step)}`,
        plural(step.tries, 'try', 'tries'),
      );
    case 'blocked':
      return line('cross', 'danger', `Stopped; it needs you${whyOf(step)}`, `rule: ${step.block}`);
    case 'told':
      return line(
        'dot',
        'plain',
        `You chose “${commandLabel(step.command, { state }).replace('…', '')}”`,
        'you',
      );
    case 'filed':
      return line(
        step.by === 'nobody' ? 'dot' : 'check',
        step.by === 'nobody' ? 'plain' : 'ok',
        FILED[step.by],
      );
    case 'bounced':
      return line(
        'cross',
        'danger',
        `Came back for ${plural(step.recipients.length, 'recipient', 'recipients')}. ${step.sentence}`,
      );
    case 'replaced':
      return line('dot', 'plain', replacedWords(step), 'you');
    default:
      return assertNever(step);
  }
}

function replacedWords({ pieces, made }: StepOf<'replaced'>): string {
  if (made) return 'Saved what goes in its place';
  return pieces.length > 1
    ? `You chose to send it as ${pieces.length} messages`
    : 'You chose to send it with fewer attachments';
}

/** ": server busy (503)", or nothing. */
function whyOf({ failure }: StepOf<'waits'> | StepOf<'blocked'>): string {
  return failure ? `: ${lower(reasonOf(failure).slice(0, -1))}` : '';
}

const FILED = {
  server: 'The server filed a copy in Sent Items',
  retinue: 'Retinue filed a copy in Sent Items',
  nobody: 'The mailbox names no Sent Items, so no copy is filed',
} as const;

const DRAFT = {
  there: 'draft still there',
  gone: 'draft is gone',
  unknown: 'Drafts could not be asked',
  none: '',
} as const;

/** "Checked: draft still there, nothing in Sent Items. Safe to try again". */
function lookedWords(step: StepOf<'looked'>): Words {
  const places = [
    DRAFT[step.draft],
    step.sent === null
      ? 'Sent Items could not be asked'
      : step.sent > 0
        ? 'found in Sent Items'
        : 'nothing in Sent Items',
    step.outbox === null ? '' : step.outbox > 0 ? "found in the server's Outbox" : '',
  ]
    .filter(Boolean)
    .join(', ');
  const rule = `rule: ${step.rule}`;
  switch (step.conclusion) {
    case 'submitted':
      return line('check', 'ok', `Checked: ${places}. It was sent`, rule);
    case 'not-submitted':
      return line('check', 'ok', `Checked: ${places}. Safe to try again`, rule);
    case 'open':
      return line('question', 'unknown', `Looked: ${places}. Not settled yet`, rule);
    default:
      return assertNever(step.conclusion);
  }
}

/** What happens next by itself, at its time. */
function nextOf(state: OutgoingState, isDraftless: boolean, now: number): Entry | null {
  const next = (at: number, mark: Mark, sentence: string): Entry => ({
    key: 'next',
    at,
    ...line(mark, mark === 'sync' ? 'unknown' : 'plain', sentence),
  });
  switch (state.kind) {
    case 'queued':
      return state.sendAt > now ? next(state.sendAt, 'clock', `Sends ${whenOf(state.sendAt, now)}`) : null;
    case 'unknown':
      return next(
        state.nextLook,
        'sync',
        `${nextWords('look', state.nextLook, now)}: Sent Items, ${isDraftless ? '' : 'Drafts, '}Outbox, bounces`,
      );
    case 'waiting':
      return next(state.until, 'clock', nextWords('try', state.until, now));
    case 'filing':
      return state.nextTry === null
        ? null
        : next(state.nextTry, 'clock', nextWords('try to file a copy', state.nextTry, now));
    default:
      return null;
  }
}

function nextWords(what: string, at: number, now: number): string {
  return at > now ? `Next ${what} ${whenOf(at, now)}` : `Next ${what} is due`;
}

const SPOKEN: Readonly<Partial<Record<Mark, string>>> = {
  check: 'done',
  cross: 'failed',
  question: 'unknown',
  clock: 'not yet',
  sync: 'going on',
};

/** A line as it is read aloud: "14:24:10, failed: server failed while taking it over, 500, 2.1 seconds". */
export function spokenEntry({ at, mark, sentence, status, ms }: Entry): string {
  const word = SPOKEN[mark];
  const text = word ? `${word}: ${lower(sentence)}` : sentence;
  return [formatSeconds(at), text, status, ms === null ? null : spokenDuration(ms)]
    .filter(Boolean)
    .join(', ');
}

function spokenDuration(ms: number): string {
  return formatDuration(ms)
    .replace(/ ms$/, ' milliseconds')
    .replace(/ s$/, ' seconds')
    .replace(/ min$/, ' minutes');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
