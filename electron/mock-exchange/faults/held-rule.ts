import type { Clock } from '../clock/clock.ts';
import type { RuleStatus } from './engine.ts';
import type { Rule } from './rule.ts';
import { type Matcher, matcherOf } from './where.ts';

/** A rule with its counters. */
export interface HeldRule {
  readonly rule: Rule;
  readonly matcher: Matcher;
  /** It is on, and its window and life are not over. */
  readonly live: boolean;
  /** Counts a request that meets its `where`; says how many that makes. */
  match(): number;
  /** nth and after allow the request of this number. */
  allows(matched: number): boolean;
  /** Uses its count up by one; false where nothing of it is left. */
  fire(item: string): boolean;
  /** Something of its count is left for this item. */
  left(item: string): boolean;
  enable(on: boolean): void;
  status(): RuleStatus;
}

/** `began`: when the scenario began, from which windows are measured. */
export function newHeldRule(given: Rule, clock: Clock, began: number): HeldRule {
  const added = clock.now();
  const { where = {}, howLong = {} } = given;
  const {
    count = Number.POSITIVE_INFINITY,
    perItem = false,
    window,
    ttlMs = Number.POSITIVE_INFINITY,
  } = howLong;
  const nth = where.nth === undefined ? null : [where.nth].flat();
  const hitsOf = new Map<string, number>();
  let rule = given;
  let matched = 0;
  let hits = 0;
  const over = () =>
    clock.now() - added >= ttlMs || (window !== undefined && clock.now() - began >= window.toMs);
  const left = (item: string) => (perItem ? (hitsOf.get(item) ?? 0) : hits) < count;
  return {
    get rule() {
      return rule;
    },
    matcher: matcherOf(where),
    get live() {
      return rule.enabled && !over() && clock.now() - began >= (window?.fromMs ?? 0);
    },
    match: () => ++matched,
    allows: (number) => (nth === null || nth.includes(number)) && number > (where.after ?? 0),
    left,
    fire: (item) => {
      if (!left(item)) return false;
      hits++;
      if (perItem) hitsOf.set(item, (hitsOf.get(item) ?? 0) + 1);
      return true;
    },
    enable: (on) => {
      rule = { ...rule, enabled: on };
    },
    status: () => ({ rule, matched, hits, spent: over() || (!perItem && hits >= count) }),
  };
}
