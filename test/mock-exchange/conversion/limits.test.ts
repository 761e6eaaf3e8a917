import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_RESPONSE_BYTES, limitsOf } from '../../../electron/mock-exchange/conversion/price.ts';
import type { Stage } from '../../../electron/mock-exchange/kb329067/stage.ts';
import { personalityOf } from '../../../electron/mock-exchange/personality/personality.ts';
import { checkedSettings } from '../../../electron/mock-exchange/settings/settings.ts';
import { message } from '../support/mail.ts';
import { eventIds, get, MB, movedStage, outcome, scans } from './support/moved.ts';

let stage: Stage;
afterEach(() => stage.stop());

const fetchAll = () => outcome(get(stage, 'Scans.EML'));
const LARGER = 200 * MB;

describe('MaximumResponseSizeInBytes', () => {
  it('has the default of the settings on servers that do not read it', async () => {
    stage = await movedStage([]);
    const settings = checkedSettings({});
    expect(settings.MaximumResponseSizeInBytes).toBe(DEFAULT_RESPONSE_BYTES);
    expect(limitsOf(personalityOf('2000'), checkedSettings({ MaximumResponseSizeInBytes: 1 }))).toEqual(
      limitsOf(personalityOf('2003'), settings),
    );
  });

  it('ends a larger response in an empty 500 and Event 1000; the conversion was paid for', async () => {
    stage = await movedStage([scans(20 * MB)]);
    const answer = await get(stage, 'Scans.EML');
    expect([answer.status, answer.bytes.length]).toEqual([500, 0]);
    expect(stage.world.events.entries.at(-1)).toMatchObject({ id: 1000, source: 'MSExchangeWEB' });
    expect(stage.world.events.entries.at(-1)?.text).toMatch(/^500 Internal Server Error/);
    expect(stage.world.ledger.facts.conversions.count).toBe(1);
    expect(stage.world.ledger.facts.workerCrashes).toBe(0);
  });

  it('made larger while the server runs, lets the message through; on 2000 nothing changes', async () => {
    stage = await movedStage([scans(20 * MB)]);
    stage.world.settings.change({ MaximumResponseSizeInBytes: LARGER });
    expect(await fetchAll()).toBe(200);
    await stage.stop();
    stage = await movedStage([scans(20 * MB)], { MaximumResponseSizeInBytes: LARGER }, '2000');
    expect(await fetchAll()).toBe(500);
  });

  it('counts the bytes of the response: a range of a message that is too large comes through', async () => {
    stage = await movedStage([scans(20 * MB)]);
    const range = await get(stage, 'Scans.EML', { Range: 'bytes=0-999' });
    expect([range.status, range.bytes.length]).toEqual([206, 1000]);
  });
});

describe('a message from before the message size limit', () => {
  it('stays readable and ends the worker process: its connections are reset, and it starts again', async () => {
    stage = await movedStage([scans(56 * MB), message('Hello')]);
    expect(await fetchAll()).toBe('reset');
    expect(stage.world.worker.state).toBe('restarting');
    expect(eventIds(stage).at(-1)).toBe(1011);
    expect(stage.world.events.entries.at(-1)?.text).toMatch(/^IIS worker process encountered a problem/);
    expect(await outcome(get(stage, 'Hello.EML'))).toBe(503);
    await stage.world.clock.advance(8000);
    expect(stage.world.worker.state).toBe('running');
    expect(await outcome(get(stage, 'Hello.EML'))).toBe(200);
  });

  it('does so for a range too, which converts all of it', async () => {
    stage = await movedStage([scans(100 * MB)]);
    expect(await outcome(get(stage, 'Scans.EML', { Range: 'bytes=0-0' }))).toBe('reset');
  });

  it('is what it is: the same message within the limit only ends in 500', async () => {
    stage = await movedStage([scans(56 * MB)], { MessageSizeLimit: null });
    expect(await fetchAll()).toBe(500);
    expect(stage.world.ledger.facts.workerCrashes).toBe(0);
  });

  it('is given whole with a larger MaximumResponseSizeInBytes, on 2003 only', async () => {
    const settings = { MaximumResponseSizeInBytes: LARGER };
    stage = await movedStage([scans(56 * MB)], settings);
    expect(await fetchAll()).toBe(200);
    await stage.stop();
    stage = await movedStage([scans(56 * MB)], settings, '2000');
    expect(await fetchAll()).toBe('reset');
  });

  it('stops the application pool at the fifth crash within five minutes, until the worker is reset', async () => {
    stage = await movedStage([scans(56 * MB)]);
    for (let crash = 1; crash <= 5; crash++) {
      expect(await fetchAll()).toBe('reset');
      await stage.world.clock.advance(10_000);
    }
    expect(stage.world.worker.state).toBe('stopped');
    expect(eventIds(stage).filter((id) => id === 1011)).toHaveLength(5);
    expect(eventIds(stage).at(-1)).toBe(1002);
    await stage.world.clock.advance(3_600_000);
    expect(await fetchAll()).toBe(503);
    stage.world.worker.reset();
    expect(stage.world.worker.state).toBe('running');
  });

  it('is forgiven crashes that lie further back', async () => {
    stage = await movedStage([scans(56 * MB)]);
    for (let crash = 1; crash <= 6; crash++) {
      expect(await fetchAll()).toBe('reset');
      await stage.world.clock.advance(90_000);
    }
    expect(stage.world.worker.state).toBe('running');
  });
});

describe('a large attachment of such a message', () => {
  const settings = { MaximumResponseSizeInBytes: 8 * MB };
  const PIECE = 4 * 1024 * 1024;

  it('arrives in pieces without 500 or crash, while the whole of it, or of the message, does not', async () => {
    stage = await movedStage([scans(180 * MB)], settings);
    let got = 0;
    while (got < 180 * MB) {
      const last = Math.min(got + PIECE, 180 * MB) - 1;
      const piece = await get(stage, 'Scans.EML/scans.pdf', { Range: `bytes=${got}-${last}` });
      expect(piece.status).toBe(206);
      got += piece.bytes.length;
    }
    expect(stage.world.ledger.facts.conversions.count).toBe(0);
    expect(eventIds(stage)).not.toContain(1000);
    expect(await outcome(get(stage, 'Scans.EML/scans.pdf', { Range: 'bytes=0-9000000' }))).toBe(500);
    expect(await outcome(get(stage, 'Scans.EML/scans.pdf'))).toBe('reset');
    await stage.world.clock.advance(10_000);
    expect(await fetchAll()).toBe('reset');
  }, 60_000);
});
