import type { Failure } from '../../errors.ts';
import type { Evidence, WaitingItem } from '../evidence.ts';
import type { Finding } from '../findings.ts';
import { type History, historyOf } from '../history.ts';
import { stateOf } from '../state-of.ts';
import type { Step, StepOf } from '../steps.ts';
import { findingId } from './finding-id.ts';
import { JUDGEMENTS } from './journal-actions.ts';
import { mechanismOf, type Message } from './journal-mechanism.ts';
import { overLimit, placeOf } from './waiting-items.ts';
import { counted, momentInWords, sizeInWords } from './words.ts';

const MINUTE_MS = 60_000;
/** One cause of a whole account: its messages share the finding. */
const SHARED = ['quota-full', 'auth-lost', 'worker-recycle'];

/** The findings of the journals of a spool, and the Message-IDs of those that are not over: what the server has of them is theirs. */
export function assessSpool(evidence: Evidence): {
  readonly findings: readonly Finding[];
  readonly claimed: ReadonlySet<string>;
} {
  const histories = evidence.journals.flatMap((steps) => {
    const history = historyOf(steps);
    return history ? [{ steps, history }] : [];
  });
  const messages = histories.map(({ steps, history }) => messageOf(steps, history, histories, evidence));
  const isOver = ({ state }: Message) => state.kind === 'done' || state.kind === 'taken-back';
  return {
    findings: messages.flatMap((message) => findingOf(message, evidence) ?? []),
    claimed: new Set(
      messages.filter((each) => !isOver(each)).map(({ history }) => history.spooled.messageId),
    ),
  };
}

interface Journal {
  readonly steps: readonly Step[];
  readonly history: History;
}

function messageOf(
  steps: readonly Step[],
  history: History,
  all: readonly Journal[],
  evidence: Evidence,
): Message {
  const failures = failuresOf(steps);
  const failingSince = failures[0]?.at ?? null;
  const lastAt = steps.at(-1)?.at ?? history.spooled.at;
  // What went out before it failed first, or after it was given up, says nothing of it.
  const isMeanwhile = (at: number) =>
    failingSince !== null && at > failingSince && at <= (history.waits?.until ?? lastAt);
  const state = stateOf(history, evidence.now);
  return {
    history,
    state,
    failures: failures.flatMap(({ failure }) => failure ?? []),
    failingSince,
    lastAt,
    overtaken: all.some((other) => other.history !== history && isMeanwhile(other.history.submittedAt ?? 0)),
    alone: evidence.elsewhere.some(isMeanwhile),
    recycling: history.doubt !== null && isBusyAfter(history.doubt.since, all, evidence),
    touched: isTouched(steps, history, state, evidence),
  };
}

function failuresOf(steps: readonly Step[]): readonly StepOf<'answered'>[] {
  return steps.flatMap((step) => (step.kind === 'answered' && step.failure ? [step] : []));
}

/** A worker that ended is back within minutes, and answers 503 until then. */
const RECYCLE_MS = 10 * MINUTE_MS;

function isBusyAfter(since: number, all: readonly Journal[], { requests }: Evidence): boolean {
  const busy = [...requests, ...all.flatMap(({ steps }) => failuresOf(steps))];
  return busy.some(({ status, at }) => status === 503 && at >= since && at - since < RECYCLE_MS);
}

/**
 * S9. The draft of a message that waits was changed later than any request of ours could have: somebody opened it. Only
 * spans of one clock are compared, the server's with the server's.
 */
function isTouched(
  steps: readonly Step[],
  history: History,
  state: Message['state'],
  { items }: Evidence,
): boolean {
  if (history.draft !== 'whole' || history.doubt || history.submittedAt !== null) return false;
  if (state.kind === 'taken-back') return false;
  const requests = steps.filter((step) => step.kind === 'asked' || step.kind === 'answered');
  const [first, last] = [requests[0], requests.at(-1)];
  if (first?.kind !== 'asked' || !last) return false;
  const name = nameOf(first.path);
  const mostMs = last.at - first.at + MINUTE_MS;
  return items.some(
    ({ href, created, modified }) =>
      nameOf(href) === name && created !== null && modified !== null && modified - created > mostMs,
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

function findingOf(message: Message, evidence: Evidence): Finding | null {
  const { history, state } = message;
  const { spooled, bounce } = history;
  const isTooLarge = bounce !== null && isOver(spooled.bytes, evidence);
  const mechanism = isTooLarge ? 'over-send-limit' : mechanismOf(message, evidence.now);
  if (mechanism === null) return null;
  const { messageId, subject, bytes } = spooled;
  const [item] = evidence.items.filter((each) => each.messageId === messageId);
  const waitsByItself = state.kind === 'waiting' || state.kind === 'unknown' || state.kind === 'filing';
  return {
    id: findingId(mechanism, SHARED.includes(mechanism) ? 'account' : messageId),
    mechanism,
    severity: waitsByItself ? 'notice' : 'trouble',
    blame: JUDGEMENTS[mechanism].blame,
    item: { href: item?.href ?? null, subject, messageId, size: bytes },
    since: history.doubt?.since ?? message.failingSince ?? spooled.at,
    evidence: factsOf(message, item, evidence),
    actions: JUDGEMENTS[mechanism].actions,
  };
}

/** Each fact that was used, in the order in which things happened. */
function factsOf(message: Message, item: WaitingItem | undefined, evidence: Evidence): readonly string[] {
  const { history, failures, overtaken, alone } = message;
  const { spooled, submittedAt, filed, bounce } = history;
  const facts = [
    `Retinue keeps "${spooled.subject}" (${sizeInWords(spooled.bytes)}) since ${momentInWords(spooled.at)}.`,
  ];
  if (failures.length > 0)
    facts.push(`${counted(failures.length, 'request')} for it failed: ${told(failures)}.`);
  if (overtaken) facts.push('Other messages went out meanwhile, so the server works.');
  if (alone) facts.push('Messages of other accounts went out meanwhile, so the network works.');
  if (submittedAt !== null) facts.push(`It was submitted at ${momentInWords(submittedAt)}.`);
  if (submittedAt !== null && filed === null) facts.push('Its copy in Sent Items is missing.');
  facts.push(...doubtFacts(history), ...standing(history));
  if (bounce) facts.push(`It came back: ${bounce.sentence}`);
  const { sendBytes } = evidence.limits;
  if (sendBytes !== null && isOver(spooled.bytes, evidence)) facts.push(overLimit(spooled.bytes, sendBytes));
  if (item) facts.push(placeOf(item));
  if (message.touched)
    facts.push('Another program changed its draft on the server after Retinue put it there.');
  return facts;
}

function doubtFacts({ doubt }: History): readonly string[] {
  if (!doubt) return [];
  const left = `Its submission left at ${momentInWords(doubt.since)}, and nothing has settled what became of it.`;
  const look = doubt.looks.at(-1);
  if (!look) return [left];
  const [sent, outbox] = [look.sent ?? 'unknown', look.outbox ?? 'unknown'];
  return [left, `The last look: draft ${look.draft}, Sent Items ${sent}, Outbox ${outbox} (${look.rule}).`];
}

function standing({ waits, block }: History): readonly string[] {
  if (block) return [`Retinue stopped trying by itself (${block.block}).`];
  if (!waits) return [];
  const tries = waits.tries === 1 ? '1 try' : `${waits.tries} tries`;
  return [`After ${tries} the next one is due at ${momentInWords(waits.until)}.`];
}

/** `500 (2 times), interrupted`. */
function told(failures: readonly Failure[]): string {
  const counts = new Map<string, number>();
  for (const { kind, status } of failures) {
    const name = status === undefined ? kind : String(status);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`)).join(', ');
}

function isOver(bytes: number, { limits: { sendBytes } }: Evidence): boolean {
  return sendBytes !== null && bytes > sendBytes;
}
