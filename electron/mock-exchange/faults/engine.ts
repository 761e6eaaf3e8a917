import type { Clock } from '../clock/clock.ts';
import { fail } from '../../../shared/errors.ts';
import { type Random, randomFor } from '../generate/random.ts';
import { checkedRule, checkedRules, firstFree } from './check-rule.ts';
import type { MessageFacts, RequestFacts } from './facts.ts';
import { newHeldRule, type HeldRule } from './held-rule.ts';
import type { Rule, Step, What } from './rule.ts';
import { newFaultSession } from './session.ts';

export type { MessageFacts, RequestFacts } from './facts.ts';

/** A rule that fired for a request. */
export interface Strike {
  readonly rule: Rule;
  readonly what: What;
  /** For the two `mid-` steps; 0 where the rule gives none. */
  readonly byte: number;
  /** A stream of this strike's own: seed, rule and how many requests the rule had matched. */
  readonly random: Random;
}

/**
 * The faults of one request. What fires is settled when it begins; a rule's count is only used up when the request
 * reaches its step, so that a fault that nobody could see is not lost.
 */
export interface FaultSession {
  /** Somebody is signed in: rules of all steps after `before-read` are judged now. */
  admitted(): void;
  /** False where no rule can fire any more: the request takes the plain way. */
  readonly any: boolean;
  /** What the body of an upload told; rules that ask for subject or recipient are judged now. */
  learn(message: MessageFacts): void;
  /** True where a rule waits for `learn`. */
  readonly waitsForMessage: boolean;
  /** Rules of any step that change what the verb is asked: taken once, before it runs. */
  shaping(): readonly Strike[];
  /** Rules of any step that change the verb's answer: taken once, after it ran. */
  transforming(): readonly Strike[];
  /**
   * The other rules of a step, in order: the first wins, but all rules that only slow down have their turn too.
   * `reach`: bytes that will flow, so that a rule whose byte is never reached does not count. Taken once a step.
   */
  strikes(step: Step, reach?: number): readonly Strike[];
  /** Everything that fired so far, in order. */
  readonly fired: readonly Strike[];
}

export interface RuleStatus {
  readonly rule: Rule;
  /** Requests that met its `where`; nth, after and probability are not looked at. */
  readonly matched: number;
  readonly hits: number;
  /** Its count, window or life is over. */
  readonly spent: boolean;
}

/** The rules of a server and their counters. The same seed and the same requests fire the same rules. */
export interface FaultEngine {
  readonly rules: readonly RuleStatus[];
  /** Adds a rule at the end. Throws `invalid-input` that names the JSON path and the rule of the schema broken. */
  add(rule: unknown): Rule;
  /** Switches a rule on or off; false where there is none of that id. */
  enable(id: string, on: boolean): boolean;
  remove(id: string): boolean;
  clear(): void;
  /** Exactly these rules, counters at zero, drawing from this seed. Throws as `add` does and then changes nothing. */
  restart(rules: readonly unknown[], seed: number): void;
  /** `messageInBody`: subject and recipients of this request stand in its body (an upload of mail). */
  begin(facts: RequestFacts, messageInBody: boolean): FaultSession;
}

/** An engine without rules, on the clock that windows and lives are measured by. */
export function newFaultEngine(clock: Clock): FaultEngine {
  let held: readonly HeldRule[] = [];
  let seed = 0;
  let began = clock.now();
  const hold = (rule: Rule) => newHeldRule(rule, clock, began);
  const has = (id: string) => held.some(({ rule }) => rule.id === id);
  const without = (id: string) => {
    if (!has(id)) return false;
    held = held.filter(({ rule }) => rule.id !== id);
    return true;
  };
  return {
    get rules() {
      return held.map((each) => each.status());
    },
    add: (given) => {
      const rule = checkedRule(given, '', () => firstFree(has));
      if (has(rule.id)) throw fail('invalid-input', `id: another rule is called ${rule.id}.`);
      held = [...held, hold(rule)];
      return rule;
    },
    enable: (id, on) => {
      const found = held.find(({ rule }) => rule.id === id);
      found?.enable(on);
      return found !== undefined;
    },
    remove: without,
    clear: () => {
      held = [];
    },
    restart: (rules, from) => {
      const checked = checkedRules(rules);
      seed = from;
      began = clock.now();
      held = checked.map(hold);
    },
    begin: (facts, messageInBody) =>
      newFaultSession(held, facts, messageInBody, (rule, matched) =>
        randomFor(seed, hashOf(rule.id), matched),
      ),
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
