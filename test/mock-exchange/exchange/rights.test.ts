import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { letters } from '../../integration/engine/house.ts';
import { as, mail, RFC822 } from '../sending/office.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { NOW, propfindBody, searchBody, texts } from '../support/server.ts';

const INBOX = '/exchange/bo/Inbox';
const SHARED = '/exchange/bo/Shared';
let mock: MockExchange;
beforeAll(async () => {
  const person = { displayName: 'Somebody', password: 'secret', folders: [] };
  mock = await startMockExchange({
    clock: { start: NOW, rate: 0 },
    mailboxes: [
      { ...person, user: 'alex', address: 'alex@example.com' },
      {
        ...person,
        user: 'bo',
        address: 'bo@example.com',
        folders: [
          { name: 'Inbox', role: 'inbox', messages: await letters(3), grants: { alex: 'reviewer' } },
          {
            name: 'Shared',
            messages: await letters(2, 100),
            grants: { '*': 'editor' },
            folders: [{ name: 'Closed', messages: await letters(1, 200), grants: {} }],
          },
        ],
      },
      {
        ...person,
        user: 'cy',
        address: 'cy@example.com',
        folders: [{ name: 'Projects', messages: await letters(1, 300) }],
        grants: { alex: 'editor' },
      },
    ],
    publicFolders: [
      { name: 'News', messages: await letters(2, 400), grants: { '*': 'reviewer', bo: 'editor' } },
      { name: 'Board', messages: [], grants: { bo: 'editor' } },
      { name: 'Canteen', messages: [] },
    ],
  });
});
afterAll(() => mock.stop());

const propfind = (user: string, path: string, depth: string, ...names: readonly string[]) =>
  as(user, mock, 'PROPFIND', path, { Depth: depth, Brief: 't' }, propfindBody(...names));
const subjects = async (user: string, path: string, depth = 'shallow') => {
  const sql = `SELECT "urn:schemas:httpmail:subject" FROM SCOPE('${depth} traversal of ""') WHERE "DAV:isfolder" = false`;
  const { status, text } = await as(user, mock, 'SEARCH', path, {}, searchBody(sql));
  return status === 207 ? texts(text, 'subject') : status;
};

describe('somebody else’s mailbox', () => {
  it('is closed where nothing is granted, also for what does not exist', async () => {
    expect((await propfind('alex', '/exchange/bo/', '0', 'D:displayname')).status).toBe(403);
    expect((await propfind('alex', '/exchange/bo/Drafts', '0', 'D:displayname')).status).toBe(403);
    expect((await propfind('alex', '/exchange/bo/Nothing', '0', 'D:displayname')).status).toBe(403);
    expect((await as('cy', mock, 'GET', `${INBOX}/Letter%201.EML`)).status).toBe(403);
    expect((await propfind('alex', '/exchange/dee/', '0', 'D:displayname')).status).toBe(404);
  });

  it('names its well-known folders in the hidden subtree to everybody (reference 1.2)', async () => {
    const { status, text } = await propfind('alex', '/exchange/bo/NON_IPM_SUBTREE', '0', 'h:inbox');
    expect([status, texts(text, 'inbox')]).toEqual([207, [`${mock.origin}${INBOX}`]]);
  });

  it('is read by a reviewer, who changes nothing', async () => {
    expect(await subjects('alex', INBOX)).toHaveLength(3);
    expect((await as('alex', mock, 'GET', `${INBOX}/Letter%201.EML`, { Translate: 'f' })).status).toBe(200);
    expect((await as('alex', mock, 'DELETE', `${INBOX}/Letter%201.EML`)).status).toBe(403);
    expect((await as('alex', mock, 'PUT', `${INBOX}/x.EML`, RFC822, mail(['Subject: x']))).status).toBe(403);
    expect((await as('alex', mock, 'MKCOL', `${INBOX}/Sub`)).status).toBe(403);
    const body = `<D:delete xmlns:D="DAV:"><D:target><D:href>Letter%201.EML</D:href></D:target></D:delete>`;
    expect((await as('alex', mock, 'BDELETE', INBOX, {}, body)).status).toBe(403);
  });

  it('is changed by an editor, whose moves end where rights end', async () => {
    const to = (path: string) => ({ Destination: path, 'Allow-Rename': 't' });
    const one = `${SHARED}/Letter%20100.EML`;
    expect((await as('alex', mock, 'MOVE', one, to(`${INBOX}/Letter%20100.EML`))).status).toBe(403);
    expect((await as('alex', mock, 'MOVE', one, to('/exchange/alex/Inbox/Letter%20100.EML'))).status).toBe(
      502,
    );
    expect((await as('alex', mock, 'DELETE', one)).status).toBe(200);
    expect(await subjects('alex', SHARED)).toEqual(['Letter 101']);
  });

  it('shows no folder that is closed, by any way', async () => {
    const { text } = await propfind('alex', SHARED, '1,noroot', 'D:displayname');
    expect(texts(text, 'displayname').some((each) => each.startsWith('Closed'))).toBe(false);
    expect(await subjects('alex', SHARED, 'deep')).toEqual(['Letter 101']);
    expect(await subjects('bo', SHARED, 'deep')).toHaveLength(2);
    expect(await subjects('alex', `${SHARED}/Closed`)).toBe(403);
  });

  it('is open as a whole where its root is granted, but not its submission address', async () => {
    expect(await subjects('alex', '/exchange/cy/', 'deep')).toEqual(['Letter 300']);
    const submission = '/exchange/cy/%23%23DavMailSubmissionURI%23%23';
    expect((await as('alex', mock, 'PUT', submission, RFC822, mail(['Subject: x']))).status).toBe(403);
  });
});

describe('public folders', () => {
  it('are read and written as each of them says, by everybody where it says nothing', async () => {
    const { text } = await propfind('alex', '/public/', '1,noroot', 'D:displayname');
    expect(texts(text, 'displayname')).toEqual(['News', 'Canteen']);
    const put = (user: string, path: string) =>
      as(user, mock, 'PUT', `${path}/x.EML`, RFC822, mail(['Subject: x']));
    expect((await put('alex', '/public/News')).status).toBe(403);
    expect((await put('bo', '/public/News')).status).toBe(201);
    expect((await put('alex', '/public/Canteen')).status).toBe(201);
    expect(await subjects('alex', '/public/Board')).toBe(403);
  });
});

describe('a scenario', () => {
  it('grants what its mailboxes say', async () => {
    const shared = await startMockExchange({
      scenario: {
        name: 'shared',
        title: 'Shared',
        description: 'A mailbox that is shared.',
        mailboxes: [
          { user: 'alex', password: 'secret' },
          { user: 'bo', password: 'secret', messages: 3, grants: { alex: 'reviewer' } },
        ],
      },
    });
    try {
      const { status } = await as('alex', shared, 'PROPFIND', '/exchange/bo/', { Depth: '0' });
      expect(status).toBe(207);
    } finally {
      await shared.stop();
    }
  });
});
