import { afterEach, describe, expect, it } from 'vitest';
import type { MockOptions } from '../../../electron/mock-exchange/api.ts';
import { context } from '../../unit/engine/bench.ts';
import { type Bend, type BentServer, startBentServer } from '../in-step/bent-server.ts';
import { disagreements } from '../in-step/compare.ts';
import { type Office, openOffice } from '../in-step/office.ts';
import { type OtherClient, otherClient } from '../in-step/other-client.ts';
import type { NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { ACCOUNT, type House, letter, letters, startHouse, USER } from './house.ts';

/** More than a page, so that the folder has its mark from the first pass on, and small enough to list it whole. */
const COUNT = 400;
const INBOX = `${ACCOUNT}|/exchange/${USER}/Inbox`;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Scene {
  readonly house: House;
  readonly bent: BentServer;
  readonly office: Office;
  readonly other: OtherClient;
  /** One look, and the requests that it cost: method and whether it was about changes. */
  look(): Promise<readonly string[]>;
}

type BendHouse = (answer: Parameters<Bend>[0], house: House) => ReturnType<Bend>;
async function begin(
  more: Partial<MockOptions> = {},
  mail: number | readonly NewMessage[] = COUNT,
  bend: BendHouse = () => ({}),
): Promise<Scene> {
  const inbox = {
    name: 'Inbox',
    role: 'inbox' as const,
    messages: typeof mail === 'number' ? await letters(mail) : mail,
  };
  const house = await startHouse([inbox, { name: 'Projects', messages: [] }], 0, undefined, more);
  open.push(() => house.stop());
  const asked: string[] = [];
  const bent = await startBentServer(house.mock.origin);
  open.push(() => bent.stop());
  const bendAll = (next: Bend) =>
    bent.bend((answer) => {
      asked.push(kindOf(answer));
      return next(answer);
    });
  bendAll((answer) => bend(answer, house));
  house.setAccount(bent.origin);
  const mock = { ...house.mock, origin: bent.origin };
  const office = await openOffice({ ...house, mock }, { restlessMs: 60_000 });
  open.push(async () => {
    await office.stop();
    await office.database.delete();
  });
  await office.quiet();
  return {
    house,
    bent: { ...bent, bend: bendAll },
    office,
    other: otherClient(house.mock),
    async look() {
      asked.length = 0;
      office.clock.pass(61_000);
      await office.sync();
      await office.settle();
      return asked.filter((each) => !/^(?:GET|SUBSCRIBE|UNSUBSCRIBE|POLL)$/.test(each));
    },
  };
}

function kindOf({ method, asked }: Parameters<Bend>[0]): string {
  if (method === 'REPORT' || asked.includes('collblob')) return 'changes';
  if (asked.includes('deep traversal')) return 'folders';
  return method;
}

/** Three new ones, four marks and three deletions, in the middle of the folder too. */
async function tenChanges({ house, other }: Scene, round = 0): Promise<void> {
  const all = await other.messages('Inbox');
  const at = (share: number) => all[Math.floor(share * (all.length - 1))] ?? all[0];
  for (const each of [at(0), at(0.5), at(1)]) await other.remove(each?.href ?? '');
  for (const each of [at(0.1), at(0.3), at(0.6), at(0.9)]) await other.mark(each?.href ?? '', !each?.read);
  for (let n = 0; n < 3; n += 1)
    await house.mock.deliver(USER, await letter(1_000_000 + 10 * round + n, false));
}
async function removeNewest(other: OtherClient): Promise<boolean> {
  const all = await other.messages('Inbox');
  return await other.remove(all.find(({ subject }) => subject === `Letter ${COUNT - 1}`)?.href ?? '');
}
const agree = async ({ office, other }: Scene) =>
  expect(await disagreements(office.database, other)).toEqual([]);

describe.each(['2000', '2003', '2007'] as const)('ten changes on Exchange %s', (personality) => {
  it('are found in two requests, again and again, and nothing new in one', async () => {
    const scene = await begin({ personality });
    for (const round of [1, 2]) {
      await tenChanges(scene, round);
      expect(await scene.look()).toEqual(['folders', 'changes']);
      await agree(scene);
      expect(await scene.look()).toEqual(['folders']);
    }
  });
});

describe('what changed', () => {
  it('while the folder is listed for the first time is told after it', async () => {
    const changes: Promise<boolean>[] = [];
    const scene = await begin({}, COUNT, ({ asked }, house) => {
      // The second page is on its way, so the first is here: its newest message goes now.
      if (asked.includes('CAST(') && asked.includes('ORDER BY'))
        changes[0] ??= removeNewest(otherClient(house.mock));
      return {};
    });
    expect(await Promise.all(changes)).toEqual([true]);
    await scene.look();
    await agree(scene);
  });

  it('in more messages than one answer holds is found, and nothing is missing', async () => {
    const scene = await begin();
    for (let n = 0; n < 620; n += 1)
      await scene.house.mock.deliver(USER, await letter(6000 + n, n % 2 === 0));
    expect(await scene.look()).toEqual(['folders', 'changes', 'changes']);
    await agree(scene);
  });

  it('is told again where the answer was cut in the middle', async () => {
    const scene = await begin();
    await tenChanges(scene);
    scene.bent.bend((answer) =>
      kindOf(answer) === 'changes' ? { text: answer.text.slice(0, answer.text.length / 2) } : {},
    );
    await scene.look();
    scene.bent.bend(() => ({}));
    await scene.look();
    await scene.look();
    await agree(scene);
  });

  it('in a folder that has another mark (a restored server) is found by comparing', async () => {
    const scene = await begin();
    await scene.office.database.cursors.update(INBOX, { mark: `collblob-1 /exchange/${USER}/Inbox/\nAAAA` });
    await tenChanges(scene);
    expect(await scene.look()).toContain('SEARCH');
    await agree(scene);
    await tenChanges(scene, 1);
    expect(await scene.look()).toEqual(['folders', 'changes']);
    await agree(scene);
  });

  it('in a large folder that has another mark is found also where the counts are equal', async () => {
    const scene = await begin({}, 1100);
    await scene.office.database.cursors.update(INBOX, { mark: `collblob-1 /exchange/${USER}/Inbox/\nAAAA` });
    const all = await scene.other.messages('Inbox');
    await scene.other.remove(all[500]?.href ?? '');
    // It comes in with an old date, as from another folder.
    await scene.house.mock.deliver(USER, await letter(0.5, all[500]?.read ?? true));
    await scene.look();
    await agree(scene);
  }, 120_000);

  it('in a small folder is told from the second time on', async () => {
    const scene = await begin({}, 20);
    await tenChanges(scene);
    expect(await scene.look()).toContain('SEARCH');
    await tenChanges(scene, 1);
    expect(await scene.look()).toEqual(['folders', 'changes']);
    await agree(scene);
  });
});

describe('a server that says that nothing changed', () => {
  const nothing: Bend = (answer) =>
    kindOf(answer) === 'changes'
      ? { text: answer.text.replace(/<a:response>.*<\/a:response>/s, '').replace(/total=\d+/, 'total=0') }
      : {};
  it('while its counts differ is not believed', async () => {
    const scene = await begin();
    scene.bent.bend(nothing);
    await tenChanges(scene);
    const asked = await scene.look();
    expect(asked.filter((each) => each === 'SEARCH').length).toBeGreaterThan(1);
    await agree(scene);
  });

  it('while its unread count differs is asked which are unread', async () => {
    const scene = await begin();
    scene.bent.bend(nothing);
    const [first] = await scene.other.messages('Inbox');
    await scene.other.mark(first?.href ?? '', !first?.read);
    await scene.look();
    await agree(scene);
  });
});

const REFUSED = { kind: 'status', status: 423 } as const;
describe('a wish that the server refuses', () => {
  it('is taken back, though the server has nothing to tell', async () => {
    const scene = await begin();
    const row = (await scene.office.database.messages.toArray()).find(({ flagged }) => !flagged);
    for (const method of ['PROPPATCH', 'BPROPPATCH'])
      scene.house.mock.faults.add({ id: method, where: { method }, step: 'after-headers', what: REFUSED });
    const messageIds = [row?.id ?? ''];
    await scene.office.calls()['messages.flag']({ messageIds, flagged: true }, context());
    await scene.office.settle();
    await scene.look();
    await scene.look();
    expect(await scene.office.database.tasks.count()).toBe(0);
    expect(await scene.office.database.messages.filter(({ flagged }) => flagged).count()).toBe(0);
    await agree(scene);
  });
});

describe('a server without collblobs', () => {
  const without: Bend = (answer) => (kindOf(answer) === 'changes' ? { status: 400, text: '' } : {});
  it('is asked for them once, and compared from then on', async () => {
    const scene = await begin({}, COUNT, without);
    await tenChanges(scene);
    expect(await scene.look()).not.toContain('changes');
    await agree(scene);
  });

  it('is counted in halves where a folder is large, and only what differs is listed', async () => {
    const spread = await Promise.all(Array.from({ length: 1500 }, (_, n) => letter(n * 600, n % 50 !== 0)));
    const scene = await begin({ settings: { Replication: false } }, spread);
    await tenChanges(scene);
    // Its last pages and a quarter of its identities; a look at all of them would be two answers of a thousand.
    const asked = await scene.look();
    expect(asked.filter((each) => each === 'SEARCH').length).toBeLessThanOrEqual(20);
    await agree(scene);
  }, 120_000);
});
