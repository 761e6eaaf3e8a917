import type { Failure } from '../../errors.ts';
import { saidOf, type SaidValue, type Told, told } from '../../language/told.ts';
import type { Evidence, WaitingItem } from '../evidence.ts';
import type { Finding, Fix, Mechanism } from '../findings.ts';
import { type History, historyOf } from '../history.ts';
import { findingId } from './finding-id.ts';
import { ruleOf } from '../looking.ts';
import { JUDGEMENTS } from './journal-actions.ts';
import { mechanismOf, type Message } from './journal-mechanism.ts';
import { messageOf } from './journal-message.ts';
import { overLimit, placeOf } from './waiting-items.ts';
import { momentInWords, sizeInWords } from './words.ts';

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
function factsOf(message: Message, item: WaitingItem | undefined, evidence: Evidence): readonly Told[] {
  const { history, failures, overtaken, alone } = message;
  const { spooled, submittedAt, filed, bounce } = history;
  const facts: Told[] = [
    told('Retinue keeps "{subject}" ({size}) since {since}.', {
      subject: spooled.subject,
      size: saidOf(sizeInWords(spooled.bytes)),
      since: momentInWords(spooled.at),
    }),
  ];
  if (failures.length > 0)
    facts.push(
      told('{count, plural, one {# request} other {# requests}} for it failed: {reasons}.', {
        count: failures.length,
        reasons: reasonsOf(failures),
      }),
    );
  if (overtaken) facts.push(told('Other messages went out meanwhile, so the server works.'));
  if (alone) facts.push(told('Messages of other accounts went out meanwhile, so the network works.'));
  if (submittedAt !== null) facts.push(told('It was submitted at {at}.', { at: momentInWords(submittedAt) }));
  if (submittedAt !== null && filed === null) facts.push(told('Its copy in Sent Items is missing.'));
  facts.push(...doubtFacts(history), ...standing(history));
  if (message.abandoned)
    facts.push(
      told('No program has been at work on it since {since}.', { since: momentInWords(message.lastAt) }),
    );
  if (bounce) facts.push(told('It came back: {why}', { why: saidOf(bounce) }));
  const { sendBytes } = evidence.limits;
  if (sendBytes !== null && isOver(spooled.bytes, evidence)) facts.push(overLimit(spooled.bytes, sendBytes));
  if (item) facts.push(placeOf(item));
  if (message.touched)
    facts.push(told('Another program changed its draft on the server after Retinue put it there.'));
  return facts;
}

function doubtFacts({ doubt, open }: History): readonly Told[] {
  if (!doubt) return [];
  const at = momentInWords(doubt.since);
  if (open?.purpose === 'submit')
    return [told('Its submission left at {at}, and no answer to it is noted yet.', { at })];
  const left = told('Its submission left at {at}, and nothing has settled what became of it.', { at });
  const look = doubt.looks.at(-1);
  if (!look) return [left];
  return [
    left,
    told(
      'The last look: draft {draft, select, there {there} gone {gone} none {none} other {unknown}}, Sent Items {sent, select, unknown {unknown} other {{sent}}}, Outbox {outbox, select, unknown {unknown} other {{outbox}}} ({rule}).',
      {
        draft: look.draft,
        sent: String(look.sent ?? 'unknown'),
        outbox: String(look.outbox ?? 'unknown'),
        rule: saidOf(ruleOf(look)),
      },
    ),
  ];
}

function standing({ waits, block }: History): readonly Told[] {
  if (block) return [told('Retinue stopped trying by itself ({block}).', { block: block.block })];
  if (!waits) return [];
  return [
    told('After {tries, plural, one {# try} other {# tries}} the next one is due at {at}.', {
      tries: waits.tries,
      at: momentInWords(waits.until),
    }),
  ];
}

/** `500 (2 times), interrupted`. */
function reasonsOf(failures: readonly Failure[]): SaidValue {
  const counts = new Map<string, number>();
  for (const { kind, status } of failures) {
    const name = status === undefined ? kind : String(status);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(
      ([name, count]): SaidValue =>
        count === 1
          ? name
          : told('{name} ({count, plural, one {# time} other {# times}})', { name, count }).said,
    )
    .reduce((one, other) => told('{one}, {other}', { one, other }).said);
}

function isOver(bytes: number, { limits: { sendBytes } }: Evidence): boolean {
  return sendBytes !== null && bytes > sendBytes;
}
