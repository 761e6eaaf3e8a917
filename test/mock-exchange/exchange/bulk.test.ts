import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask, propfindBody, serverWith, texts } from '../support/server.ts';
import { bulkBody, INBOX, outcomes, PROJECTS, responses } from './support.ts';

let mock: MockExchange;
beforeEach(async () => {
  mock = await serverWith([message('One'), message('Two'), message('Three & more')], {
    folders: [{ name: 'Projects', messages: [message('One')] }],
  });
});
afterEach(() => mock.stop());

const subjects = '<D:prop><h:subject/><h:nothing/></D:prop>';

describe('BPROPFIND', () => {
  it('takes bare names, paths and whole addresses, and answers one response a target', async () => {
    const targets = ['One.EML', `${INBOX}Two.EML`, `${mock.origin}${INBOX}Three%20%26%20more.EML`, 'No.EML'];
    const answer = await ask(
      mock,
      'BPROPFIND',
      INBOX,
      { Depth: '0' },
      bulkBody('propfind', targets, subjects),
    );
    expect([answer.status, answer.headers['content-type']]).toEqual([207, 'text/xml']);
    expect(outcomes(answer)).toEqual([
      'One.EML 200 404',
      'Two.EML 200 404',
      'Three%20%26%20more.EML 200 404',
      'No.EML 404',
    ]);
    expect(texts(answer.text, 'subject')).toEqual(['One', 'Two', 'Three &amp; more']);
  });

  it('leaves missing properties out with Brief, and takes the folder itself as an empty href', async () => {
    const body = bulkBody('propfind', ['', 'One.EML'], subjects);
    const answer = await ask(mock, 'BPROPFIND', INBOX.slice(0, -1), { Brief: 't' }, body);
    expect(outcomes(answer)).toEqual(['Inbox 200', 'One.EML 200']);
  });

  it('lists below each target with Depth 1', async () => {
    const body = bulkBody('propfind', ['', '/exchange/alex/Projects/'], '<D:prop><D:displayname/></D:prop>');
    const answer = await ask(mock, 'BPROPFIND', INBOX, { Depth: '1' }, body);
    expect(responses(answer).length).toBe(4 + 2);
  });

  it('works by permanent URL', async () => {
    const found = await ask(
      mock,
      'PROPFIND',
      `${INBOX}One.EML`,
      { Depth: '0' },
      propfindBody('e:permanenturl'),
    );
    const permanent = texts(found.text, 'permanenturl')[0] ?? '';
    const answer = await ask(mock, 'BPROPFIND', INBOX, {}, bulkBody('propfind', [permanent], subjects));
    expect(texts(answer.text, 'subject')).toEqual(['One']);
  });
});

describe('BPROPPATCH', () => {
  const set = '<D:set><D:prop><h:read>1</h:read></D:prop></D:set>';

  it('writes to every target, and makes none with If-Match', async () => {
    const body = bulkBody('propertyupdate', ['One.EML', 'New.EML'], set);
    const answer = await ask(mock, 'BPROPPATCH', INBOX, { 'If-Match': '*' }, body);
    expect(answer.status).toBe(207);
    expect(outcomes(answer)).toEqual(['One.EML 200', 'New.EML 412']);
    expect(mock.folders('alex').find(({ path }) => path === 'Inbox')).toMatchObject({ total: 3, unread: 2 });
  });

  it('answers 200 without a body with Brief when all went well, and 207 when not', async () => {
    const headers = { Brief: 't', 'If-Match': '*' };
    const well = await ask(
      mock,
      'BPROPPATCH',
      INBOX,
      headers,
      bulkBody('propertyupdate', ['One.EML', 'Two.EML'], set),
    );
    expect([well.status, well.text]).toEqual([200, '']);
    const part = await ask(
      mock,
      'BPROPPATCH',
      INBOX,
      headers,
      bulkBody('propertyupdate', ['One.EML', 'No.EML'], set),
    );
    expect(outcomes(part)).toEqual(['One.EML 200', 'No.EML 412']);
  });

  it('takes values as they are written: digits in front, types, lists', async () => {
    const rest =
      '<D:set><D:prop><c:0x8570 xmlns:c="http://schemas.microsoft.com/mapi/id/{00062008-0000-0000-C000-000000000046}/" ' +
      'xmlns:t="urn:schemas-microsoft-com:datatypes" t:dt="boolean">1</c:0x8570>' +
      '<k:keywords-utf8 xmlns:k="http://schemas.microsoft.com/exchange/"><x:v xmlns:x="xml:">red &amp; blue</x:v></k:keywords-utf8></D:prop></D:set>';
    const answer = await ask(mock, 'BPROPPATCH', INBOX, {}, bulkBody('propertyupdate', ['One.EML'], rest));
    expect(outcomes(answer)).toEqual(['One.EML 200']);
    const read = await ask(
      mock,
      'PROPFIND',
      `${INBOX}One.EML`,
      { Depth: '0' },
      propfindBody('e:keywords-utf8'),
    );
    expect(texts(read.text, 'v')).toEqual(['red &amp; blue']);
  });
});

describe('BDELETE', () => {
  it('deletes what there is and says what was not there', async () => {
    const answer = await ask(
      mock,
      'BDELETE',
      INBOX,
      {},
      bulkBody('delete', ['One.EML', 'No.EML', 'Two.EML']),
    );
    expect(outcomes(answer)).toEqual(['One.EML 200', 'No.EML 404', 'Two.EML 200']);
    expect((await ask(mock, 'GET', `${INBOX}One.EML`)).status).toBe(404);
  });

  it('leaves what is locked', async () => {
    const body =
      '<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>';
    const lock = await ask(mock, 'LOCK', `${INBOX}One.EML`, { 'Content-Type': 'text/xml' }, body);
    expect(lock.status).toBe(200);
    const targets = bulkBody('delete', ['One.EML', 'Two.EML']);
    expect(outcomes(await ask(mock, 'BDELETE', INBOX, {}, targets))).toEqual(['One.EML 423', 'Two.EML 200']);
    const token = String(lock.headers['lock-token']);
    const withToken = await ask(
      mock,
      'BDELETE',
      INBOX,
      { If: `<${mock.origin}${INBOX}One.EML> (${token})` },
      bulkBody('delete', ['One.EML']),
    );
    expect(outcomes(withToken)).toEqual(['One.EML 200']);
  });

  it('never deletes a well-known folder', async () => {
    const answer = await ask(
      mock,
      'BDELETE',
      '/exchange/alex/',
      {},
      bulkBody('delete', ['Inbox', 'Projects']),
    );
    expect(outcomes(answer)).toEqual(['Inbox 403', 'Projects 200']);
  });
});

describe('BMOVE and BCOPY', () => {
  const destination = () => ({
    Destination: `${mock.origin}${PROJECTS}`,
    Overwrite: 'f',
    'Allow-Rename': 't',
  });

  it('moves under a free name and names the new address and identity', async () => {
    const uid = async (path: string) =>
      texts(
        (
          await ask(
            mock,
            'PROPFIND',
            path,
            { Depth: '0' },
            '<propfind xmlns="DAV:"><prop><repl-uid xmlns="http://schemas.microsoft.com/repl/"/></prop></propfind>',
          )
        ).text,
        'repl-uid',
      )[0];
    const before = await uid(`${INBOX}One.EML`);
    const answer = await ask(
      mock,
      'BMOVE',
      INBOX,
      destination(),
      bulkBody('move', ['One.EML', 'Two.EML', 'No.EML']),
    );
    expect(outcomes(answer)).toEqual(['One.EML 201 200', 'Two.EML 201 200', 'No.EML 404']);
    expect(texts(answer.text, 'location')).toEqual([
      `${mock.origin}${PROJECTS}One-2.EML`,
      `${mock.origin}${PROJECTS}Two.EML`,
    ]);
    expect(texts(answer.text, 'repl-uid')[0]).toBe(before);
    expect(await uid(`${PROJECTS}One-2.EML`)).toBe(before);
    expect((await ask(mock, 'GET', `${INBOX}One.EML`)).status).toBe(404);
  });

  it('refuses to overwrite without Allow-Rename, and replaces with Overwrite', async () => {
    const refused = { Destination: `${PROJECTS}`, Overwrite: 'f' };
    expect(outcomes(await ask(mock, 'BCOPY', INBOX, refused, bulkBody('copy', ['One.EML'])))).toEqual([
      'One.EML 412',
    ]);
    const replaced = await ask(
      mock,
      'BCOPY',
      INBOX,
      { Destination: PROJECTS },
      bulkBody('copy', ['One.EML']),
    );
    expect(outcomes(replaced)).toEqual(['One.EML 204 200']);
    expect((await ask(mock, 'GET', `${INBOX}One.EML`)).status).toBe(200);
  });

  it('takes a destination for each target', async () => {
    const body =
      `<move xmlns="DAV:"><target><href>One.EML</href><dest>${PROJECTS}First.EML</dest></target>` +
      '<target><href>Two.EML</href><dest>Second.EML</dest></target></move>';
    const answer = await ask(mock, 'BMOVE', INBOX, {}, body);
    expect(texts(answer.text, 'location')).toEqual([
      `${mock.origin}${PROJECTS}First.EML`,
      `${mock.origin}${INBOX}Second.EML`,
    ]);
  });

  it('says what is wrong with the request as a whole', async () => {
    const status = async (verb: string, headers: Record<string, string>, body: string) =>
      (await ask(mock, verb, INBOX, headers, body)).status;
    expect(await status('BMOVE', {}, bulkBody('move', ['One.EML']))).toBe(400);
    expect(
      await status('BMOVE', { Destination: '/exchange/alex/Nowhere/' }, bulkBody('move', ['One.EML'])),
    ).toBe(409);
    expect(await status('BMOVE', destination(), bulkBody('copy', ['One.EML']))).toBe(400);
    expect(await status('BDELETE', {}, bulkBody('delete', []))).toBe(400);
    const many = Array.from({ length: 1001 }, (_, at) => `${at}.EML`);
    expect(await status('BDELETE', {}, bulkBody('delete', many))).toBe(413);
    expect(
      (await ask(mock, 'BDELETE', '/exchange/alex/Nowhere/', {}, bulkBody('delete', ['a']))).status,
    ).toBe(404);
  });

  it('answers wrong addresses one by one', async () => {
    const targets = [
      'http://other.example/exchange/alex/Inbox/One.EML',
      '../Projects/One.EML',
      'One.EML#x',
      '/exchange/bo/Inbox/One.EML',
      '%ff.EML',
    ];
    const answer = await ask(mock, 'BDELETE', INBOX, {}, bulkBody('delete', targets));
    expect(responses(answer).map((each) => /HTTP\/1\.1 (\d+)/.exec(each)?.[1])).toEqual([
      '502',
      '400',
      '400',
      '404',
      '400',
    ]);
    expect(mock.folders('alex').find(({ path }) => path === 'Inbox')?.total).toBe(3);
  });
});

it('does not know the verbs of Exchange as a plain WebDAV server', async () => {
  const plain = await serverWith([], { personality: 'rfc4918' });
  for (const verb of ['BPROPFIND', 'BMOVE', 'SUBSCRIBE', 'POLL', 'SEARCH', 'X-MS-ENUMATTS'])
    expect((await ask(plain, verb, INBOX)).status).toBe(501);
  await plain.stop();
});
