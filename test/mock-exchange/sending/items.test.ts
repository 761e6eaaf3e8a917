import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { ask, NOW, updateBody } from '../support/server.ts';
import { message } from '../support/mail.ts';
import { copies, DRAFTS, list, mail, office, property, read, RFC822, SUBMISSION } from './office.ts';

const ID = '<one@client.example>';
const OUTBOX = '/exchange/alex/Outbox';
const FLAGS = 'p:x0e070003';
let mock: MockExchange;
beforeEach(async () => {
  mock = await office({
    folders: [
      { name: 'Archive', messages: [] },
      {
        name: 'Outbox',
        role: 'outbox',
        messages: [message('Queued', { submitted: true, draft: true, read: true })],
      },
    ],
  });
});
afterEach(() => mock.stop());

const send = (headers: Readonly<Record<string, string>> = {}) =>
  ask(mock, 'PUT', SUBMISSION, { ...RFC822, ...headers }, mail(['To: bo@example.com', 'Subject: Kept']));

describe('the copy of the sender (reference 5.1, 5.3)', () => {
  it('lies in Sent Items, read and from me, without the trace', async () => {
    await send();
    const [path = ''] = await list(mock, 'alex', 'Sent Items');
    expect(path).toBe('/exchange/alex/Sent%20Items/Kept.EML');
    expect(await property(mock, path, FLAGS)).toBe('35');
    expect(await property(mock, path, 'm:message-id')).toBe(`&lt;one@client.example&gt;`);
    expect((await read(mock, 'alex', 'Sent Items'))[0]).not.toContain('MS-WebStorage');
    const [inbox = ''] = await list(mock, 'bo', 'Inbox');
    expect(inbox).toBe('/exchange/bo/Inbox/Kept.EML');
  });

  it('is left out by Saveinsent: f, and goes elsewhere by Savedestination', async () => {
    await send({ Saveinsent: 'f' });
    expect(await list(mock, 'alex', 'Sent Items')).toEqual([]);
    await send({ Savedestination: '/exchange/alex/Archive' });
    await send({ Savedestination: `${mock.origin}/exchange/alex/Archive/` });
    expect(await list(mock, 'alex', 'Sent Items')).toEqual([]);
    expect(await list(mock, 'alex', 'Archive')).toHaveLength(2);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 3 });
  });

  it('cannot go where there is no folder of the mailbox, and then nothing is sent', async () => {
    for (const where of [
      '/exchange/alex/Nowhere',
      '/exchange/bo/Inbox',
      '/public/',
      '/exchange/alex/Outbox/Queued.EML',
    ])
      expect((await send({ Savedestination: where })).status).toBe(409);
    expect(mock.oracle().messages.map(({ deliveries }) => deliveries)).toEqual([[]]);
  });

  const draft = `${DRAFTS}/d.EML`;
  const saved = async (set: string, headers: Readonly<Record<string, string>> = {}) => {
    await ask(mock, 'PUT', draft, RFC822, mail(['To: bo@example.com', 'Subject: Kept']));
    await ask(mock, 'PROPPATCH', draft, { 'Content-Type': 'text/xml' }, updateBody(set));
    const answer = await ask(mock, 'MOVE', draft, { Destination: SUBMISSION, ...headers });
    expect(answer.status).toBe(200);
    const count = async (folder: string) => (await list(mock, 'alex', folder)).length;
    return [await count('Sent Items'), await count('Archive')];
  };

  it('follows the properties of the item', async () => {
    expect(await saved('<h:saveinsent>0</h:saveinsent>')).toEqual([0, 0]);
    const archive = `${mock.origin}/exchange/alex/Archive`;
    expect(await saved(`<h:savedestination>${archive}</h:savedestination>`)).toEqual([0, 1]);
  });

  it('follows the headers where both speak', async () => {
    expect(await saved('<h:saveinsent>0</h:saveinsent>', { Saveinsent: 't' })).toEqual([1, 0]);
    const both = '<h:savedestination>/exchange/alex/Archive</h:savedestination>';
    expect(await saved(both, { Savedestination: '/exchange/alex/Sent%20Items' })).toEqual([2, 0]);
  });
});

describe('signs of what is stuck (reference 5.4)', () => {
  const draft = `${DRAFTS}/d.EML`;
  const flags = async (path: string) => [
    await property(mock, path, FLAGS),
    await property(mock, path, 'h:submitted'),
  ];
  const mechanisms = () => mock.oracle().stuck.map(({ mechanism, href }) => [mechanism, href]);
  const QUEUED = ['queued-not-spooled', `${OUTBOX}/Queued.EML`];

  it('shows a normal draft as 9, which is not stuck while it is young', async () => {
    const patch = updateBody('<p:x0e070003>9</p:x0e070003>');
    await ask(mock, 'PROPPATCH', draft, { 'Content-Type': 'text/xml' }, patch);
    expect(await flags(draft)).toEqual(['9', '0']);
    expect(mechanisms()).toEqual([QUEUED, ['half-created', draft]]);
    await ask(mock, 'PUT', draft, RFC822, mail(['To: bo@example.com']));
    expect(await flags(draft)).toEqual(['9', '0']);
    expect(mechanisms()).toEqual([QUEUED]);
    await mock.clock.advance(3_600_000);
    expect(mechanisms()).toEqual([QUEUED, ['foreign-drafts', draft]]);
    await ask(mock, 'MOVE', draft, { Destination: SUBMISSION });
    expect(mechanisms()).toEqual([QUEUED]);
  });

  it('shows a queued message as 13, and lets nobody edit or delete it', async () => {
    const queued = `${OUTBOX}/Queued.EML`;
    expect(await flags(queued)).toEqual(['13', '1']);
    const patch = updateBody('<h:read>0</h:read>');
    const inbox = `${mock.origin}/exchange/alex/Inbox/Queued.EML`;
    const answers = [
      await ask(mock, 'PROPPATCH', queued, { 'Content-Type': 'text/xml' }, patch),
      await ask(mock, 'PUT', queued, RFC822, mail(['To: cy@example.com'])),
      await ask(mock, 'DELETE', queued),
      await ask(mock, 'MOVE', queued, { Destination: inbox }),
      await ask(mock, 'MOVE', queued, { Destination: SUBMISSION }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await flags(queued)).toEqual(['13', '1']);
  });

  it('lets it be taken back to Drafts, edited there and sent', async () => {
    const back = `${DRAFTS}/Queued.EML`;
    const move = { Destination: mock.origin + back };
    expect((await ask(mock, 'MOVE', `${OUTBOX}/Queued.EML`, move)).status).toBe(201);
    expect(await flags(back)).toEqual(['9', '0']);
    expect(mock.oracle().messages[0]).toMatchObject({
      messageId: '<1@example.com>',
      draftsLeft: 1,
      inOutbox: 0,
    });
    expect((await ask(mock, 'PUT', back, RFC822, mail(['To: bo@example.com']))).status).toBe(200);
    expect((await ask(mock, 'MOVE', back, { Destination: SUBMISSION })).status).toBe(200);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1 });
  });

  it('can be copied, and the copy is an ordinary draft', async () => {
    const copy = `${DRAFTS}/Copy.EML`;
    await ask(mock, 'COPY', `${OUTBOX}/Queued.EML`, { Destination: mock.origin + copy });
    expect(await flags(copy)).toEqual(['9', '0']);
  });

  it('is as it was after a reset', async () => {
    await ask(mock, 'MOVE', `${OUTBOX}/Queued.EML`, { Destination: `${mock.origin}${DRAFTS}/Queued.EML` });
    await send();
    await mock.reset();
    expect(await flags(`${OUTBOX}/Queued.EML`)).toEqual(['13', '1']);
    expect(await list(mock, 'bo', 'Inbox')).toEqual([]);
    expect(mock.oracle().messages).toEqual([
      {
        messageId: '<1@example.com>',
        subject: 'Queued',
        deliveries: [],
        sentCopies: 0,
        draftsLeft: 0,
        inOutbox: 1,
      },
    ]);
    expect(mock.clock.now()).toBe(NOW);
  });
});
