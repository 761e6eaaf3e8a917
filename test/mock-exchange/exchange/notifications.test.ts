import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { type Answer, ask, propfindBody, serverWith, texts, updateBody } from '../support/server.ts';
import { INBOX, markRead, PROJECTS, responses } from './support.ts';

let mock: MockExchange;
beforeEach(async () => {
  mock = await serverWith([message('One'), message('Two')], {
    folders: [{ name: 'Projects', messages: [] }],
  });
});
afterEach(() => mock.stop());

const NEW_MAIL = 'pragma/<http://schemas.microsoft.com/exchange/newmail>';

function subscribe(path: string, type: string, more: Record<string, string> = {}): Promise<Answer> {
  return ask(mock, 'SUBSCRIBE', path, { 'Notification-type': type, ...more });
}

async function idOf(path: string, type: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await subscribe(path, type, more);
  expect(answer.status).toBe(200);
  return String(answer.headers['subscription-id']);
}

/** `200 1` for each status of a poll, with the ids that have it. */
async function poll(path: string, ids: string, verb = 'POLL'): Promise<readonly string[]> {
  const answer = await ask(mock, verb, path, { 'Subscription-id': ids });
  expect(answer.status).toBe(207);
  return responses(answer).map((each) => {
    expect(each).toContain('<a:href>');
    return [/HTTP\/1\.1 (\d+)/.exec(each)?.[1], ...texts(each, 'li')].join(' ');
  });
}

describe('SUBSCRIBE', () => {
  it('answers with id, lifetime and address, and without a body', async () => {
    const { status, headers, text } = await subscribe(INBOX, 'update', { 'Subscription-lifetime': '57600' });
    expect([status, text]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'subscription-id': '1',
      'subscription-lifetime': '57600',
      'content-location': `${mock.origin}${INBOX}`,
    });
  });

  it.each([
    [{}, 400],
    [{ 'Notification-type': 'weather' }, 501],
    [{ 'Notification-type': 'update', Depth: 'infinity' }, 400],
    [{ 'Notification-type': 'update', 'Subscription-lifetime': 'long' }, 400],
    [{ 'Notification-type': 'update', 'Call-back': 'http://127.0.0.1:9/' }, 400],
    [{ 'Notification-type': 'update', 'Call-back': 'httpu://192.0.2.1:9/' }, 501],
    [{ 'Subscription-id': '99' }, 412],
  ])('refuses %o', async (headers, status) => {
    expect((await ask(mock, 'SUBSCRIBE', INBOX, headers)).status).toBe(status);
  });

  it('refuses a permanent URL and what does not exist', async () => {
    const found = await ask(mock, 'PROPFIND', INBOX, { Depth: '0' }, propfindBody('e:permanenturl'));
    const permanent = new URL(texts(found.text, 'permanenturl')[0] ?? '').pathname;
    expect((await subscribe(permanent, 'update')).status).toBe(403);
    expect((await subscribe('/exchange/alex/Nowhere/', 'update')).status).toBe(404);
  });

  it('runs out by the clock, unless it is renewed or polled', async () => {
    const short = await idOf(INBOX, 'update', { 'Subscription-lifetime': '60' });
    const other = await idOf(INBOX, 'update', { 'Subscription-lifetime': '60' });
    await mock.clock.advance(50_000);
    const renewed = await ask(mock, 'SUBSCRIBE', INBOX, {
      'Subscription-id': short,
      'Subscription-lifetime': '120',
    });
    expect([renewed.status, renewed.headers['subscription-lifetime']]).toEqual([200, '120']);
    await mock.clock.advance(50_000);
    expect(await poll(INBOX, `${short},${other}`)).toEqual([`204 ${short}`, `412 ${other}`]);
    await mock.clock.advance(119_000);
    expect(await poll(INBOX, short)).toEqual([`204 ${short}`]);
    await mock.clock.advance(121_000);
    expect(await poll(INBOX, short)).toEqual([`412 ${short}`]);
  });

  it('renews several at once with 207', async () => {
    const ids = [await idOf(INBOX, 'update'), await idOf(INBOX, 'delete')].join(', ');
    expect(await poll(INBOX, `${ids}, 99`, 'SUBSCRIBE')).toEqual(['200 1 2', '412 99']);
  });
});

describe('POLL', () => {
  it('tells each event to the subscriptions that cover it, once', async () => {
    const types = ['update', 'update/newmember', 'delete', 'move'];
    const ids = await Promise.all(types.map((type) => idOf(INBOX, type)));
    const newMail = await idOf('/exchange/alex/', NEW_MAIL);
    const told = async () => {
      const rows = await poll(INBOX, ids.join());
      const [, ...numbers] = (rows.find((row) => row.startsWith('200')) ?? '').split(' ');
      return types.filter((_, at) => numbers.includes(ids[at] ?? '')).join();
    };
    expect(await told()).toBe('');
    await mock.deliver('alex', message('Three'));
    expect(await told()).toBe('update,update/newmember');
    expect(await told()).toBe('');
    expect(await poll('/exchange/alex/', newMail)).toEqual([`200 ${newMail}`]);
    await markRead(mock, `${INBOX}One.EML`, true);
    expect(await told()).toBe('update');
    await ask(mock, 'MOVE', `${INBOX}One.EML`, { Destination: `${PROJECTS}One.EML` });
    expect(await told()).toBe('update,move');
    await ask(mock, 'MOVE', `${PROJECTS}One.EML`, { Destination: `${INBOX}One.EML` });
    expect(await told()).toBe('update,update/newmember,move');
    await ask(mock, 'COPY', `${INBOX}One.EML`, { Destination: `${INBOX}Copy.EML` });
    expect(await told()).toBe('update,update/newmember');
    await ask(mock, 'DELETE', `${INBOX}Copy.EML`);
    expect(await told()).toBe('update,delete');
    await ask(mock, 'PUT', `${INBOX}Put.EML`, {}, 'Subject: Put\r\n\r\nHello\r\n');
    expect(await told()).toBe('update,update/newmember');
    expect(await poll('/exchange/alex/', newMail)).toEqual([`204 ${newMail}`]);
  });

  it('tells of one item with Depth 0, and of a folder alone', async () => {
    const item = await idOf(`${INBOX}One.EML`, 'update');
    const gone = await idOf(`${INBOX}One.EML`, 'delete');
    const folder = await idOf(PROJECTS, 'update', { Depth: '0' });
    await markRead(mock, `${INBOX}Two.EML`, true);
    await ask(mock, 'COPY', `${INBOX}One.EML`, { Destination: `${PROJECTS}One.EML` });
    expect(await poll(`${INBOX}One.EML`, item)).toEqual([`204 ${item}`]);
    expect(await poll(PROJECTS, folder)).toEqual([`204 ${folder}`]);
    await markRead(mock, `${INBOX}One.EML`, true);
    await ask(mock, 'PROPPATCH', PROJECTS, {}, updateBody('<D:comment>ours</D:comment>'));
    expect(await poll(`${INBOX}One.EML`, item)).toEqual([`200 ${item}`]);
    expect(await poll(PROJECTS, folder)).toEqual([`200 ${folder}`]);
    await ask(mock, 'DELETE', `${INBOX}One.EML`);
    expect(await poll(`${INBOX}One.EML`, gone)).toEqual([`200 ${gone}`]);
  });

  it('answers 412 for ids that are unknown or of another address, 400 for none', async () => {
    const id = await idOf(INBOX, 'update');
    expect(await poll(PROJECTS, `${id},7`)).toEqual([`412 ${id} 7`]);
    expect((await ask(mock, 'POLL', INBOX)).status).toBe(400);
    expect((await ask(mock, 'POLL', INBOX, { 'Subscription-id': 'x' })).status).toBe(400);
    const { text } = await ask(mock, 'POLL', INBOX, { 'Subscription-id': id });
    expect(text).toContain('="http://schemas.microsoft.com/Exchange/"');
    expect(text).toMatch(/<\w:subscriptionID><li>1<\/li><\/\w:subscriptionID>/);
  });
});

it('UNSUBSCRIBE ends subscriptions', async () => {
  const ids = [await idOf(INBOX, 'update'), await idOf(INBOX, 'move')];
  expect((await ask(mock, 'UNSUBSCRIBE', INBOX, { 'Subscription-id': ids[0] ?? '' })).status).toBe(200);
  expect((await ask(mock, 'UNSUBSCRIBE', INBOX, { 'Subscription-id': ids[0] ?? '' })).status).toBe(412);
  expect(await poll(INBOX, ids.join(), 'UNSUBSCRIBE')).toEqual([`412 ${ids[0]}`, `200 ${ids[1]}`]);
});

describe('NOTIFY', () => {
  let socket: Socket;
  let callBack: string;
  beforeEach(async () => {
    socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    callBack = `httpu://127.0.0.1:${(socket.address() as AddressInfo).port}/here`;
  });
  afterEach(() => socket.close());
  const next = async () => String((await once(socket, 'message'))[0]);

  it('sends a datagram, and again until the client polls', async () => {
    const id = await idOf(INBOX, 'update', { 'Call-back': callBack });
    const first = next();
    await mock.deliver('alex', message('Three'));
    expect(await first).toBe(`NOTIFY ${callBack} HTTP/1.1\r\nSubscription-id: ${id}\r\n\r\n`);
    const again = next();
    await mock.clock.advance(60_000);
    expect(await again).toContain(`Subscription-id: ${id}`);
    expect(await poll(INBOX, id)).toEqual([`200 ${id}`]);
    let more = 0;
    socket.on('message', () => more++);
    await mock.clock.advance(600_000);
    expect(more).toBe(0);
  });

  it('gathers events for as long as Notification-delay says', async () => {
    await idOf(INBOX, 'update', { 'Call-back': callBack, 'Notification-delay': '30' });
    let count = 0;
    socket.on('message', () => count++);
    await mock.deliver('alex', message('Three'));
    await mock.deliver('alex', message('Four'));
    await mock.clock.advance(29_000);
    expect(count).toBe(0);
    const datagram = next();
    await mock.clock.advance(1000);
    await datagram;
    expect(count).toBe(1);
  });

  it('is not offered by Exchange 2007', async () => {
    const own = await serverWith([], { personality: '2007' });
    const headers = { 'Notification-type': 'update', 'Call-back': callBack };
    expect((await ask(own, 'SUBSCRIBE', INBOX, headers)).status).toBe(501);
    expect((await ask(own, 'SUBSCRIBE', INBOX, { 'Notification-type': 'update' })).status).toBe(200);
    await own.stop();
  });
});

it('forgets subscriptions at a reset', async () => {
  const id = await idOf(INBOX, 'update');
  await mock.reset();
  expect(await poll(INBOX, id)).toEqual([`412 ${id}`]);
});
