import * as v from 'valibot';
import { RULE } from '../faults/rule.ts';
import { SCENARIO } from '../scenarios/scenario.ts';

/** What requests of the admin API carry; the OpenAPI document shows the same schemas. */
export const SCENARIO_WANTED = v.union([v.strictObject({ name: v.string() }), SCENARIO]);
export const NEW_RULES = v.union([RULE, v.array(RULE)]);
export const RULE_CHANGE = v.strictObject({ enabled: v.boolean() });
export const MOVE = v.strictObject({ mailbox: v.optional(v.string()) });
export const REPLAY = v.strictObject({ id: v.pipe(v.number(), v.integer(), v.minValue(1)) });
/** One of them, or several: the time is moved first and the rate set after it. */
export const CLOCK_CHANGE = v.strictObject({
  advanceMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** Never back. */
  set: v.optional(v.union([v.pipe(v.string(), v.isoTimestamp()), v.pipe(v.number(), v.integer())])),
  rate: v.optional(v.pipe(v.number(), v.minValue(0))),
});
