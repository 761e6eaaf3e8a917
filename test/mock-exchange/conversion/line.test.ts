import { afterEach, describe, expect, it } from 'vitest';
import { newClock } from '../../../electron/mock-exchange/clock/clock.ts';
import { type ConversionJob, newConversion } from '../../../electron/mock-exchange/conversion/conversion.ts';
import { newEventLog } from '../../../electron/mock-exchange/events/event-log.ts';
import type { Stage } from '../../../electron/mock-exchange/kb329067/stage.ts';
import { newLedger } from '../../../electron/mock-exchange/oracle/ledger.ts';
import { personalityOf } from '../../../electron/mock-exchange/personality/personality.ts';
import { newSettings, type SettingsInput } from '../../../electron/mock-exchange/settings/settings.ts';
import { newWorker } from '../../../electron/mock-exchange/worker/worker.ts';
import { ask, NOW } from '../support/server.ts';
import { get, INBOX, MB, movedStage, outcome, scans } from './support/moved.ts';

function parts(given: SettingsInput = {}) {
  const clock = newClock({ start: NOW, rate: 0 });
  const settings = newSettings({ ConversionBaseMs: 0, ConversionMsPerMB: 1000, ...given });
  const events = newEventLog(() => clock.now());
  const ledger = newLedger();
  const worker = newWorker({ clock, settings, events, ledger });
  const personality = personalityOf('2003');
  const conversion = newConversion({ clock, settings, events, ledger, worker, personality });
  return { clock, settings, events, ledger, worker, conversion };
}

/** Lets what was asked for reach the clock. */
const reached = () => new Promise((resolve) => setImmediate(resolve));

const job = (bytes: number, face: ConversionJob['face'] = 'webdav'): ConversionJob => ({
  href: `/${bytes}`,
  bytes,
  responseBytes: bytes,
  face,
});

describe('conversions at the same time', () => {
  it('stand in line: so many run, the others wait for a place, whatever face they came by', async () => {
    const { clock, conversion } = parts({ ConcurrentConversions: 2 });
    const ends: string[] = [];
    const note = (name: string, each: Promise<unknown>) =>
      each.then(() => ends.push(`${name} at ${clock.now() - NOW}`));
    const all = [
      note('a', conversion.convert(job(MB))),
      note('b', conversion.convert(job(3 * MB, 'pop3'))),
      note('c', conversion.convert(job(MB, 'imap4'))),
      note('d', conversion.convert(job(MB))),
    ];
    expect(conversion.busy).toBe(4);
    await reached();
    await clock.advance(10_000);
    await Promise.all(all);
    expect(ends).toEqual(['a at 1000', 'c at 2000', 'b at 3000', 'd at 3000']);
    expect(conversion.busy).toBe(0);
  });

  it('add up their memory, in the ledger and in the worker', async () => {
    const settings = { WorkerMemoryLimit: 10 * MB, MessageSizeLimit: null };
    const { clock, conversion, ledger, worker } = parts(settings);
    const alone = conversion.convert(job(3 * MB));
    await reached();
    await clock.advance(5000);
    expect([await alone, ledger.facts.conversions.peakBytes]).toEqual(['made', 6 * MB]);
    const both = Promise.all([conversion.convert(job(3 * MB)), conversion.convert(job(3 * MB))]);
    await reached();
    await clock.advance(5000);
    expect(await both).toEqual(['crashed', 'crashed']);
    expect([ledger.facts.workerCrashes, ledger.facts.conversions.peakBytes]).toEqual([1, 10 * MB]);
    expect(worker.state).toBe('restarting');
    expect(conversion.busy).toBe(0);
  });

  it('of POP3 and IMAP4 have memory of their own and outlive the worker', async () => {
    const { clock, conversion, worker } = parts({ WorkerMemoryLimit: MB });
    const pop3 = conversion.convert(job(50 * MB, 'pop3'));
    const webdav = conversion.convert(job(100_000));
    worker.crash('A test ended it.');
    expect(await webdav).toBe('crashed');
    await reached();
    await clock.advance(60_000);
    expect(await pop3).toBe('made');
  });

  it('are refused with event 623 when too many wait, and all end at a reset', async () => {
    const { conversion, events } = parts();
    const many = Array.from({ length: 300 }, () => conversion.convert(job(MB, 'imap4')));
    expect(events.entries.filter(({ id }) => id === 623)).toHaveLength(300 - 258);
    conversion.reset();
    expect(new Set(await Promise.all(many))).toEqual(new Set(['failed']));
    expect(conversion.busy).toBe(0);
  });
});

describe('the worker', () => {
  it('does not end again while it is not there', () => {
    const { worker, ledger } = parts();
    worker.crash('First.');
    worker.crash('Second.');
    expect(ledger.facts.workerCrashes).toBe(1);
  });
});

describe('over the wire', () => {
  let stage: Stage;
  afterEach(() => stage.stop());

  it('two large messages at once end the worker that bears each of them alone', async () => {
    stage = await movedStage([scans(7 * MB, 'One'), scans(7 * MB, 'Two')], {
      WorkerMemoryLimit: 30 * MB,
    });
    expect(await outcome(get(stage, 'One.EML'))).toBe(200);
    const both = ['One.EML', 'Two.EML'].map((name) =>
      outcome(ask({ port: stage.ports.webdav }, 'GET', INBOX + name)),
    );
    expect(await stage.settled(Promise.all(both), 2)).toEqual(['reset', 'reset']);
  });

  it('a reset lets nobody wait for what will never be made', async () => {
    stage = await movedStage([scans(MB)]);
    const waiting = ask({ port: stage.ports.webdav }, 'GET', `${INBOX}Scans.EML`);
    await expect.poll(() => stage.world.conversion.busy).toBe(1);
    stage.world.conversion.reset();
    expect((await waiting).status).toBe(503);
  });
});
