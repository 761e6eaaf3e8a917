import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { serverWith } from '../mock-exchange/support/server.ts';
import { installed, run } from './tools.ts';

/**
 * The conformance checker for RFC 4918 (classes 1 and 2). What fails at Exchange by its nature would be listed here by
 * its name, with the section of the protocol reference; litmus finds nothing, because it takes every 2xx for success
 * and never leaves out Depth, which is where Exchange differs (200 for DELETE and for a replaced PUT, properties of its
 * own in allprop, PROPPATCH that creates).
 */
const KNOWN_DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2003': {},
  rfc4918: {},
};
/** Tests that each suite of litmus 0.13 has at least; a suite that stops early must not pass. */
const SUITES: Readonly<Record<string, number>> = { basic: 16, copymove: 13, props: 30, locks: 41, http: 4 };

interface Outcome {
  readonly test: string;
  readonly result: string;
}

/** The lines ` 3. put_get............... pass`, by number: a name may come twice, and a warning rewrites its line. */
function outcomes(text: string): readonly Outcome[] {
  const found = new Map<string, Outcome>();
  for (const [, at = '', test = '', result = ''] of text.matchAll(
    /^\s*(\d+)\. (\w+)[. ].*?(pass|FAIL|SKIPPED|WARNING)\b/gm,
  ))
    found.set(at, { test, result });
  return [...found.values()];
}

describe.skipIf(!installed('litmus'))('litmus', () => {
  let folder: string;
  let mock: MockExchange | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'litmus-'));
  });
  afterEach(() => mock?.stop());
  afterAll(() => rm(folder, { recursive: true }));

  describe.each(['rfc4918', '2003'] as const)('at %s', (personality) => {
    it.each(Object.entries(SUITES))('%s', async (suite, least) => {
      mock = await serverWith([], { personality, clock: {} });
      const { text } = await run(
        'litmus',
        ['-k', mock.mailboxUrl('alex'), 'alex', 'secret'],
        '',
        { TESTS: suite },
        folder,
      );
      const results = outcomes(text);
      const expected = KNOWN_DIFFERENCES[personality] ?? {};
      const bad = results.filter(({ test, result }) => result !== 'pass' && !(test in expected));
      expect(bad, text).toEqual([]);
      expect(results.length).toBeGreaterThanOrEqual(least);
      expect(text).not.toMatch(/WARNING/);
    });
  });
});
