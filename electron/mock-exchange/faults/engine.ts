import { fail } from '../../../shared/errors.ts';
import type { Rule, Step, What } from './rule.ts';

/** What rules can look at, gathered when the head of a request was read. */
export interface RequestFacts {
  readonly method: string;
  /** Decoded path without query. */
  readonly path: string;
  readonly destination: string | null;
  readonly toSubmission: boolean;
  readonly mailbox: string | null;
  /** Role and path of the folder that holds the target; empty where there is none. */
  readonly folder: readonly string[];
  readonly itemClass: string | null;
  readonly subject: string | null;
  readonly recipients: readonly string[];
  /** Bytes of the item asked for or moved, or of the body that is sent; null where neither is known. */
  readonly size: number | null;
  readonly ranged: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** What `perItem` counts by. */
  readonly item: string;
}

/** A rule that fired for a request. */
export interface Strike {
  readonly rule: Rule;
  readonly what: What;
  /** For the two `mid-` steps; 0 where the rule gives none. */
  readonly byte: number;
}

/** The faults of one request, drawn once when it begins. */
export interface FaultSession {
  strikes(step: Step): readonly Strike[];
  readonly any: boolean;
}

export interface RuleStatus {
  readonly rule: Rule;
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
  /** Exactly these rules, counters at zero, drawing from this seed. */
  restart(rules: readonly unknown[], seed: number): void;
  begin(facts: RequestFacts): FaultSession;
}

export function newFaultEngine(): FaultEngine {
  return {
    rules: [],
    add: () => {
      throw fail('invalid-input', 'Rules are not served.');
    },
    enable: () => false,
    remove: () => false,
    clear: () => undefined,
    restart: () => undefined,
    begin: () => ({ strikes: () => [], any: false }),
  };
}
