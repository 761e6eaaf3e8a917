import * as v from 'valibot';
import { fail } from '../../../shared/errors.ts';
import { RULE, type Rule } from './rule.ts';
import { misfit } from './step-kinds.ts';

/**
 * A rule as the engine holds it. Throws `invalid-input`: the JSON path (`rules[2].what.kind`; `at` is its beginning)
 * and the rule of the schema broken. `freeId` names a rule that has no id.
 */
export function checkedRule(given: unknown, at: string, freeId: () => string): Rule {
  const result = v.safeParse(RULE, given);
  if (!result.success) {
    const [issue] = result.issues;
    throw broken(at, v.getDotPath(issue) ?? '', `${issue.message}.`);
  }
  const { id = freeId(), enabled = true, ...rest } = result.output;
  const rule = { ...rest, id, enabled };
  const wrong = misfit(rule);
  if (wrong) throw broken(at, ...wrong);
  return rule;
}

/** Rules of a list, each with an id of its own. */
export function checkedRules(given: readonly unknown[]): readonly Rule[] {
  const named = new Set(given.flatMap((each) => String(Object(each).id ?? [])));
  const taken = new Set<string>();
  return given.map((each, index) => {
    const rule = checkedRule(each, `rules[${index}]`, () =>
      firstFree((id) => named.has(id) || taken.has(id)),
    );
    if (taken.has(rule.id)) throw broken(`rules[${index}]`, 'id', `another rule is called ${rule.id}.`);
    taken.add(rule.id);
    return rule;
  });
}

/** `rule-1`, `rule-2` and so on. */
export function firstFree(taken: (id: string) => boolean): string {
  for (let number = 1; ; number++) if (!taken(`rule-${number}`)) return `rule-${number}`;
}

function broken(at: string, path: string, sentence: string) {
  const where = [at, path].filter((each) => each !== '').join('.');
  return fail('invalid-input', `${where === '' ? 'The rule' : where}: ${sentence}`);
}
