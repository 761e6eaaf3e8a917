import { ruleOf } from '../../../shared/delivery/looking.ts';
import type { OutgoingState } from '../../../shared/delivery/outgoing.ts';
import type { Step, StepOf } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { formatSeconds, spokenDuration } from '../../components/format/dates.ts';
import { continued, listOf } from '../../components/format/text.ts';
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
export function timelineOf(
  steps: readonly Step[],
  state: OutgoingState,
  now: number,
  say: Say,
): readonly Entry[] {
  const requests = requestsOf(steps);
  const bytes = spooledOf(steps)?.bytes ?? null;
  const entries = steps.flatMap((step, index): readonly Entry[] => {
    const place = { key: String(index), at: step.at };
    if (step.kind === 'answered') return []; // told with its question
    if (step.kind === 'decided') return [{ ...place, ...decidedLine(step, steps.slice(0, index), say) }];
    if (step.kind !== 'asked') return [{ ...place, ...stepWords(step, state, say) }];
    const request = requests.get(step.request);
    if (!request) return [];
    const isLast = index === steps.length - 1;
    return [{ ...place, ...requestWords(request, bytes, isLast && isMoving(state), say) }];
  });
  const isDraftless = looksOf(steps).at(-1)?.draft === 'none';
  const next = nextOf(state, isDraftless, now, say);
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

function decidedLine(step: StepOf<'decided'>, before: readonly Step[], say: Say): Words {
  const last = before.findLast((each) => each.kind === 'asked');
  const { sentence, rule } = decidedWords(step, last?.kind === 'asked' ? last.purpose : null, say);
  return line('dot', 'plain', sentence, rule);
}

type Plain = Exclude<Step, { kind: 'asked' | 'answered' | 'decided' }>;

function stepWords(step: Plain, state: OutgoingState, say: Say): Words {
  switch (step.kind) {
    case 'spooled':
      return line('dot', 'plain', say('Saved on this computer, before anything was sent'), say('local'));
    case 'looked':
      return lookedWords(step, say);
    case 'waits':
      return line(
        'clock',
        'plain',
        `${say('Decided to wait until {time}', { time: formatSeconds(step.until) })}${whyOf(step, say)}`,
        say('{count, plural, one {# try} other {# tries}}', { count: step.tries }),
      );
    case 'blocked':
      return line(
        'cross',
        'danger',
        `${say('Stopped; it needs you')}${whyOf(step, say)}`,
        say('rule: {rule}', { rule: step.block }),
      );
    case 'told':
      return line(
        'dot',
        'plain',
        say('You chose “{command}”', {
          command: commandLabel(step.command, { state }, say).replace('…', ''),
        }),
        say('you'),
      );
    case 'filed':
      return line(
        step.by === 'nobody' ? 'dot' : 'check',
        step.by === 'nobody' ? 'plain' : 'ok',
        filedWords(step.by, say),
      );
    case 'bounced':
      return line(
        'cross',
        'danger',
        `${say('Came back for {count, plural, one {# recipient} other {# recipients}}.', { count: step.recipients.length })} ${sayTold(step, say)}`,
      );
    case 'replaced':
      return line('dot', 'plain', replacedWords(step, say), say('you'));
    default:
      return assertNever(step);
  }
}

function replacedWords({ pieces, made }: StepOf<'replaced'>, say: Say): string {
  if (made) return say('Saved what goes in its place');
  return pieces.length > 1
    ? say('You chose to send it as {count, plural, one {# message} other {# messages}}', {
        count: pieces.length,
      })
    : say('You chose to send it with fewer attachments');
}

/** ": server busy (503)", or nothing. */
function whyOf({ failure }: StepOf<'waits'> | StepOf<'blocked'>, say: Say): string {
  return failure ? `: ${continued(reasonOf(failure, say).slice(0, -1), say)}` : '';
}

function filedWords(by: StepOf<'filed'>['by'], say: Say): string {
  switch (by) {
    case 'server':
      return say('The server filed a copy in Sent Items');
    case 'retinue':
      return say('Retinue filed a copy in Sent Items');
    case 'nobody':
      return say('The mailbox names no Sent Items, so no copy is filed');
    default:
      return assertNever(by);
  }
}

function draftWords(draft: StepOf<'looked'>['draft'], say: Say): string {
  switch (draft) {
    case 'there':
      return say('draft still there');
    case 'gone':
      return say('draft is gone');
    case 'unknown':
      return say('Drafts could not be asked');
    case 'none':
      return '';
    default:
      return assertNever(draft);
  }
}

function sentWords(sent: StepOf<'looked'>['sent'], say: Say): string {
  if (sent === null) return say('Sent Items could not be asked');
  return sent > 0 ? say('found in Sent Items') : say('nothing in Sent Items');
}

/** "Checked: draft still there, nothing in Sent Items. Safe to try again". */
function lookedWords(step: StepOf<'looked'>, say: Say): Words {
  const found = [
    draftWords(step.draft, say),
    sentWords(step.sent, say),
    (step.outbox ?? 0) > 0 ? say("found in the server's Outbox") : '',
  ];
  const places = listOf(found.filter(Boolean), say);
  const rule = say('rule: {rule}', { rule: sayTold(ruleOf(step), say) });
  switch (step.conclusion) {
    case 'submitted':
      return line('check', 'ok', say('Checked: {places}. It was sent', { places }), rule);
    case 'not-submitted':
      return line('check', 'ok', say('Checked: {places}. Safe to try again', { places }), rule);
    case 'open':
      return line('question', 'unknown', say('Looked: {places}. Not settled yet', { places }), rule);
    default:
      return assertNever(step.conclusion);
  }
}

/** What happens next by itself, at its time. */
function nextOf(state: OutgoingState, isDraftless: boolean, now: number, say: Say): Entry | null {
  const next = (at: number, mark: Mark, sentence: string): Entry => ({
    key: 'next',
    at,
    ...line(mark, mark === 'sync' ? 'unknown' : 'plain', sentence),
  });
  switch (state.kind) {
    case 'queued':
      return state.sendAt > now
        ? next(state.sendAt, 'clock', say('Sends {when}', { when: whenOf(state.sendAt, now, say) }))
        : null;
    case 'unknown':
      return next(state.nextLook, 'sync', nextLook(state.nextLook, isDraftless, now, say));
    case 'waiting':
      return next(state.until, 'clock', nextTry(state.until, now, say));
    case 'filing':
      return state.nextTry === null ? null : next(state.nextTry, 'clock', nextCopy(state.nextTry, now, say));
    default:
      return null;
  }
}

function nextLook(at: number, isDraftless: boolean, now: number, say: Say): string {
  const next = at > now ? say('Next look {when}', { when: whenOf(at, now, say) }) : say('Next look is due');
  return isDraftless
    ? say('{next}: Sent Items, Outbox, bounces', { next })
    : say('{next}: Sent Items, Drafts, Outbox, bounces', { next });
}

function nextTry(at: number, now: number, say: Say): string {
  return at > now ? say('Next try {when}', { when: whenOf(at, now, say) }) : say('Next try is due');
}

function nextCopy(at: number, now: number, say: Say): string {
  return at > now
    ? say('Next try to file a copy {when}', { when: whenOf(at, now, say) })
    : say('Next try to file a copy is due');
}

function spokenMark(mark: Mark, say: Say): string | null {
  switch (mark) {
    case 'check':
      return say('done');
    case 'cross':
      return say('failed');
    case 'question':
      return say('unknown');
    case 'clock':
      return say('not yet');
    case 'sync':
      return say('going on');
    default:
      return null;
  }
}

/** A line as it is read aloud: "14:24:10, failed: server failed while taking it over, 500, 2.1 seconds". */
export function spokenEntry({ at, mark, sentence, status, ms }: Entry, say: Say): string {
  const word = spokenMark(mark, say);
  const text = word === null ? sentence : `${word}: ${continued(sentence, say)}`;
  const parts = [formatSeconds(at), text, status ?? '', ms === null ? '' : spokenDuration(ms)];
  return listOf(parts.filter(Boolean), say);
}
