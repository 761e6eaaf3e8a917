import type { Random } from '../../../electron/mock-exchange/generate/random.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';

const CHANGES = ['BMOVE', 'MOVE', 'BDELETE', 'DELETE', 'BPROPPATCH', 'PROPPATCH'] as const;
const VERBS = ['SEARCH', 'SEARCH', 'SEARCH', 'PROPFIND', 'GET', ...CHANGES] as const;

/** One thing that goes wrong once or a few times, for Retinue alone: the other client always gets its answer. */
export function drawFault(random: Random): RuleInput {
  const kinds: readonly (() => Omit<RuleInput, 'where'>)[] = [
    () => ({ step: 'after-headers', what: { kind: 'status', status: random.pick([500, 503, 502]) } }),
    () => ({ step: 'after-headers', what: { kind: 'reset' } }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'reset' } }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'drop-reply' } }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'status', status: random.pick([500, 503]) } }),
    () => ({
      step: 'mid-download',
      byte: 200 + random.int(4000),
      what: { kind: random.pick(['reset', 'truncate'] as const) },
    }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'malformed-xml' } }),
    () => ({ step: 'after-headers', what: { kind: 'login-page' } }),
    () => ({ step: 'after-headers', what: { kind: 'sign-out' } }),
  ];
  const method = random.chance(0.5) ? random.pick(VERBS) : [...CHANGES];
  return {
    ...random.pick(kinds)(),
    where: { method, headers: { 'user-agent': 'Retinue*' } },
    howLong: { count: 1 + random.int(2) },
  };
}
