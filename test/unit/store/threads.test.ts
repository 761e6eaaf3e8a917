import { expect, it } from 'vitest';
import { openReader } from '../../../renderer/store/reader.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { FolderRole } from '../../../shared/mail/types.ts';
import { freshDatabase } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const id = (n: number) => `<${n}@example.com>`;
const answer = (n: number, to: number) =>
  message(n, { subject: `Re: Subject ${to}`, references: [id(to)], messageId: id(n) });

function folder(path: string, role: FolderRole, parentPath: string | null = null) {
  return {
    path,
    href: `${path}/`,
    name: path.slice(path.lastIndexOf('/') + 1),
    role,
    parentPath,
    total: 0,
    unread: 0,
    contentTag: null,
  };
}

async function mailbox() {
  const database = freshDatabase();
  const writer = openWriter(database);
  await writer.folders('a', [
    folder('/inbox', 'inbox'),
    folder('/sent', 'sent'),
    folder('/gone', 'deleted'),
    folder('/gone/2025', 'none', '/gone'),
    folder('/junk', 'junk'),
  ]);
  await writer.page('a|/inbox', [message(1), answer(4, 2), message(9)], null);
  await writer.page('a|/sent', [answer(2, 1)], null);
  await writer.page('a|/gone/2025', [answer(3, 1)], null);
  await writer.page('a|/junk', [answer(5, 4)], null);
  await writer.page('b|/inbox', [answer(6, 1)], null);
  return { database, writer, reader: openReader(database) };
}

it('a conversation is all its messages of the account, oldest first, with what their folders are for', async () => {
  const { reader } = await mailbox();
  for (const key of [1, 2, 3, 4, 5]) {
    const found = await reader.thread(`a|/m/${key}`);
    expect(found.map(({ row, place }) => `${row.key} ${place}`)).toEqual([
      '/m/1 inbox',
      '/m/2 sent',
      '/m/3 deleted',
      '/m/4 inbox',
      '/m/5 junk',
    ]);
  }
  expect((await reader.thread('a|/m/9')).map(({ row }) => row.key)).toEqual(['/m/9']);
  expect(await reader.thread('a|/m/77')).toEqual([]);
});

it('what is removed for good is not in it, and the others stay together without the message that joined them', async () => {
  const { reader, writer } = await mailbox();
  await writer.place(['a|/m/1'], null, 0);
  await writer.remove(['a|/m/2']);
  expect((await reader.thread('a|/m/4')).map(({ row }) => row.key)).toEqual(['/m/3', '/m/4', '/m/5']);
});

it('a message that is moved stays in it', async () => {
  const { reader, writer } = await mailbox();
  await writer.place(['a|/m/4'], 'a|/gone', 0);
  const found = await reader.thread('a|/m/1');
  expect(found.map(({ row, place }) => `${row.key} ${place}`)).toContain('/m/4 deleted');
});

it('an account that is removed leaves no names behind', async () => {
  const { database, writer } = await mailbox();
  expect(await database.threadNames.count()).toBeGreaterThan(0);
  await writer.removeAccount('a');
  await writer.removeAccount('b');
  expect(await database.threadNames.count()).toBe(0);
});
