import { askRule, type Unknown } from './conditions.ts';
import type { FilingFacts } from './facts.ts';
import type { Action, Condition, Filing, ListRule } from './filing.ts';
import { junkSignals, type Signal } from './junk.ts';

/** What is done, without the word that ends the asking. */
export type Effect = Exclude<Action, { readonly kind: 'stop' }>;

/** Why something was decided. */
export type Reason =
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'signal'; readonly signal: Signal }
  | { readonly kind: 'list'; readonly by: 'list-id' | 'address'; readonly text: string };

/** Who decided something about a message, and why. */
export interface Verdict {
  readonly by: 'list' | 'junk' | 'rule';
  /** '' where the junk filter did. */
  readonly ruleId: string;
  /** The rule's name at that time; '' where the junk filter decided. */
  readonly name: string;
  readonly because: readonly Reason[];
  /** What comes of it: a second place for the same message is left out. */
  readonly effects: readonly Effect[];
}

/** What is done with a message; a plain value that can be kept and shown. */
export interface Decision {
  /** In the order in which they were asked; none: nothing is done. */
  readonly verdicts: readonly Verdict[];
  /** What was asked for and is not known here. */
  readonly unknown: readonly Unknown[];
}

/**
 * Asks the mailing list manager first, then the junk filter, then the rules. A list that matches and mail that is junk
 * end it; of the rules each that matches adds to what is done until one says stop. A message gets one place: the first.
 */
export function judge(filing: Filing, facts: FilingFacts): Decision {
  const list = byList(filing.lists, facts);
  if (list.verdict) return { verdicts: [list.verdict], unknown: [] };
  const signals = junkSignals(facts, filing.junk);
  if (signals.length > 0) return { verdicts: [junkVerdict(signals)], unknown: [] };
  const { verdicts, unknown } = byRules(filing, facts);
  return { verdicts, unknown: [...new Set([...list.unknown, ...unknown])] };
}

/** All that is done with a message. */
export function effectsOf({ verdicts }: Decision): readonly Effect[] {
  return verdicts.flatMap(({ effects }) => effects);
}

/** Where the message goes, if anywhere. */
export function placeOf(decision: Decision): Extract<Effect, { kind: 'move' | 'junk' | 'delete' }> | null {
  return effectsOf(decision).find(isPlace) ?? null;
}

export function isPlace(action: Action): action is Extract<Effect, { kind: 'move' | 'junk' | 'delete' }> {
  return action.kind === 'move' || action.kind === 'junk' || action.kind === 'delete';
}

function byList(lists: readonly ListRule[], facts: FilingFacts) {
  let unknown: readonly Unknown[] = [];
  for (const rule of lists) {
    if (!rule.on) continue;
    const reason = listReason(rule, facts);
    if (reason === null) {
      if (facts.listId === null) unknown = ['list'];
      continue;
    }
    const verdict = verdictOf('list', rule, [reason], rule.actions, false);
    return { verdict, unknown };
  }
  return { verdict: null, unknown };
}

/** A List-Id names a list for certain; where it is not known, the list's address does (RFC 2919 section 1). */
function listReason({ listId, address }: ListRule, facts: FilingFacts): Reason | null {
  if (listId !== '' && facts.listId === listId.toLowerCase())
    return { kind: 'list', by: 'list-id', text: listId };
  const wanted = address.trim().toLowerCase();
  const people = [...facts.to, ...(facts.cc ?? []), ...(facts.sender ?? [])];
  const isThere = wanted !== '' && people.some((each) => each.address.toLowerCase() === wanted);
  return isThere ? { kind: 'list', by: 'address', text: address } : null;
}

function junkVerdict(signals: readonly Signal[]): Verdict {
  const because = signals.map((signal): Reason => ({ kind: 'signal', signal }));
  return { by: 'junk', ruleId: '', name: '', because, effects: [{ kind: 'junk' }] };
}

function byRules({ rules, junk }: Filing, facts: FilingFacts): Decision {
  const verdicts: Verdict[] = [];
  const unknown: Unknown[] = [];
  for (const rule of rules) {
    if (!rule.on) continue;
    const answer = askRule(rule, facts, junk);
    unknown.push(...answer.unknown);
    if (!answer.matches) continue;
    const because = answer.holding.map((condition): Reason => ({ kind: 'condition', condition }));
    const isPlaced = verdicts.some(({ effects }) => effects.some(isPlace));
    verdicts.push(verdictOf('rule', rule, because, rule.actions, isPlaced));
    if (rule.actions.some(({ kind }) => kind === 'stop')) break;
  }
  return { verdicts, unknown };
}

function verdictOf(
  by: 'list' | 'rule',
  { id, name }: { readonly id: string; readonly name: string },
  because: readonly Reason[],
  actions: readonly Action[],
  isPlaced: boolean,
): Verdict {
  const first = actions.find(isPlace);
  const effects = actions.filter(
    (action): action is Effect =>
      action.kind !== 'stop' && (!isPlace(action) || (!isPlaced && action === first)),
  );
  return { by, ruleId: id, name, because, effects };
}
