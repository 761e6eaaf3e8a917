import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIRST_PACE,
  type Pace,
  PACE_LEAST,
  PACE_MOST,
  paced,
  type PaceSign,
} from '../../../../electron/network/resilience/pace.ts';

const answer = (at: number, ms: number | null = 20): PaceSign => ({ kind: 'answer', at, ms });
const trouble = (at: number): PaceSign => ({ kind: 'trouble', at });
const after = (signs: readonly PaceSign[], from: Pace = FIRST_PACE) => signs.reduce(paced, from);
const answers = (count: number, from: number, ms = 20) =>
  Array.from({ length: count }, (_, n) => answer(from + n * 10, ms));
const placesAlong = (signs: readonly PaceSign[], from: Pace = FIRST_PACE) => {
  let pace = from;
  return signs.map((sign) => (pace = paced(pace, sign)).places);
};

const anyMs = fc.option(fc.double({ min: 0, max: 120_000, noNaN: true }));
const anySign: fc.Arbitrary<PaceSign> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), at: fc.nat(1e6), ms: anyMs }),
  fc.record({ kind: fc.constant('trouble' as const), at: fc.nat(1e6) }),
);

describe('whatever a server does', () => {
  it('it is asked by a whole number within the bounds', () => {
    fc.assert(
      fc.property(fc.array(anySign, { maxLength: 300 }), (signs) => {
        for (const places of placesAlong(signs)) {
          expect(Number.isInteger(places)).toBe(true);
          expect(places).toBeGreaterThanOrEqual(PACE_LEAST);
          expect(places).toBeLessThanOrEqual(PACE_MOST);
        }
      }),
    );
  });

  it('the number grows by one at a time, and never by trouble', () => {
    fc.assert(
      fc.property(fc.array(anySign, { maxLength: 300 }), (signs) => {
        let { places } = FIRST_PACE;
        placesAlong(signs).forEach((next, nth) => {
          expect(next - places).toBeLessThanOrEqual(signs[nth]?.kind === 'trouble' ? 0 : 1);
          places = next;
        });
      }),
    );
  });

  it('quick answers after it lead to the most in the end, also where the clock was set back', () => {
    fc.assert(
      fc.property(fc.array(anySign, { maxLength: 100 }), fc.nat(1e6), (signs, at) => {
        // Many enough for what a quick answer takes to be known anew.
        expect(after(answers(3000, at), after(signs)).places).toBe(PACE_MOST);
      }),
    );
  });
});

describe('a plain server', () => {
  it('is asked two at once, and six after some hundred quick answers', () => {
    expect(FIRST_PACE.places).toBe(2);
    expect(after(answers(15, 0)).places).toBe(2);
    expect(after(answers(16, 0)).places).toBe(3);
    expect(after(answers(150, 0)).places).toBe(6);
  });

  it('is asked half as many at trouble, which counts once for all that was under way', () => {
    const six = after(answers(150, 0));
    expect(placesAlong([trouble(2000), trouble(2001), trouble(2300)], six)).toEqual([3, 3, 3]);
    expect(placesAlong([trouble(2000), trouble(8000), trouble(14_000)], six)).toEqual([3, 1, 1]);
  });

  it('is left at that for some seconds, and then more is tried slowly', () => {
    const fallen = after([...answers(150, 0), trouble(2000)]);
    expect(after(answers(400, 2010), fallen).places).toBe(3);
    expect(after(answers(24, 8000), fallen).places).toBe(4);
  });

  it('is asked less when its answers take twice as long as they did', () => {
    const six = after(answers(150, 0, 200));
    expect(after(answers(10, 2000, 300), six).places).toBe(6);
    expect(after(answers(10, 2000, 800), six).places).toBe(3);
  });

  it('is not judged by a network so quick that twice the time is nothing', () => {
    expect(Math.min(...placesAlong([...answers(200, 0, 1), ...answers(200, 3000, 12)]))).toBe(2);
  });
});
