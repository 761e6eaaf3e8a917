import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { emlOf } from './house.ts';

/** The server takes a moment after it has done what was asked, so that a kill falls between doing and saying. */
const SLOW_REPLY: RuleInput = {
  id: 'slow-reply',
  title: 'Slow to answer',
  where: { method: ['PROPPATCH', 'PUT', 'MOVE', 'SEARCH'] },
  step: 'after-commit-before-reply',
  what: { kind: 'latency', latency: { distribution: 'fixed', ms: 300 } },
};

let mock: MockExchange;
let folder: string;
beforeAll(async () => {
  mock = await startMockExchange({ scenario: 'healthy', rules: [SLOW_REPLY] });
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-kill-'));
});
afterAll(async () => {
  await mock.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Letter {
  readonly eml: string;
  readonly spool: string;
}

async function letter(name: string): Promise<Letter> {
  const eml = path.join(folder, `${name}.eml`);
  await writeFile(eml, emlOf({ subject: name, bcc: 'cy' }));
  return { eml, spool: path.join(folder, `${name}-spool`) };
}

function send({ eml, spool }: Letter): ChildProcess {
  const alex = mock.accounts.find(({ user }) => user === 'alex');
  const args = ['--url', mock.mailboxUrl('alex'), '--user', 'alex', '--eml', eml, '--spool', spool, '--json'];
  return spawn(process.execPath, ['build/run.mjs', 'electron/cli/send.ts', ...args], {
    env: { ...process.env, RETINUE_PASSWORD: alex?.password ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function toItsEnd(
  one: Letter,
): Promise<{ readonly status: number; readonly last: { done?: boolean } }> {
  const child = send(one);
  let out = '';
  child.stdout?.on('data', (chunk) => (out += String(chunk)));
  const [status] = (await once(child, 'close')) as [number];
  return { status, last: JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as { done?: boolean } };
}

/** Lines of the message's journal; 0 where there is none yet. */
async function lines({ spool }: Letter): Promise<number> {
  const names = await readdir(spool).catch(() => []);
  const id = names.find((name) => /^[0-9a-f]{32}$/.test(name));
  if (id === undefined) return 0;
  const text = await readFile(path.join(spool, id, 'journal.ndjson'), 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}

/** Ends the process with kill -9 as soon as its journal has so many lines. False where it came to its end before. */
async function killAt(one: Letter, most: number): Promise<boolean> {
  const child = send(one);
  const ended = once(child, 'close').then(() => true);
  while ((await lines(one)) < most) if (await Promise.race([ended, sleep(5, false)])) return false;
  child.kill('SIGKILL');
  await ended;
  return true;
}

/** What the judge says of the message with this subject. */
function truth(subject: string) {
  const found = mock.oracle().messages.filter((each) => each.subject === subject);
  return found.map(({ deliveries, sentCopies, draftsLeft }) => ({
    copies: deliveries.map(({ copies }) => copies),
    sentCopies,
    draftsLeft,
  }));
}

describe('send, ended by kill -9', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'when its journal has %i lines: run again, it is sent once',
    { timeout: 120_000 },
    async (at) => {
      const one = await letter(`killed-at-${at}`);
      expect(await killAt(one, at)).toBe(true);
      const { status, last } = await toItsEnd(one);
      expect({ status, done: last.done }).toEqual({ status: 0, done: true });
      expect(truth(`killed-at-${at}`)).toEqual([{ copies: [1, 1], sentCopies: 1, draftsLeft: 0 }]);
    },
  );

  it('again and again: goes on each time, and run once more it sends nothing', {
    timeout: 120_000,
  }, async () => {
    const one = await letter('killed-often');
    // Two lines each time: one is always a step further.
    for (let kills = 0; kills < 5 && (await killAt(one, (await lines(one)) + 2)); kills += 1);
    expect((await toItsEnd(one)).status).toBe(0);
    const requests = mock.journal.length;
    expect(await toItsEnd(one)).toMatchObject({ status: 0, last: { done: true } });
    expect(mock.journal.length).toBe(requests);
    expect(truth('killed-often')).toEqual([{ copies: [1, 1], sentCopies: 1, draftsLeft: 0 }]);
  });
});
