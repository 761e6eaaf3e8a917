import { expect, it } from 'vitest';
import { randomFor } from '../../../electron/mock-exchange/generate/random.ts';
import { context } from '../../unit/engine/bench.ts';
import { ACCOUNT, letters, startHouse, USER } from '../engine/house.ts';
import { disagreements, serverMessages } from './compare.ts';
import { letterOf } from './ledger.ts';
import { openOffice } from './office.ts';
import { otherClient } from './other-client.ts';

const CHANGES = 200;
const COUNT = 60;
const FOLDERS = ['Inbox', 'Deleted Items', 'Projects'];
const idOf = (folder: string) => `${ACCOUNT}|/exchange/${USER}/${folder}`;
const DAY_MS = 24 * 3_600_000;

/** Where a message should be in the end, and whether it is read; absent where it was removed for good. */
interface Wanted {
  readonly folder: string;
  readonly read: boolean;
}

it('a day offline with 200 changes reaches the server once, in order, whatever happened there meanwhile', async () => {
  const house = await startHouse([
    { name: 'Inbox', role: 'inbox', messages: await letters(COUNT) },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Projects', messages: [] },
  ]);
  const other = otherClient(house.mock);
  const office = await openOffice(house);
  const random = randomFor(7);
  const { database, calls } = office;
  try {
    await office.quiet();
    const before = await serverMessages(other);
    const wanted = new Map<number, Wanted>(
      before.map(({ subject, folder, read }) => [letterOf(subject), { folder, read }]),
    );
    await office.offline();

    const steps: { readonly step: number; readonly was: ReadonlyMap<number, Wanted> }[] = [];
    const act = async (name: string, n: number) => {
      const row = (await database.messages.toArray()).find(({ subject }) => letterOf(subject) === n);
      const now = wanted.get(n);
      if (!row || !now) throw new Error(`letter ${n} is not here`);
      const messageIds = [row.id];
      if (name === 'read') {
        const read = !now.read;
        await calls()['message.read']({ messageIds, read }, context());
        wanted.set(n, { ...now, read });
      } else if (name === 'remove') {
        await calls()['messages.remove']({ messageIds }, context());
        wanted.delete(n);
      } else {
        const folder = random.pick(FOLDERS.filter((each) => each !== now.folder));
        const { step } = await calls()['messages.move']({ messageIds, folderId: idOf(folder) }, context());
        if (step !== null) steps.push({ step, was: new Map([[n, now]]) });
        wanted.set(n, { ...now, folder });
      }
    };
    // These two are changed here, and by the other client: one goes, the other moves.
    await act('move', 0);
    await act('move', 1);
    steps.length = 0;
    for (let nth = 2; nth < CHANGES; nth += 1) {
      office.clock.pass(DAY_MS / CHANGES);
      const last = steps.at(-1);
      if (nth % 12 === 0 && last && [...last.was].every(([n]) => wanted.has(n))) {
        steps.pop();
        await calls()['messages.undo']({ step: last.step }, context());
        for (const [n, { folder }] of last.was) wanted.set(n, { folder, read: wanted.get(n)?.read ?? false });
        continue;
      }
      const letter = random.pick([...wanted.keys()].filter((n) => n > 1));
      await act(nth % 40 === 0 ? 'remove' : random.pick(['read', 'read', 'move']), letter);
    }
    const hrefOf = (n: number) => before.find(({ subject }) => letterOf(subject) === n)?.href ?? '';
    await other.remove(hrefOf(0));
    await other.move(hrefOf(1), 'Drafts');
    wanted.delete(0);

    house.mock.clearJournal();
    await office.quiet();

    const there = (await serverMessages(other)).map(
      ({ subject, folder, read }) => [letterOf(subject), { folder, read }] as const,
    );
    // The one that the other client moved is found by its permanent address, and goes where its person wanted it.
    const inOrder = (all: Iterable<readonly [number, Wanted]>) => [...all].sort(([a], [b]) => a - b);
    expect(inOrder(there)).toEqual(inOrder(wanted));
    expect(await disagreements(database, other)).toEqual([]);

    // Each message was moved or removed once at most, and a hundred of them took no hundred requests.
    const changed = house.mock.journal.filter(({ client, committed }) => client === 'Retinue' && committed);
    const places = changed.filter(({ method }) => /MOVE|DELETE/.test(method));
    for (let n = 2; n < COUNT; n += 1) {
      const name = hrefOf(n).split('/').pop() ?? '';
      const times = places.filter(({ wire }) => wire.requestText?.includes(`${name}<`)).length;
      expect(times, `letter ${n}`).toBeLessThanOrEqual(1);
    }
    expect(changed.length).toBeLessThan(20);
    const told = office.log.filter(({ title }) => title === 'A change was given up');
    expect(told.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('no longer where it was (404)'),
    ]);
  } finally {
    await office.stop();
    await house.stop();
    await database.delete();
  }
});
