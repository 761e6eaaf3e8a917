import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveMailbox } from '../../../electron/mock-exchange/conversion/move-mailbox.ts';
import type { Stage } from '../../../electron/mock-exchange/kb329067/stage.ts';
import { message } from '../support/mail.ts';
import { ask, propfindBody, searchBody, texts } from '../support/server.ts';
import { get, INBOX, movedStage, scans, stageWith } from './support/moved.ts';

const BODY = 'One line of the letter.\r\n'.repeat(4000);
const HELLO = message('Hello', { body: BODY });
const HREF = '/exchange/alex/Inbox/Hello.EML';

let stage: Stage;
afterEach(() => stage.stop());

const facts = () => stage.world.ledger.facts;
const ask207 = (method: string, path: string, body: string, headers = {}) =>
  ask({ port: stage.ports.webdav }, method, path, headers, body);

describe('a message whose stream exists', () => {
  it('is given without conversion, at no time, with its length', async () => {
    stage = await stageWith([HELLO]);
    const answer = await get(stage, 'Hello.EML');
    expect(answer.headers['content-length']).toBe(String(HELLO.content.size));
    expect(facts().conversions.count).toBe(0);
    expect(facts().items.get(HREF)?.conversions ?? 0).toBe(0);
  });
});

describe('a message after the move', () => {
  beforeEach(async () => {
    stage = await movedStage([HELLO, scans(1000)], { ConversionBaseMs: 100, ConversionMsPerMB: 1000 });
  });

  it('has the same bytes, in chunks and without a length, after the time that its size takes', async () => {
    const start = stage.world.clock.now();
    const answer = await get(stage, 'Hello.EML');
    expect(answer.bytes.equals(HELLO.content.bytes())).toBe(true);
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.headers['transfer-encoding']).toBe('chunked');
    const expected = 100 + HELLO.content.size / 1000;
    expect(stage.world.clock.now() - start).toBeGreaterThanOrEqual(Math.floor(expected));
    expect(stage.world.clock.now() - start).toBeLessThanOrEqual(Math.ceil(expected) + 1);
  });

  it('keeps nothing: each GET pays again, and so does each range, for the whole message', async () => {
    const { size } = HELLO.content;
    await get(stage, 'Hello.EML');
    await get(stage, 'Hello.EML');
    const range = await get(stage, 'Hello.EML', { Range: 'bytes=10-19' });
    expect([range.status, range.headers['content-range']]).toEqual([206, `bytes 10-19/${size}`]);
    expect(range.headers['content-length']).toBe('10');
    expect(facts().items.get(HREF)?.conversions).toBe(3);
    expect(facts().conversions).toEqual({ count: 3, peakBytes: 2 * size, temporaryBytes: 3 * size });
  });

  it('needs no temporary file up to 4 KB', async () => {
    await get(stage, 'Scans.EML');
    expect(facts().conversions).toMatchObject({ count: 1, temporaryBytes: 0 });
  });

  it('has an ETag that stays while it is not changed, and costs nothing where no bytes are asked', async () => {
    const first = await get(stage, 'Hello.EML');
    const etag = String(first.headers['etag']);
    const again = await get(stage, 'Hello.EML', { 'If-None-Match': etag });
    const head = await ask({ port: stage.ports.webdav }, 'HEAD', HREF);
    expect([again.status, head.status, head.headers['etag']]).toEqual([304, 200, etag]);
    expect(head.headers['content-length']).toBeUndefined();
    expect(facts().conversions.count).toBe(1);
  });

  it('is read by its properties without conversion; its size there is an estimate', async () => {
    const names = ['D:getcontentlength', 'p:x0e080003', 'h:textdescription', 'p:x007d001f', 'p:x66590102'];
    const found = await ask207('PROPFIND', HREF, propfindBody(...names), { Depth: '0' });
    const sql = `SELECT "DAV:getcontentlength" FROM SCOPE('SHALLOW TRAVERSAL OF "${INBOX}"') WHERE "DAV:isfolder" = False`;
    const rows = await ask207('SEARCH', INBOX, searchBody(sql));
    const told = Number(texts(found.text, 'getcontentlength')[0]);
    expect(told).not.toBe(HELLO.content.size);
    expect(texts(found.text, 'x0e080003')).toEqual([String(told)]);
    expect(texts(rows.text, 'getcontentlength')).toContain(String(told));
    expect(texts(found.text, 'textdescription')[0]).toContain('One line of the letter.');
    // Header block and stream only exist where MIME does: they are in the 404 propstat.
    expect([...texts(found.text, 'x007d001f'), ...texts(found.text, 'x66590102')]).toEqual([]);
    expect(facts().conversions.count).toBe(0);
  });

  it('gives its attachments without conversion', async () => {
    const part = await get(stage, 'Scans.EML/scans.pdf');
    expect([part.status, part.bytes.length, part.headers['content-length']]).toEqual([200, 1000, '1000']);
    expect(facts().conversions.count).toBe(0);
  });

  it('has a stream again when one is put', async () => {
    await ask207('PUT', HREF, 'Subject: New\r\n\r\nNew text.\r\n');
    const answer = await get(stage, 'Hello.EML');
    expect(answer.text).toBe('Subject: New\r\n\r\nNew text.\r\n');
    expect(facts().conversions.count).toBe(0);
  });
});

describe('the move', () => {
  it('takes the streams of one mailbox or of all, and says so in the event log', async () => {
    stage = await stageWith([HELLO, message('Other')]);
    expect(moveMailbox(stage.world, 'Alex')).toBe(2);
    expect(moveMailbox(stage.world)).toBe(0);
    expect(stage.world.events.entries[0]?.text).toBe(
      'The mailbox alex was moved. 2 messages have no MIME stream any more.',
    );
    expect(() => moveMailbox(stage.world, 'nobody')).toThrow('no mailbox nobody');
  });

  it('makes listings by size anew', async () => {
    stage = await stageWith([message('Short', { body: 'x'.repeat(2800) }), scans(2000)]);
    const sql = `SELECT "DAV:displayname" FROM SCOPE('SHALLOW TRAVERSAL OF "${INBOX}"') WHERE "DAV:isfolder" = False ORDER BY "DAV:getcontentlength"`;
    const order = async () => texts((await ask207('SEARCH', INBOX, searchBody(sql))).text, 'displayname');
    const before = await order();
    moveMailbox(stage.world);
    expect(await order()).not.toEqual(before);
  });

  it('is for Exchange only', async () => {
    stage = await stageWith([HELLO], {}, 'rfc4918');
    expect(() => moveMailbox(stage.world)).toThrow('plain WebDAV server');
    await get(stage, 'Hello.EML');
    expect(facts().conversions.count).toBe(0);
  });

  it('turns 100,000 messages at once', async () => {
    const { content } = HELLO;
    stage = await stageWith(
      Array.from({ length: 100_000 }, (_, index) => ({ content, received: index, read: true })),
    );
    expect(moveMailbox(stage.world)).toBe(100_000);
  });
});

describe('Exchange 2007', () => {
  it('has no streaming store: every message converts from the start, with no limit on memory', async () => {
    stage = await stageWith([HELLO], { WorkerMemoryLimit: 1, MaximumResponseSizeInBytes: 1 }, '2007');
    const answer = await get(stage, 'Hello.EML');
    expect([answer.status, answer.headers['content-length']]).toEqual([200, undefined]);
    expect(facts().conversions.count).toBe(1);
  });
});
