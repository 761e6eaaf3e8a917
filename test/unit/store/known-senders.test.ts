import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { createKnownSenders } from '../../../renderer/store/known-senders.ts';
import { folder, mail } from '../window/support/fake-services.ts';

let database: RetinueDatabase;
beforeEach(async () => {
  database = new RetinueDatabase(`known-${Math.random()}`);
  await database.folders.bulkPut([folder('a|/Sent', 'sent'), folder('a|/Inbox', 'inbox')]);
});
afterEach(() => database.delete());

const sent = (n: number, to: string) => mail(n, { folderId: 'a|/Sent', to });
const card = (id: string, mails: readonly string[]) => ({ id, accountId: 'a', mails }) as never;

it('knows people of the address books and those who were written to, in small letters, and nobody else', async () => {
  await database.messages.bulkPut([
    sent(1, '"Ada L" <Ada@Example.com>, bo@example.com; No Address'),
    mail(2, { to: 'stranger@example.com' }),
  ]);
  await database.contacts.bulkPut([
    card('1', ['cy@example.com', 'cy@home.example']),
    card('2', ['bo@example.com']),
  ]);
  const known = await createKnownSenders(database)();
  expect([...known].sort()).toEqual([
    'ada@example.com',
    'bo@example.com',
    'cy@example.com',
    'cy@home.example',
  ]);
});

it('reads sent mail once, and again when there is more of it; a changed card counts at once', async () => {
  await database.messages.bulkPut([sent(1, 'ada@example.com')]);
  const known = createKnownSenders(database);
  const read = vi.spyOn(database.Collection.prototype, 'toArray');
  expect(await known()).toEqual(['ada@example.com']);
  await database.contacts.put(card('1', ['cy@example.com']));
  expect(await known()).toEqual(['cy@example.com', 'ada@example.com']);
  const reads = read.mock.calls.length;
  expect(await known()).toHaveLength(2);
  expect(read.mock.calls.length).toBe(reads);
  await database.messages.put(sent(0, 'di@example.com'));
  await database.contacts.put(card('1', ['cy@home.example']));
  expect([...(await known())].sort()).toEqual(['ada@example.com', 'cy@home.example', 'di@example.com']);
  read.mockRestore();
});
