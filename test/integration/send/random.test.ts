import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import type { HttpTransport } from '../../../electron/network/dav/transport.ts';
import { type Office, openOffice, told, truth } from './house.ts';

/** RETINUE_SEND_SEEDS=10000 makes a job of it. */
const SEEDS = Number(process.env['RETINUE_SEND_SEEDS'] ?? 60);
const FIRST = Number(process.env['RETINUE_SEND_FIRST'] ?? 1);

let office: Office;
afterEach(() => office.stop());

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

/** What goes wrong: each a fault at a named step of a request, as often as the draw says. */
function rulesOf(random: () => number): readonly RuleInput[] {
  const faults: readonly (() => Omit<RuleInput, 'where' | 'id' | 'title'>)[] = [
    () => ({ step: 'before-read', what: { kind: 'reset' } }),
    () => ({ step: 'after-headers', what: { kind: 'reset' } }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'drop-reply' } }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'reset' } }),
    () => ({ step: 'after-headers', what: { kind: 'status', status: pick(random, [500, 503, 502, 423]) } }),
    () => ({
      step: 'after-commit-before-reply',
      what: { kind: 'status', status: pick(random, [500, 502, 503]) },
    }),
    () => ({
      step: 'after-headers',
      what: { kind: 'latency', latency: { distribution: 'fixed', ms: 90_000 } },
    }),
  ];
  return Array.from({ length: 1 + Math.floor(random() * 4) }, (_, nth) => ({
    ...pick(random, faults)(),
    id: `fault-${nth}`,
    title: 'Drawn',
    where: { method: pick(random, ['PUT', 'MOVE', 'PROPPATCH', 'SEARCH', 'PROPFIND', 'DELETE']) },
    howLong: { count: 1 + Math.floor(random() * 3) },
  }));
}

/** Ends the program at drawn requests: before they leave, or when the server has answered and nobody read it. */
function crashing(random: () => number, onCrash: () => void): (transport: HttpTransport) => HttpTransport {
  const at = new Set(Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 12)));
  let nth = 0;
  return (transport) => async (request) => {
    nth += 1;
    if (!at.has(nth)) return await transport(request);
    const isBefore = random() < 0.3;
    // Read by nobody, and ended by nobody's error.
    if (!isBefore) (await transport(request)).body.on('error', () => undefined).destroy();
    onCrash();
    return await new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
    });
  };
}

describe('whatever goes wrong, and wherever the program ends', () => {
  it.each(Array.from({ length: SEEDS }, (_, nth) => FIRST + nth))(
    'seed %i: each message once, or a reason',
    { timeout: 60_000 },
    async (seed) => {
      const random = generator(seed);
      let crashes = 0;
      office = await openOffice(
        { scenario: 'healthy', rules: rulesOf(random), seed },
        crashing(random, () => (crashes += 1)),
        random,
      );
      const ids = [await office.spool({ bcc: 'cy' }), await office.spool({ subject: 'Second', to: 'cy' })];
      const isOver = (id: string) => ['done', 'blocked'].includes(office.view(id).state.kind);
      const ended = performance.now() + 50_000;
      for (let seen = 0; !ids.every(isOver); ) {
        if (performance.now() > ended)
          throw new Error(ids.map((id) => told(office.outbox().steps(id))).join('\n\n'));
        if (crashes > seen) {
          seen = crashes;
          await office.restart();
        }
        await office.pass(500);
      }
      for (const [nth, id] of ids.entries()) {
        const { state, messageId, commands } = office.view(id);
        const found = truth(office, messageId);
        const why = told(office.outbox().steps(id));
        for (const copies of Object.values(found.deliveries)) expect(copies, why).toBeLessThanOrEqual(1);
        if (state.kind === 'done') {
          expect(found, why).toEqual({
            deliveries: nth === 0 ? { bo: 1, cy: 1 } : { cy: 1 },
            sent: 1,
            drafts: 0,
          });
        } else {
          expect(state, why).toMatchObject({ kind: 'blocked' });
          expect(commands.length, why).toBeGreaterThan(0);
          // Proven unsent, or said to be unknown: never silently sent.
          if (state.kind === 'blocked' && state.block !== 'unproven')
            expect(found.deliveries, why).toEqual({});
        }
      }
    },
  );
});
