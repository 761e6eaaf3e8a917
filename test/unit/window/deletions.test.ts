import { describe, expect, it } from 'vitest';
import { resultReader } from '../../../renderer/features/mail/search/result-reader.ts';
import { nextUnread } from '../../../renderer/features/mail/list/rows.ts';
import { commonPlace, deletionsOf } from '../../../renderer/features/mail/deletions.ts';
import { FLAGGED_ID } from '../../../renderer/store/reader.ts';
import { fakeServices, folder, mail } from './support/fake-services.ts';

const TRASH = folder('a|/Deleted Items', 'deleted');
const OTHER_TRASH = folder('b|/Trash', 'deleted');
const here = mail(1);
const inProjects = mail(2, { folderId: 'a|/Projects' });
const other = mail(3, { id: 'b|/m3', accountId: 'b', folderId: 'b|/Inbox' });
const gone = mail(4, { folderId: TRASH.id });

describe('what Delete does', () => {
  it('goes to the Deleted Items of each account', () => {
    expect(deletionsOf([here, inProjects, other], [TRASH, OTHER_TRASH])).toEqual({
      moves: [
        { trash: TRASH, messageIds: [here.id, inProjects.id] },
        { trash: OTHER_TRASH, messageIds: [other.id] },
      ],
      rest: [],
    });
  });
  it('leaves what is in Deleted Items, or has no such folder to go to', () => {
    expect(deletionsOf([here, gone, other], [TRASH])).toEqual({
      moves: [{ trash: TRASH, messageIds: [here.id] }],
      rest: [gone.id, other.id],
    });
  });
});

describe('where messages are moved from', () => {
  it('is one account', () => {
    expect(commonPlace([here, inProjects])).toEqual({ accountId: 'a', id: null });
    expect(commonPlace([here])).toEqual({ accountId: 'a', id: here.folderId });
    expect(commonPlace([here, other])).toBeNull();
    expect(commonPlace([])).toBeNull();
  });
});

describe('results', () => {
  const rowsOf = async (deleted: Parameters<typeof resultReader>[2]) => {
    const moved = mail(5, { id: 'a|/new-key', date: here.date, messageId: '<one@x>', folderId: TRASH.id });
    const { services } = await fakeServices({ rows: [here, gone, moved], folders: [TRASH] });
    const reader = resultReader(services.reader, [here.id, gone.id, moved.id], deleted);
    return (await reader.rows('', Number.MIN_SAFE_INTEGER, 0, 10)).map(({ id }) => id);
  };
  it('hold what lies in Deleted Items, but not what was deleted from them', async () => {
    expect(await rowsOf([])).toEqual(expect.arrayContaining([here.id, gone.id, 'a|/new-key']));
    expect(await rowsOf([gone])).not.toContain(gone.id);
  });
  it('hold what came back, under another key', async () => {
    const back = mail(6, { id: 'a|/newer-key', date: here.date });
    const same = { ...back, subject: here.subject };
    const { services } = await fakeServices({ rows: [same], folders: [TRASH] });
    const reader = resultReader(services.reader, [here.id], [here]);
    expect((await reader.rows('', Number.MIN_SAFE_INTEGER, 0, 10)).map(({ id }) => id)).toEqual([same.id]);
  });
  it('know it under the key that it got on the way, and show it again when it was taken back', async () => {
    expect(await rowsOf([{ ...here, messageId: '<one@x>' }])).toEqual([here.id, gone.id]);
  });
});

describe('the next unread message', () => {
  it('is found among flagged ones', async () => {
    const rows = [mail(1), mail(2), mail(3, { read: false })].map((row) => ({
      ...row,
      flagged: true,
      flag: 1 as const,
    }));
    const { reader } = (await fakeServices({ rows })).services;
    expect((await nextUnread(reader, FLAGGED_ID, rows[0] ?? null))?.id).toBe('a|/m3');
  });
});
