import { afterEach, describe, expect, it } from 'vitest';
import { createListMirror } from '../../../renderer/engine/list-mirror.ts';
import type { Step } from '../../../shared/delivery/steps.ts';
import { sayIn } from '../../../shared/language/languages.ts';
import { sayTold, told as tell } from '../../../shared/language/told.ts';
import { AT, outgoing } from '../../helpers/outgoing.ts';
import { type Bench, context, startBench, until } from './bench.ts';
import { fakeNetwork } from './fake-network.ts';

const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});
const waiting = { kind: 'waiting', until: AT, tries: 2, failure: null } as const;
const told: Step = { kind: 'told', at: AT, command: 'try-now' };

function begin() {
  const network = fakeNetwork();
  const bench = startBench(network.connect());
  running.push(bench);
  const stored = async () => (await bench.database.outgoing.toArray()).map(({ id }) => id);
  return { network, bench, stored };
}

describe('outgoing messages', () => {
  it('are mirrored as they are told: changed rows change, and what has gone goes', async () => {
    const { network, bench, stored } = begin();
    network.tellOutgoing([outgoing('1', { kind: 'checking' }), outgoing('2', waiting)]);
    await until(async () => (await stored()).length === 2, 'both are stored');
    network.tellOutgoing([outgoing('2', { kind: 'on-server' })]);
    await until(async () => (await stored()).length === 1, 'one has gone');
    expect((await bench.database.outgoing.get('2'))?.state).toEqual({ kind: 'on-server' });
  });

  it('get commands and tell their steps', async () => {
    const { network, bench } = begin();
    network.steps.set('1', [told]);
    const { calls } = bench.engine.handlers;
    await calls['outgoing.command']({ id: '1', command: 'try-now' }, context());
    expect(network.calls).toEqual(['outgoing.command 1 try-now']);
    expect(await calls['outgoing.steps']({ id: '1' }, context())).toEqual([told]);
    await expect(calls['outgoing.steps']({ id: '9' }, context())).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});

it('what went wrong on this computer stands in the error log, in the reader’s words', async () => {
  const { network, bench } = begin();
  network.problems.push(
    tell("The copy of a draft may stay in the server's Drafts folder: {why}", { why: 'X' }),
  );
  network.tellProblems();
  const lines = async () => await bench.database.log.toArray();
  await until(async () => (await lines()).length === 1, 'it is logged');
  const [line] = await lines();
  expect(line).toMatchObject({ level: 'warning', accountId: null });
  expect(line && sayTold(line, await sayIn('he'))).toBe(
    'ייתכן שהעותק של טיוטה יישאר בתיקיית הטיוטות של השרת: X',
  );
  expect(network.problems).toEqual([]);
});

describe('a mirror', () => {
  it('skips lists that were overtaken while it wrote', async () => {
    const written: number[] = [];
    let free = () => {};
    const mirror = createListMirror<number>(
      async ([first = 0]) => {
        written.push(first);
        await new Promise<void>((resolve) => (free = resolve));
      },
      () => {},
    );
    for (const number of [1, 2, 3]) mirror([number]);
    free();
    await until(async () => written.length === 2, 'the newest is written');
    expect(written).toEqual([1, 3]);
  });

  it('tells of a write that failed and goes on with the next list', async () => {
    const faults: unknown[] = [];
    const written: number[] = [];
    const mirror = createListMirror<number>(
      async ([first = 0]) => {
        if (first === 1) throw new Error('the disk is full');
        written.push(first);
      },
      (thrown) => faults.push(thrown),
    );
    mirror([1]);
    await until(async () => faults.length === 1, 'the fault is told');
    mirror([2]);
    expect(written).toEqual([2]);
  });
});
