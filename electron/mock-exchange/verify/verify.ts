import * as v from 'valibot';
import { pathGlob, textGlob } from '../faults/glob.ts';
import type { JournalEntry } from '../journal/entry.ts';

const text = v.pipe(v.string(), v.maxLength(1000));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What should stand in the journal: all that is given must hold for an entry, and so many entries must be there. */
export const EXPECTATION = v.strictObject({
  method: v.optional(text),
  /** Glob over the decoded path, as rules have it: the query does not count. */
  path: v.optional(text),
  status: v.optional(whole),
  mailbox: v.optional(text),
  client: v.optional(text),
  /** Id of a rule that struck; null: no rule did. */
  rule: v.optional(v.nullable(text)),
  step: v.optional(text),
  committed: v.optional(v.boolean()),
  /** Glob over the truth sentence. */
  truth: v.optional(text),
  /** Globs over request headers by name; an absent header is the empty string. */
  headers: v.optional(v.record(text, text)),
  /** So many entries; at least one where nothing is given. */
  times: v.optional(
    v.union([whole, v.strictObject({ atLeast: v.optional(whole), atMost: v.optional(whole) })]),
  ),
});

export type Expectation = v.InferOutput<typeof EXPECTATION>;

/** An entry that was nearly what was expected, and in what it was not. */
export interface NearMiss {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly mismatches: readonly string[];
}

export interface Verification {
  readonly ok: boolean;
  /** One sentence: "3 requests match, 1 was expected." */
  readonly sentence: string;
  readonly matched: readonly number[];
  /** The five entries that came nearest, best first; empty where all is well. */
  readonly nearest: readonly NearMiss[];
}

type Check = (entry: JournalEntry) => string | null;

const NEAREST = 5;

/** Compares a journal with an expectation. A failed one says which requests came nearest, and in what they differ. */
export function verify(journal: readonly JournalEntry[], expectation: Expectation): Verification {
  const checks = checksOf(expectation);
  const matched: number[] = [];
  const misses: NearMiss[] = [];
  for (const entry of journal) {
    const mismatches = checks.map((check) => check(entry)).filter((each) => each !== null);
    const { id, method, path } = entry;
    if (mismatches.length === 0) matched.push(id);
    else misses.push({ id, method, path, mismatches });
  }
  const { ok, expected } = judged(matched.length, expectation.times);
  const nearest = ok || matched.length > 0 ? [] : [...misses].sort(nearer).slice(0, NEAREST);
  const count = `${matched.length} ${matched.length === 1 ? 'request matches' : 'requests match'}`;
  return { ok, sentence: `${count}, ${expected} expected.`, matched, nearest };
}

function nearer(a: NearMiss, b: NearMiss): number {
  return a.mismatches.length - b.mismatches.length || b.id - a.id;
}

function judged(
  count: number,
  times: Expectation['times'],
): { readonly ok: boolean; readonly expected: string } {
  if (typeof times === 'number')
    return { ok: count === times, expected: `exactly ${times} ${times === 1 ? 'was' : 'were'}` };
  const { atLeast = times === undefined ? 1 : 0, atMost } = times ?? {};
  const ok = count >= atLeast && count <= (atMost ?? Number.POSITIVE_INFINITY);
  return { ok, expected: `at least ${atLeast}${atMost === undefined ? '' : ` and at most ${atMost}`} were` };
}

function checksOf(wanted: Expectation): readonly Check[] {
  const { path, truth, rule, headers = {} } = wanted;
  const checks: Check[] = [];
  for (const field of ['method', 'status', 'mailbox', 'client', 'step', 'committed'] as const) {
    const value = wanted[field];
    if (value !== undefined)
      checks.push((entry) => unlike(field, entry[field], value, entry[field] === value));
  }
  if (path !== undefined) {
    const matches = pathGlob(path);
    checks.push((entry) => unlike('path', entry.path, path, matches(decoded(entry.path))));
  }
  if (truth !== undefined) {
    const matches = textGlob(truth);
    checks.push((entry) => unlike('truth', entry.truth, truth, matches(entry.truth)));
  }
  if (rule !== undefined)
    checks.push((entry) => unlike('rule', entry.rule, rule, rulesOf(entry).includes(rule)));
  for (const [name, pattern] of Object.entries(headers)) {
    const matches = textGlob(pattern);
    checks.push((entry) => {
      const value = headerOf(entry, name);
      return unlike(`header ${name}`, value, pattern, matches(value));
    });
  }
  return checks;
}

function unlike(what: string, was: unknown, wanted: unknown, holds: boolean): string | null {
  return holds ? null : `${what} was ${JSON.stringify(was)}, expected ${JSON.stringify(wanted)}`;
}

function rulesOf({ rule }: JournalEntry): readonly (string | null)[] {
  return rule === null ? [null] : rule.split('+');
}

function headerOf({ wire }: JournalEntry, name: string): string {
  return wire.requestHeaders.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
}

function decoded(path: string): string {
  const plain = path.replace(/\?.*$/s, '');
  try {
    return decodeURIComponent(plain);
  } catch (error) {
    if (error instanceof URIError) return plain;
    throw error;
  }
}
