import { randomFor } from '../../../electron/mock-exchange/generate/random.ts';
import { letters, startHouse } from '../engine/house.ts';
import { disagreements, serverMessages } from './compare.ts';
import { createLedger } from './ledger.ts';
import { type Office, openOffice } from './office.ts';
import { type Hands, OPERATIONS } from './operations.ts';
import { otherClient } from './other-client.ts';

/** What became of one seed. */
export interface InStepResult {
  readonly seed: number;
  /** Where client and server, or a deed and its outcome, differ; empty: all is well. */
  readonly problems: readonly string[];
  /** How often each operation was done. */
  readonly operations: Readonly<Record<string, number>>;
  /** Requests that a fault struck. */
  readonly faults: number;
  readonly requests: number;
  readonly messages: number;
  readonly toldLost: number;
  readonly ms: number;
}

const FOLDERS = ['Inbox', 'Deleted Items', 'Projects', 'Projects/Æther & Co', 'a+b #c;d'];

/**
 * An engine and another client change one mailbox in so many drawn operations, through faults, and are then left in
 * peace. Operations do not wait for one another unless the draw says so.
 */
export async function runSeed(
  seed: number,
  count: number,
  trace: (line: string) => void = () => {},
): Promise<InStepResult> {
  const began = performance.now();
  const random = randomFor(seed);
  const house = await startHouse([
    { name: 'Inbox', role: 'inbox', messages: await letters(30) },
    { name: 'Deleted Items', role: 'deleteditems', messages: await letters(3, 30) },
    {
      name: 'Projects',
      messages: await letters(12, 40),
      folders: [{ name: 'Æther & Co', messages: await letters(6, 60) }],
    },
    { name: 'a+b #c;d', messages: await letters(4, 70) },
  ]);
  const ledger = createLedger();
  const other = otherClient(house.mock);
  for (const { folder, subject, read } of await serverMessages(other))
    ledger.born(Number(subject.slice(7)), folder, read);
  const office = await openOffice(house, { onLog: trace });
  const done: Record<string, number> = {};
  let faults = 0;
  try {
    const hands: Hands = {
      house,
      office,
      other,
      ledger,
      random,
      next: 1000,
      steps: [],
      folders: FOLDERS.length,
      trace,
    };
    await office.quiet();
    ledger.inStep();
    const names = Object.keys(OPERATIONS);
    const bag = names.flatMap((name) => Array.from({ length: OPERATIONS[name]?.weight ?? 0 }, () => name));
    for (let nth = 0; nth < count; nth += 1) {
      const name = random.pick(bag);
      done[name] = (done[name] ?? 0) + 1;
      trace(`${nth} ${name}`);
      await OPERATIONS[name]?.act(hands);
    }
    faults = house.mock.state.faults;
    house.mock.faults.clear();
    await office.quiet();
    const told = toldLost(office);
    const problems = [
      ...(await disagreements(office.database, other)),
      ...ledger.judge(await serverMessages(other)),
    ];
    if (told < ledger.owed()) problems.push(`${ledger.owed()} changes were lost, and ${told} told`);
    return result(problems, told);
  } catch (thrown) {
    return result([thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)], 0);
  } finally {
    await office.stop();
    await house.stop();
    await office.database.delete();
  }

  function result(problems: readonly string[], told: number): InStepResult {
    return {
      seed,
      problems,
      operations: done,
      faults,
      requests: house.mock.state.requests,
      messages: house.mock.folders('alex').reduce((sum, { total }) => sum + total, 0),
      toldLost: told,
      ms: Math.round(performance.now() - began),
    };
  }
}

/** Of how many changes the log says that they were given up. */
function toldLost({ log }: Office): number {
  return log
    .filter(({ title }) => title === 'A change was given up')
    .reduce(
      (sum, { detail }) =>
        sum + Number(/\((\d+) messages\)/.exec(detail)?.[1] ?? /(\d+) waiting/.exec(detail)?.[1] ?? 1),
      0,
    );
}
