import type { Random } from '../generate/random.ts';
import type { FaultSession, Strike } from './engine.ts';
import type { MessageFacts, RequestFacts } from './facts.ts';
import type { HeldRule } from './held-rule.ts';
import type { Rule, Step } from './rule.ts';
import { isShaping, isSlowing, isTransforming, type Kind } from './step-kinds.ts';

interface Candidate {
  readonly held: HeldRule;
  readonly random: Random;
}

/** The faults of one request; `draw` gives a rule's random stream for its so-manieth match. */
export function newFaultSession(
  rules: readonly HeldRule[],
  facts: RequestFacts,
  messageInBody: boolean,
  draw: (rule: Rule, matched: number) => Random,
): FaultSession {
  const fired: Strike[] = [];
  const decided = new Set<Step>();
  let candidates: readonly Candidate[] = [];
  let waiting: readonly HeldRule[] = [];
  let item = facts.item;
  const judge = (held: HeldRule): readonly Candidate[] => {
    const matched = held.match();
    const random = draw(held.rule, matched);
    const lucky = random.next() < (held.rule.where?.probability ?? 1);
    return held.allows(matched) && lucky ? [{ held, random }] : [];
  };
  const take = (wanted: (kind: Kind) => boolean, step: Step | null, reach: number) => {
    const taken = winners(candidates, item, reach).filter(
      ({ held: { rule } }) =>
        wanted(rule.what.kind) &&
        (isSlowing(rule.what.kind) || !decided.has(rule.step)) &&
        (step === null || rule.step === step),
    );
    const strikes = taken.filter(({ held }) => held.fire(item)).map(strikeOf);
    for (const { rule } of strikes) if (!isSlowing(rule.what.kind)) decided.add(rule.step);
    candidates = candidates.filter((each) => !taken.includes(each));
    fired.push(...strikes);
    return strikes;
  };
  const judgeAll = (some: readonly HeldRule[]) => {
    for (const held of some) {
      if (!held.live || !held.matcher.head(facts)) continue;
      if (held.matcher.readsMessage && messageInBody) waiting = [...waiting, held];
      else if (held.matcher.message(facts)) candidates = [...candidates, ...judge(held)];
    }
  };
  judgeAll(rules.filter(isFirst));
  return {
    fired,
    admitted: () => judgeAll(rules.filter((held) => !isFirst(held))),
    get any() {
      return candidates.length > 0 || waiting.length > 0;
    },
    get waitsForMessage() {
      return waiting.length > 0;
    },
    learn: (message: MessageFacts) => {
      item = message.item;
      const met = waiting.filter((held) => held.matcher.message(message)).flatMap(judge);
      waiting = [];
      candidates = inOrder([...candidates, ...met], rules);
    },
    shaping: () => take(isShaping, null, Number.POSITIVE_INFINITY),
    transforming: () => take(isTransforming, null, Number.POSITIVE_INFINITY),
    strikes: (step, reach = Number.POSITIVE_INFINITY) =>
      take((kind) => !isShaping(kind) && !isTransforming(kind), step, reach),
  };
}

/** Before sign-in only `before-read` happens; a challenge of NTLM must not use up what is meant for the request itself. */
function isFirst({ rule }: HeldRule): boolean {
  return rule.step === 'before-read' && !isShaping(rule.what.kind) && !isTransforming(rule.what.kind);
}

/** Those whose turn it is: at each step the first that does more than slow down, and all that only slow down. */
function winners(candidates: readonly Candidate[], item: string, reach: number): readonly Candidate[] {
  const settled = new Set<Step>();
  return candidates.filter(({ held }) => {
    const { step, what, byte = 0 } = held.rule;
    if (!held.left(item) || byte > reach) return false;
    if (isSlowing(what.kind)) return true;
    if (settled.has(step)) return false;
    settled.add(step);
    return true;
  });
}

function inOrder(candidates: readonly Candidate[], rules: readonly HeldRule[]): readonly Candidate[] {
  return [...candidates].sort((a, b) => rules.indexOf(a.held) - rules.indexOf(b.held));
}

function strikeOf({ held: { rule }, random }: Candidate): Strike {
  return { rule, what: rule.what, byte: rule.byte ?? 0, random };
}
