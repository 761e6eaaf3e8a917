import { afterEach, expect, it } from 'vitest';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import type { NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { openReader } from '../../../renderer/store/reader.ts';
import { type Bench, context, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, startHouse } from './house.ts';

const houses: House[] = [];
const benches: Bench[] = [];
afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.stop()));
  await Promise.all(houses.splice(0).map((house) => house.stop()));
});

const INDEX = 'AcX/y5GfbPm1qVHiTyqDTHHVPQoZ+A==';
const ANSWER_INDEX = 'AcX/y5GfbPm1qVHiTyqDTHHVPQoZ+AAAB1Gg';

async function mail(n: number, subject: string, more: readonly string[]): Promise<NewMessage> {
  const received = Date.UTC(2026, 0, 1) + n * 3_600_000;
  const head = [
    'From: ada@example.com',
    'To: alex@example.com',
    `Subject: ${subject}`,
    `Message-ID: <${n}@example.com>`,
  ];
  return {
    content: await contentOf(Buffer.from([...head, ...more, '', 'Text.', ''].join('\r\n'))),
    received,
    read: true,
  };
}

it('what an Exchange server lists is enough to find its conversations over all folders', async () => {
  const house = await startHouse([
    {
      name: 'Inbox',
      role: 'inbox',
      messages: [
        await mail(1, 'Set C', []),
        await mail(4, 'Re: Set C', ['References: <1@example.com>', '\t<2@example.com>']),
        await mail(10, 'Budget', [`Thread-Index: ${INDEX}`]),
        await mail(20, 'Alone', []),
      ],
    },
    {
      name: 'Sent Items',
      role: 'sentitems',
      messages: [
        await mail(2, 'Re: Set C', ['In-Reply-To: <1@example.com>']),
        await mail(11, 'RE: Budget', [`Thread-Index: ${ANSWER_INDEX}`]),
      ],
    },
  ]);
  houses.push(house);
  const bench = startBench(house.port().transport);
  benches.push(bench);
  const { database, engine } = bench;
  await engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
  await until(async () => (await database.messages.count()) === 6, 'every message');

  const reader = openReader(database);
  const conversations = async () => {
    const rows = await database.messages.toArray();
    const all = await Promise.all(rows.map(({ id }) => reader.thread(id)));
    const shown = all.map((members) =>
      members.map(({ row, place }) => `${row.messageId} ${place}`).join(' '),
    );
    return [...new Set(shown)].sort();
  };
  expect(await conversations()).toEqual([
    '<10@example.com> inbox <11@example.com> sent',
    '<1@example.com> inbox <2@example.com> sent <4@example.com> inbox',
    '<20@example.com> inbox',
  ]);
});
