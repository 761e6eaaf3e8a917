import { expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { openReader } from '../../../renderer/store/reader.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { english } from '../../../shared/language/say.ts';
import { reminderNotice } from '../../../shared/mail/reminders.ts';
import { message } from '../engine/fake-network.ts';
import { folder } from '../window/support/fake-services.ts';

const remind = (n: number, reminder: number) =>
  message(n, { flagged: true, followUp: { due: 20_000, reminder } });

it('reminders are due once, wherever the message is, and again at another time', async () => {
  const database = new RetinueDatabase('reminders');
  const writer = openWriter(database);
  const reader = openReader(database);
  await database.folders.bulkPut([folder('a|/x'), folder('a|/y'), folder('a|/z', 'deleted')]);
  await writer.page('a|/x', [remind(1, 100), remind(2, 300)], null);
  await writer.page('a|/z', [remind(3, 100)], null);
  const due = async (by: number) => (await reader.reminders(by)).map(({ row }) => row.id);
  expect(await due(99)).toEqual([]);
  expect(await due(200)).toEqual(['a|/m/1']);
  const [found] = await reader.reminders(200);
  if (!found) throw new Error('none');
  const { row, told } = found;
  expect(told.at).toBe(100);
  await writer.reminded([told]);
  expect(await due(200)).toEqual([]);
  expect(await due(300)).toEqual(['a|/m/2']);
  await database.messages.put({ ...row, id: 'a|/m/moved', folderId: 'a|/y' });
  expect(await due(200)).toEqual([]);
  await writer.mark(['a|/m/1'], () => ({ kind: 'flag', flagged: true, followUp: { reminder: 150 } }), 1);
  expect(await due(200)).toEqual(['a|/m/1']);
  await writer.mark(['a|/m/1'], () => ({ kind: 'flag', flagged: false, followUp: { done: 160 } }), 1);
  expect(await due(200)).toEqual([]);
});

it('one reminder is told by its subject, several together', () => {
  const say = english();
  const one = (id: string, subject: string) => ({ id, folderId: 'a|/x', subject, sender: 'Ada' });
  expect(reminderNotice([], 'smart:flagged', say)).toBeNull();
  expect(reminderNotice([one('1', ' ')], 'smart:flagged', say)).toEqual({
    title: 'Reminder: No subject',
    body: 'Ada',
    folderId: 'a|/x',
    messageId: '1',
    count: 1,
  });
  const many = ['A', 'B', 'C', 'D'].map((subject) => one(subject, subject));
  expect(reminderNotice(many, 'smart:flagged', say)).toEqual({
    title: '4 reminders',
    body: 'A\nB\nC',
    folderId: 'smart:flagged',
    messageId: null,
    count: 4,
  });
});
