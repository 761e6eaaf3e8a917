import type { Doubt } from './history.ts';
import { told, type Told } from '../language/told.ts';
import type { StepOf } from './steps.ts';

/** What was found. null: it could not be asked. */
export interface Sight {
  readonly draft: 'there' | 'gone' | 'unknown' | 'none';
  readonly sent: number | null;
  readonly outbox: number | null;
}
export type Conclusion = Pick<StepOf<'looked'>, 'conclusion' | 'rule' | 'ruleSaid'>;

/**
 * A draft that is still there is looked at twice, so far apart, where no answer was read: the server may be at work on it.
 * Should it still be after that, nothing is doubled: MOVE takes the draft away in one step, and the later one finds none.
 */
export const SETTLE_MS = 5000;
/** Looks are made so long after the one before; the last gap goes on. */
const GAPS_MS = [0, SETTLE_MS, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000] as const;
/** For so long Retinue looks by itself; then a person is asked. */
export const LOOK_FOR_MS = 3_600_000;

/** When the next look is due, ms since 1970. */
export function nextLook({ since, looks, hurry }: Doubt): number {
  const last = looks.at(-1)?.at ?? since;
  return hurry ? last : last + (GAPS_MS[Math.min(looks.length, GAPS_MS.length - 1)] ?? 0);
}

/**
 * What a look proves. It never says "not submitted" on less than a draft that MOVE would have taken away and copies that
 * are nowhere: where the draft was copied, or the message put, nothing on the server would have changed but a copy more.
 */
export function conclude(
  { draft, sent, outbox }: Sight,
  { way, answered, looks }: Doubt,
  now: number,
): Conclusion {
  if (sent !== null && sent > 0) return by('submitted', told('copy in Sent Items'));
  if (outbox !== null && outbox > 0) return by('submitted', told("in the server's Outbox"));
  const isUnseen = draft === 'unknown' && way === 'move';
  if (isUnseen || sent === null || outbox === null) return by('open', told('the server could not be asked'));
  if (way !== 'move') return by('open', told('no copy is anywhere, and that proves nothing'));
  if (draft === 'gone' || draft === 'none') return by('open', told('reply lost'));
  if (answered) return by('not-submitted', told('answered, and the draft is still there'));
  const isSettled = looks.some(
    (look) => look.draft === 'there' && look.sent === 0 && look.outbox === 0 && now - look.at >= SETTLE_MS,
  );
  return isSettled
    ? by('not-submitted', told('the draft stayed there and no copy is anywhere'))
    : by('open', told('the draft is still there; looked at again'));
}

function by(conclusion: Conclusion['conclusion'], { sentence, said }: Required<Told>): Conclusion {
  return { conclusion, rule: sentence, ruleSaid: said };
}

/** The rule that a look was judged by; what an earlier version noted is bare English. */
export function ruleOf({ rule, ruleSaid }: Conclusion): Told {
  return ruleSaid === undefined ? { sentence: rule } : { sentence: rule, said: ruleSaid };
}
