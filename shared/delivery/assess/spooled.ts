import type { Failure } from '../../errors.ts';
import type { Evidence, WaitingItem } from '../evidence.ts';
import type { Finding, Fix, Mechanism } from '../findings.ts';
import { type History, historyOf } from '../history.ts';
import { findingId } from './finding-id.ts';
import { JUDGEMENTS } from './journal-actions.ts';
import { mechanismOf, type Message } from './journal-mechanism.ts';
import { messageOf } from './journal-message.ts';
import { overLimit, placeOf } from './waiting-items.ts';
import { counted, momentInWords, sizeInWords } from './words.ts';

/** One cause of a whole account: its messages share the finding. */
const SHARED = ['quota-full', 'auth-lost', 'worker-recycle', 'one-account-down'];

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

function findingOf(message: Message, evidence: Evidence): Finding | null {
  const { history, state } = message;
  const { spooled, bounce } = history;
  const isTooLarge = bounce !== null && isOver(spooled.bytes, evidence);
  const mechanism = isTooLarge ? 'over-send-limit' : mechanismOf(message, evidence.now);
  if (mechanism === null) return null;
  const { messageId, subject, bytes } = spooled;
  const [item] = evidence.items.filter((each) => each.messageId === messageId);
  const waitsByItself = ['waiting', 'unknown', 'filing'].includes(state.kind) && !message.abandoned;
  return {
    id: findingId(mechanism, SHARED.includes(mechanism) ? 'account' : messageId),
    mechanism,
    severity: waitsByItself ? 'notice' : 'trouble',
    blame: JUDGEMENTS[mechanism].blame,
    item: { href: item?.href ?? null, subject, messageId, size: bytes },
    since: history.doubt?.since ?? message.failingSince ?? spooled.at,
    evidence: factsOf(message, item, evidence),
    actions: actionsOf(mechanism, history),
  };
}

/** What may have been sent is never sent again: it is looked for. */
function actionsOf(mechanism: Mechanism, { doubt }: History): readonly Fix[] {
  const { actions } = JUDGEMENTS[mechanism];
  if (!doubt) return actions;
  return [...new Set<Fix>(['verify-now', ...actions.filter((each) => each !== 'send-again')])];
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
  if (message.abandoned)
    facts.push(`No program has been at work on it since ${momentInWords(message.lastAt)}.`);
  if (bounce) facts.push(`It came back: ${bounce.sentence}`);
  const { sendBytes } = evidence.limits;
  if (sendBytes !== null && isOver(spooled.bytes, evidence)) facts.push(overLimit(spooled.bytes, sendBytes));
  if (item) facts.push(placeOf(item));
  if (message.touched)
    facts.push('Another program changed its draft on the server after Retinue put it there.');
  return facts;
}

function doubtFacts({ doubt, open }: History): readonly string[] {
  if (!doubt) return [];
  if (open?.purpose === 'submit')
    return [`Its submission left at ${momentInWords(doubt.since)}, and no answer to it is noted yet.`];
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
