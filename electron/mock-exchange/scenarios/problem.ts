import * as v from 'valibot';
import { fail } from '../../../shared/errors.ts';

/** Checks a document. Throws `invalid-input` with one line: the JSON path and the rule broken. */
export function checked<const S extends v.GenericSchema>(schema: S, given: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, given, { abortEarly: true });
  if (result.success) return result.output;
  throw fail('invalid-input', problemOf(result.issues[0]));
}

/** `rules[0].step: expected one of "before-read", "after-headers" ..., not "later"` */
export function problemOf(issue: v.BaseIssue<unknown>): string {
  return `${jsonPath(issue)}: ${ruleBroken(issue)}`;
}

function jsonPath({ path }: v.BaseIssue<unknown>): string {
  const steps = (path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return steps.join('').replace(/^\./, '') || 'document';
}

function ruleBroken({ expected, received, message, type }: v.BaseIssue<unknown>): string {
  const isMissing = received === 'undefined';
  if (type === 'strict_object' && expected === 'never') return 'is not known here';
  if (type === 'strict_object' && isMissing) return 'is missing';
  if (isMissing && expected !== null) return `is missing, expected ${listed(expected)}`;
  return expected === null ? message : `expected ${listed(expected)}, not ${received}`;
}

/** `("a" | "b")` as a person writes it. */
function listed(expected: string): string {
  const choices = expected.replace(/^\((.*)\)$/, '$1').split(' | ');
  return choices.length === 1 ? expected : `one of ${choices.join(', ')}`;
}
