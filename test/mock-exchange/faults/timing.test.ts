import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { message } from '../support/mail.ts';
import { bodyPart, raw, statusOf, wire } from '../support/raw.ts';
import { ask, serverWith } from '../support/server.ts';

const LONG = Array.from({ length: 4000 }, (_, line) => `Line ${line} of a long letter.\r\n`).join('');
const HELLO = '/exchange/alex/Inbox/Hello.EML';
const MAIL = 'From: alex@example.com\r\nTo: bo@example.com\r\nSubject: New\r\n\r\nHello.\r\n';

let mock: MockExchange;
afterEach(() => mock.stop());

async function start(...rules: readonly RuleInput[]): Promise<void> {
  mock = await serverWith([message('Hello', { body: LONG })], { rules });
}

/** Advances the standing clock in steps until the work is done; says how many ms of it that took. */
async function msUntil(work: Promise<unknown>, step = 100): Promise<number> {
  const begun = mock.clock.now();
  let isDone = false;
  void work.finally(() => {
    isDone = true;
  });
  for (let turn = 0; !isDone && turn < 20_000; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (!isDone) await mock.clock.advance(step);
  }
  return mock.clock.now() - begun;
}

describe('faults that wait do so on the virtual clock', () => {
  const steps = ['before-read', 'after-headers', 'mid-upload', 'after-commit-before-reply'] as const;
  for (const step of steps) {
    it(`latency at ${step} holds the answer until the clock has moved on`, async () => {
      await start({ step, what: { kind: 'latency', latency: { distribution: 'fixed', ms: 600_000 } } });
      const answer = ask(mock, 'PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL);
      await expect.poll(() => mock.faults.rules[0]?.hits).toBe(1);
      await mock.clock.advance(599_999);
      expect(mock.journal).toEqual([]);
      await mock.clock.advance(1);
      expect((await answer).status).toBe(201);
      expect(mock.journal.at(-1)?.durationMs).toBe(600_000);
    });
  }

  it('latency in the middle of a download', async () => {
    const latency = { distribution: 'fixed', ms: 600_000 } as const;
    await start({ step: 'mid-download', byte: 700, what: { kind: 'latency', latency } });
    const answer = ask(mock, 'GET', HELLO);
    await expect.poll(() => mock.faults.rules[0]?.hits).toBe(1);
    await mock.clock.advance(600_000);
    expect((await answer).bytes.length).toBeGreaterThan(100_000);
    expect(mock.journal.at(-1)?.durationMs).toBe(600_000);
  });

  it('a stall with an end goes on, one without ends with the client', async () => {
    await start(
      { id: 'a', where: { nth: 1 }, step: 'mid-download', byte: 500, what: { kind: 'stall', ms: 30_000 } },
      { id: 'b', where: { nth: 2 }, step: 'mid-download', byte: 500, what: { kind: 'stall' } },
    );
    const first = ask(mock, 'GET', HELLO);
    await msUntil(first, 10_000);
    expect((await first).bytes.length).toBeGreaterThan(100_000);
    const second = await raw(mock.port, wire('GET', HELLO), {
      until: (text) => bodyPart({ bytes: Buffer.from(text, 'latin1') }).length >= 500,
    });
    expect(bodyPart(second).length).toBe(500);
    await expect.poll(() => mock.journal.length).toBe(2);
    expect(mock.journal[1]).toMatchObject({ rule: 'b', responseBytes: 500, status: 200 });
  });

  it('bandwidth slows a download and an upload', async () => {
    await start(
      { where: { method: 'GET' }, step: 'mid-download', what: { kind: 'bandwidth', bytesPerSecond: 50_000 } },
      { where: { method: 'PUT' }, step: 'mid-upload', what: { kind: 'bandwidth', bytesPerSecond: 50_000 } },
    );
    const down = ask(mock, 'GET', HELLO);
    await msUntil(down);
    const { bytes } = await down;
    expect(mock.journal.at(-1)?.durationMs).toBeGreaterThanOrEqual((bytes.length / 50_000) * 1000 - 100);
    const up = ask(mock, 'PUT', '/exchange/alex/Drafts/a.EML', {}, Buffer.concat([Buffer.from(MAIL), bytes]));
    await msUntil(up);
    expect((await up).status).toBe(201);
    expect(mock.journal.at(-1)?.durationMs).toBeGreaterThanOrEqual((bytes.length / 50_000) * 1000 - 100);
  });

  it('dribble sends so many bytes at a time, and goes together with a cut', async () => {
    await start(
      { step: 'mid-download', what: { kind: 'dribble', bytes: 10, everyMs: 1000 } },
      { step: 'mid-download', byte: 35, what: { kind: 'truncate' } },
    );
    const answer = raw(mock.port, wire('GET', HELLO));
    await msUntil(answer, 500);
    expect(bodyPart(await answer).length).toBe(35);
    expect(mock.journal.at(-1)?.durationMs).toBeGreaterThanOrEqual(4000);
  });

  it('a request that waits ends with the server', async () => {
    await start({ step: 'before-read', what: { kind: 'stall' } });
    const answer = raw(mock.port, wire('GET', HELLO));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await mock.stop();
    expect(statusOf(await answer)).toBe(0);
  });

  for (const step of ['before-read', 'mid-upload'] as const) {
    it(`a request that waits at ${step} does not reach the store of after a reset`, async () => {
      await start({ step, what: { kind: 'stall', ms: 1000 } });
      const answer = raw(mock.port, wire('PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL));
      await expect.poll(() => mock.faults.rules[0]?.hits).toBe(1);
      await mock.reset();
      expect(await answer).toMatchObject({ text: '', end: 'ECONNRESET' });
      expect(mock.journal).toEqual([]);
      mock.faults.clear();
      expect((await ask(mock, 'GET', '/exchange/alex/Drafts/a.EML')).status).toBe(404);
    });
  }
});
