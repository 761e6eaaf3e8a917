import type { Rule, Step, What } from './rule.ts';

export type Kind = What['kind'];

const ALL: readonly Step[] = [
  'before-read',
  'after-headers',
  'mid-upload',
  'after-commit-before-reply',
  'mid-download',
  'after-last-byte',
];
const BEFORE_ANSWER: readonly Step[] = [
  'before-read',
  'after-headers',
  'mid-upload',
  'after-commit-before-reply',
];
const OF_ANSWER: readonly Step[] = [
  'before-read',
  'after-headers',
  'after-commit-before-reply',
  'mid-download',
];
const OF_BYTES: readonly Step[] = ['mid-upload', 'mid-download'];

/** Where each kind makes sense. A status cannot be changed once it was sent; bytes are only cut while they flow. */
const STEPS_OF_KIND: Readonly<Record<Kind, readonly Step[]>> = {
  status: BEFORE_ANSWER,
  redirect: BEFORE_ANSWER,
  'login-page': BEFORE_ANSWER,
  'sign-out': ALL,
  reset: ALL,
  'half-close': ALL,
  stall: ALL,
  latency: ALL,
  garbage: ALL,
  'crash-worker': ALL,
  bandwidth: OF_BYTES,
  dribble: OF_BYTES,
  truncate: ['mid-download'],
  pad: ['mid-download'],
  'drop-reply': ['after-commit-before-reply'],
  'wrong-content-range': OF_ANSWER,
  'early-range': OF_ANSWER,
  'ignore-range': OF_ANSWER,
  'status-200-for-range': OF_ANSWER,
  'ignore-if-range': OF_ANSWER,
  'change-entity': OF_ANSWER,
  'weak-etag': OF_ANSWER,
  'drop-validators': OF_ANSWER,
  gzip: OF_ANSWER,
  'malformed-xml': OF_ANSWER,
  'drop-commit': OF_ANSWER,
};

/** Kinds that change what the verb is asked, so they are taken before it runs whatever their step says. */
const SHAPING: ReadonlySet<Kind> = new Set<Kind>([
  'early-range',
  'ignore-range',
  'ignore-if-range',
  'change-entity',
  'drop-commit',
]);

/** Kinds that change the answer of the verb, whichever step they are noted at. */
const TRANSFORMING: ReadonlySet<Kind> = new Set<Kind>([
  'wrong-content-range',
  'status-200-for-range',
  'weak-etag',
  'drop-validators',
  'gzip',
  'malformed-xml',
]);

/** Kinds that only slow down: others at the same step have their turn too. */
const SLOWING: ReadonlySet<Kind> = new Set<Kind>(['latency', 'bandwidth', 'dribble']);

export function isShaping(kind: Kind): boolean {
  return SHAPING.has(kind);
}

export function isTransforming(kind: Kind): boolean {
  return TRANSFORMING.has(kind);
}

export function isSlowing(kind: Kind): boolean {
  return SLOWING.has(kind);
}

/** What the schema cannot say of a rule: its JSON path and the sentence; null where nothing is wrong. */
export function misfit(
  rule: Pick<Rule, 'step' | 'what' | 'byte' | 'howLong'>,
): readonly [path: string, sentence: string] | null {
  const { step, what, byte, howLong } = rule;
  const steps = STEPS_OF_KIND[what.kind];
  if (!steps.includes(step))
    return ['step', `"${what.kind}" cannot happen at ${step}. Choose ${steps.join(', ')}.`];
  if (byte !== undefined && step !== 'mid-upload' && step !== 'mid-download')
    return ['byte', 'a byte offset goes with the steps mid-upload and mid-download only.'];
  if (what.kind === 'latency' && what.latency.distribution === 'uniform') {
    const { minMs, maxMs } = what.latency;
    if (minMs > maxMs) return ['what.latency.minMs', 'the least delay is longer than the longest.'];
  }
  const window = howLong?.window;
  if (window !== undefined && window.fromMs >= window.toMs)
    return ['howLong.window.fromMs', 'the window ends before it begins.'];
  return null;
}
