import { assertNever } from '../errors.ts';
import type { Address } from '../mail/types.ts';
import type { FilingFacts } from './facts.ts';
import type { Condition, JunkFilter, Rule } from './filing.ts';
import { standingOf } from './senders.ts';

/** Something that a condition asks about and that is not here. */
export type Unknown = 'cc' | 'list';

/** How a condition stands with a message. One that asks for what is not known does not hold, and says what that is. */
export interface Answer {
  readonly holds: boolean;
  readonly unknown: Unknown | null;
}

/** Whether a message is as a condition says. */
export function ask(condition: Condition, facts: FilingFacts, junk: JunkFilter): Answer {
  switch (condition.on) {
    case 'from':
      return known(isText(condition, facts.from.flatMap(textsOf)));
    case 'subject':
      return known(isText(condition, [facts.subject]));
    case 'to':
      return askRecipients(condition, facts);
    case 'list':
      return facts.listId === null ? notKnown('list') : known(isText(condition, [facts.listId]));
    case 'size':
      return known(condition.how === 'over' ? facts.size > condition.bytes : facts.size < condition.bytes);
    case 'attachment':
      return known(facts.hasAttachment === condition.has);
    case 'blocked':
      return known(standingOf(junk, facts.from)?.is === 'blocked');
    case 'account':
      return known(facts.accountId === condition.accountId);
    case 'folder':
      return known(facts.folderId === condition.folderId);
    default:
      return assertNever(condition);
  }
}

/** Which conditions of a rule hold, and whether they are enough for it. */
export function askRule(rule: Rule, facts: FilingFacts, junk: JunkFilter) {
  const answers = rule.conditions.map((condition) => ({ condition, ...ask(condition, facts, junk) }));
  const holding = answers.filter(({ holds }) => holds).map(({ condition }) => condition);
  const enough = rule.match === 'all' ? answers.length : 1;
  return {
    matches: answers.length > 0 && holding.length >= enough,
    holding,
    unknown: answers.flatMap(({ unknown }) => unknown ?? []),
  };
}

type TextCondition = Extract<Condition, { readonly text: string }>;

/** Who is in To decides at once where the text is looked for; that nobody has it needs Cc as well. */
function askRecipients(condition: TextCondition, { to, cc }: FilingFacts): Answer {
  const inTo = isText(condition, to.flatMap(textsOf));
  if (condition.how === 'lacks') {
    if (!inTo) return known(false);
    return cc === null ? notKnown('cc') : known(isText(condition, cc.flatMap(textsOf)));
  }
  if (inTo) return known(true);
  return cc === null ? notKnown('cc') : known(isText(condition, cc.flatMap(textsOf)));
}

function isText({ how, text }: TextCondition, texts: readonly string[]): boolean {
  const wanted = fold(text);
  switch (how) {
    case 'contains':
      return texts.some((each) => fold(each).includes(wanted));
    case 'is':
      return texts.some((each) => fold(each) === wanted);
    case 'lacks':
      return texts.every((each) => !fold(each).includes(wanted));
    default:
      return assertNever(how);
  }
}

function textsOf({ name, address }: Address): readonly string[] {
  return [name, address, `${name} <${address}>`];
}

/** Composed, because one client writes é as one character and another as two. */
function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

const known = (holds: boolean): Answer => ({ holds, unknown: null });
const notKnown = (unknown: Unknown): Answer => ({ holds: false, unknown });
