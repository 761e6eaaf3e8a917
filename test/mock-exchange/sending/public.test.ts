import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { publicFolders } from '../../../electron/mock-exchange/public/folders.ts';
import { ask, NOW, propfindBody, searchBody, texts } from '../support/server.ts';
import { as, mail, office, RFC822 } from './office.ts';

const WISH = { seed: 1, now: NOW, domain: 'example.com' };
const NEWS = '/public/Company/Announcements';
let mock: MockExchange;
beforeAll(async () => {
  mock = await office({ publicFolders: publicFolders(WISH) });
});
afterAll(() => mock.stop());

const propfind = (path: string, depth: string, ...names: readonly string[]) =>
  ask(mock, 'PROPFIND', path, { Depth: depth }, propfindBody(...names));

describe('public folders (reference 1.1, 8)', () => {
  it('are listed level by level, in every alphabet', async () => {
    const { status, text } = await propfind('/public/', '1,noroot', 'D:displayname', 'e:outlookfolderclass');
    expect(status).toBe(207);
    expect(texts(text, 'displayname')).toEqual(['Company', 'Projects', 'Møterom']);
    expect(texts(text, 'outlookfolderclass')).toEqual(['IPF.Note', 'IPF.Note', 'IPF.Appointment']);
    const below = await propfind('/public/Projects', '1,noroot', 'D:displayname');
    expect(texts(below.text, 'displayname')).toEqual(['Brattøra', 'Kai 3 &amp; 4']);
    expect(texts(below.text, 'href')).toEqual([
      `${mock.origin}/public/Projects/Bratt%C3%B8ra/`,
      `${mock.origin}/public/Projects/Kai%203%20%26%204/`,
    ]);
  });

  it('lack the counts that public stores do not keep', async () => {
    const names = ['D:hassubs', 'h:unreadcount', 'e:foldersize', 'D:objectcount'];
    const { text } = await propfind(NEWS, '0', ...names);
    expect(text).toMatch(
      /404 Resource Not Found<\/a:status><a:prop><a:hassubs\/><\w:unreadcount\/><\w:foldersize\/>/,
    );
    expect(texts(text, 'objectcount')).toEqual(['4']);
    expect(texts((await propfind('/public/Company', '0', ...names)).text, 'hassubs')).toEqual(['1']);
  });

  it('are not listed or searched through all levels', async () => {
    expect((await propfind('/public/', 'infinity', 'D:href')).status).toBe(403);
    expect((await ask(mock, 'PROPFIND', '/public/Company')).status).toBe(403);
    const deep = `SELECT "DAV:displayname" FROM SCOPE('deep traversal of "/public/"')`;
    expect((await ask(mock, 'SEARCH', '/public/', {}, searchBody(deep))).status).toBe(403);
  });

  it('are searched one at a time', async () => {
    const sql = `SELECT "urn:schemas:httpmail:subject" FROM SCOPE('shallow traversal of "${NEWS}"') WHERE "DAV:isfolder" = false`;
    const { status, text } = await ask(mock, 'SEARCH', NEWS, {}, searchBody(sql));
    expect(status).toBe(207);
    expect(texts(text, 'subject')).toContain('Parking: please read');
  });

  it('give their posts to everybody', async () => {
    const post = `${NEWS}/Fire%20drill%20at%2010:00.EML`;
    const answer = await as('cy', mock, 'GET', post, { Translate: 'f' });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^From: "/);
    expect(answer.text).toContain('\r\nSubject: Fire drill at 10:00\r\n');
  });

  it('take posts from one and show them to another, until they are deleted', async () => {
    const post = `${NEWS}/Cake.EML`;
    const raw = mail(['From: bo@example.com', 'Subject: Cake']);
    expect((await as('bo', mock, 'PUT', post, RFC822, raw)).status).toBe(201);
    expect((await as('cy', mock, 'GET', post, { Translate: 'f' })).text).toBe(raw);
    expect((await as('cy', mock, 'DELETE', post)).status).toBe(200);
    expect((await as('bo', mock, 'GET', post)).status).toBe(404);
  });

  it('hold no mailbox quota and no mail of a mailbox', async () => {
    mock.settings.change({ MailboxQuota: 0 });
    expect((await ask(mock, 'PUT', `${NEWS}/x.EML`, RFC822, mail(['Subject: x']))).status).toBe(201);
    mock.settings.change({ MailboxQuota: null });
    const move = await ask(mock, 'MOVE', `${NEWS}/x.EML`, { Destination: '/exchange/alex/Inbox/x.EML' });
    expect(move.status).toBe(502);
  });
});

describe('the tree', () => {
  it('is the same for the same seed, and all of it lies in the past', () => {
    const flat = (wish: typeof WISH) =>
      publicFolders(wish).flatMap(({ name, messages, folders = [] }) => [
        name,
        ...[{ messages }, ...folders]
          .flatMap((each) => [...each.messages])
          .map(({ content }) => content.bytes().toString()),
      ]);
    expect(flat(WISH)).toEqual(flat(WISH));
    expect(flat(WISH)).not.toEqual(flat({ ...WISH, seed: 2 }));
    const posts = publicFolders(WISH).flatMap(({ folders = [] }) =>
      folders.flatMap(({ messages }) => [...messages]),
    );
    expect(posts.every(({ received }) => received < NOW)).toBe(true);
  });
});
