import { afterEach, describe, expect, it } from 'vitest';
import { gunzipSync } from 'node:zlib';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { message, messageWithFiles } from '../support/mail.ts';
import { bodyPart, raw, statusOf, wire } from '../support/raw.ts';
import { ask, propfindBody, serverWith } from '../support/server.ts';

const LONG = Array.from({ length: 4000 }, (_, line) => `Line ${line} of a long letter.\r\n`).join('');
const HELLO = '/exchange/alex/Inbox/Hello.EML';
const MAIL = 'From: alex@example.com\r\nTo: bo@example.com\r\nSubject: New\r\n\r\nHello.\r\n';

let mock: MockExchange;
afterEach(() => mock.stop());

async function start(...rules: readonly RuleInput[]): Promise<void> {
  mock = await serverWith([message('Hello', { body: LONG }), messageWithFiles('Files')], { rules });
}
const last = () => mock.journal.at(-1);
/** The journal's line is written when the answer is out, which the client may see first. */
const journaled = (count = 1) => expect.poll(() => mock.journal.length).toBe(count);

describe('answers in place of the real one', () => {
  for (const step of ['before-read', 'after-headers', 'mid-upload', 'after-commit-before-reply'] as const) {
    it(`status at ${step}`, async () => {
      await start({
        id: 'busy',
        where: { method: 'PUT' },
        step,
        what: { kind: 'status', status: 503, reason: 'Busy', headers: { 'Retry-After': '7' }, body: 'Later' },
        howLong: { count: 1 },
      });
      const answer = await ask(mock, 'PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL);
      expect([answer.status, answer.headers['retry-after'], answer.text]).toEqual([503, '7', 'Later']);
      const committed = step === 'after-commit-before-reply';
      expect(last()).toMatchObject({ rule: 'busy', step, status: 503, committed });
      expect(last()?.truth).toMatch(committed ? /^Stored, / : /^Not stored/);
      const second = await ask(mock, 'PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL);
      expect(second.status).toBe(committed ? 200 : 201);
    });
  }

  it('redirect, login page and sign-out', async () => {
    await start(
      { where: { nth: 1 }, step: 'after-headers', what: { kind: 'redirect', to: 'http://127.0.0.2:9/x' } },
      { where: { nth: 2 }, step: 'before-read', what: { kind: 'login-page' } },
      { where: { nth: 2 }, step: 'after-headers', what: { kind: 'sign-out' } },
    );
    const first = await ask(mock, 'GET', HELLO);
    expect([first.status, first.headers['location']]).toEqual([302, 'http://127.0.0.2:9/x']);
    const second = await ask(mock, 'GET', HELLO);
    expect([second.status, second.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await ask(mock, 'GET', HELLO)).status).toBe(401);
    expect((await ask(mock, 'GET', HELLO)).status).toBe(200);
  });
});

describe('the connection ends', () => {
  const steps = ['before-read', 'after-headers', 'mid-upload', 'after-commit-before-reply'] as const;
  for (const step of steps) {
    for (const kind of ['reset', 'half-close', 'garbage'] as const) {
      it(`${kind} at ${step}`, async () => {
        await start({ where: { method: 'PUT' }, step, what: { kind } });
        const answer = await raw(mock.port, wire('PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL));
        expect(statusOf(answer)).toBe(0);
        expect(answer.bytes.length > 0).toBe(kind === 'garbage');
        expect(answer.end).toBe(kind === 'reset' ? 'ECONNRESET' : 'fin');
        await journaled();
        const committed = step === 'after-commit-before-reply';
        expect(last()).toMatchObject({ status: 0, step, committed, responseBytes: 0 });
        expect(last()?.truth).toMatch(committed ? /^Stored, .* bytes, reply dropped$/ : /^Not stored$/);
        expect((await ask(mock, 'GET', '/exchange/alex/Drafts/a.EML')).status).toBe(committed ? 200 : 404);
      });
    }
  }

  it('drop-reply: all is done, and nothing is said', async () => {
    await start({ step: 'after-commit-before-reply', what: { kind: 'drop-reply' }, howLong: { count: 1 } });
    const answer = await raw(mock.port, wire('DELETE', HELLO));
    expect([answer.text, answer.end]).toEqual(['', 'fin']);
    expect((await ask(mock, 'GET', HELLO)).status).toBe(404);
    expect(mock.journal[0]).toMatchObject({ status: 0, committed: true, truth: 'Deleted, reply dropped' });
  });

  it('drop-commit: the usual answer, and nothing is done', async () => {
    await start({ step: 'after-commit-before-reply', what: { kind: 'drop-commit' } });
    const put = await ask(mock, 'PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL);
    const gone = await ask(mock, 'DELETE', HELLO);
    const moved = await ask(mock, 'MOVE', HELLO, {
      Destination: `${mock.origin}/exchange/alex/Drafts/b.EML`,
    });
    expect([put.status, gone.status, moved.status]).toEqual([201, 200, 201]);
    expect((await ask(mock, 'GET', HELLO)).status).toBe(200);
    expect((await ask(mock, 'GET', '/exchange/alex/Drafts/a.EML')).status).toBe(404);
    expect(mock.journal[0]).toMatchObject({ committed: false, truth: 'Nothing was done, success claimed' });
  });

  it('mid-upload at a byte: so much was read and no more', async () => {
    await start({ step: 'mid-upload', byte: 40, what: { kind: 'reset' }, howLong: { count: 1 } });
    await raw(mock.port, wire('PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL));
    await journaled();
    expect(last()).toMatchObject({ requestBytes: 40, status: 0 });
    expect((await ask(mock, 'PUT', '/exchange/alex/Drafts/a.EML', {}, MAIL)).status).toBe(201);
  });

  it('crash-worker: every connection is reset, 503 while it starts again', async () => {
    await start({ step: 'after-headers', what: { kind: 'crash-worker' }, howLong: { count: 1 } });
    expect((await raw(mock.port, wire('GET', HELLO))).end).toBe('ECONNRESET');
    const busy = await ask(mock, 'GET', HELLO);
    expect([busy.status, busy.headers['connection']]).toEqual([503, 'close']);
    await mock.clock.advance(60_000);
    expect((await ask(mock, 'GET', HELLO)).status).toBe(200);
  });
});

describe('bodies that are cut, filled up or wrong', () => {
  const rule = (kind: 'truncate' | 'pad' | 'garbage' | 'reset', byte: number): RuleInput => ({
    where: { method: 'GET' },
    step: 'mid-download',
    byte,
    what: { kind },
    howLong: { count: 1 },
  });
  const whole = async () => (await ask(mock, 'GET', HELLO)).bytes;

  it('truncate: the right length and fewer bytes', async () => {
    await start(rule('truncate', 5000));
    const answer = await raw(mock.port, wire('GET', HELLO));
    const right = await whole();
    expect(answer.text).toContain(`Content-Length: ${right.length}\r\n`);
    expect(bodyPart(answer)).toEqual(right.subarray(0, 5000));
    expect(answer.end).toBe('fin');
    expect(mock.journal[0]).toMatchObject({ status: 200, responseBytes: 5000 });
    expect(mock.journal[0]?.truth).toBe('Intact, 115,070 bytes, cut after 5,000 bytes');
  });

  it('pad: the right length, zeros from the byte on', async () => {
    await start(rule('pad', 5000));
    const body = bodyPart(await raw(mock.port, wire('GET', HELLO)));
    const right = await whole();
    expect(body.subarray(0, 5000)).toEqual(right.subarray(0, 5000));
    expect(body.subarray(5000)).toEqual(Buffer.alloc(right.length - 5000));
  });

  it('garbage in the middle has the right length', async () => {
    await start(rule('garbage', 5000));
    const body = bodyPart(await raw(mock.port, wire('GET', HELLO)));
    const right = await whole();
    expect(body.length).toBe(right.length);
    expect(body.subarray(0, 5000)).toEqual(right.subarray(0, 5000));
    expect(body.subarray(5000).equals(right.subarray(5000))).toBe(false);
  });

  it('reset in the middle', async () => {
    await start(rule('reset', 5000));
    const answer = await raw(mock.port, wire('GET', HELLO));
    expect(answer.end).toBe('ECONNRESET');
    await journaled();
    expect(last()).toMatchObject({ status: 200, responseBytes: 5000 });
  });

  it('a byte that is never reached uses nothing up', async () => {
    await start(rule('truncate', 5_000_000));
    expect((await ask(mock, 'GET', HELLO)).status).toBe(200);
    expect(mock.faults.rules[0]).toMatchObject({ matched: 1, hits: 0, spent: false });
  });

  it('sign-out in the middle ends the line', async () => {
    await start({ step: 'mid-download', byte: 10, what: { kind: 'sign-out' }, howLong: { count: 1 } });
    const answer = await raw(mock.port, wire('GET', HELLO));
    expect([statusOf(answer), bodyPart(answer).length, answer.end]).toEqual([200, 10, 'fin']);
  });

  it('reset and garbage after the last byte leave the answer whole', async () => {
    await start(
      { where: { nth: 1 }, step: 'after-last-byte', what: { kind: 'reset' } },
      { where: { nth: 2 }, step: 'after-last-byte', what: { kind: 'garbage' } },
    );
    const first = await raw(mock.port, wire('GET', HELLO, { Connection: 'keep-alive' }));
    const second = await raw(mock.port, wire('GET', HELLO, { Connection: 'keep-alive' }));
    const right = await whole();
    expect([bodyPart(first).equals(right), first.end]).toEqual([true, 'ECONNRESET']);
    expect(bodyPart(second).subarray(0, right.length)).toEqual(right);
    expect(bodyPart(second).length).toBe(right.length + 512);
  });
});

describe('ranges and validators', () => {
  const range = { Range: 'bytes=100-199' };
  const only = (what: RuleInput['what']): RuleInput => ({
    where: { method: 'GET' },
    step: 'mid-download',
    what,
    howLong: { count: 1 },
  });
  const asked = (headers = range as Readonly<Record<string, string>>) => ask(mock, 'GET', HELLO, headers);

  it('wrong-content-range says another start', async () => {
    await start(only({ kind: 'wrong-content-range', shift: 7 }));
    const [wrong, right] = [await asked(), await asked()];
    expect(wrong.headers['content-range']).toMatch(/^bytes 107-206\//);
    expect(wrong.bytes).toEqual(right.bytes);
  });

  it('early-range starts earlier and says so', async () => {
    await start(only({ kind: 'early-range', by: 30 }));
    const answer = await asked();
    expect(answer.headers['content-range']).toMatch(/^bytes 70-199\//);
    expect(answer.bytes.length).toBe(130);
  });

  it('ignore-range, status-200-for-range', async () => {
    await start(only({ kind: 'ignore-range' }), only({ kind: 'status-200-for-range' }));
    const ignored = await asked();
    expect([ignored.status, ignored.bytes.length > 100_000]).toEqual([200, true]);
    const disguised = await asked();
    expect([disguised.status, disguised.bytes.length]).toEqual([200, 100]);
    expect(disguised.headers['content-range']).toMatch(/^bytes 100-199\//);
  });

  it('ignore-if-range splices versions', async () => {
    await start(only({ kind: 'ignore-if-range' }));
    expect((await asked({ ...range, 'If-Range': '"old"' })).status).toBe(206);
    expect((await asked({ ...range, 'If-Range': '"old"' })).status).toBe(200);
  });

  for (const path of [HELLO, '/exchange/alex/Inbox/Files.EML/plan%20%C3%A4.pdf']) {
    it(`change-entity: other bytes of the same length, another tag (${path.slice(-9)})`, async () => {
      await start({ where: { nth: [2, 3] }, step: 'after-headers', what: { kind: 'change-entity' } });
      const answers = [
        await ask(mock, 'GET', path),
        await ask(mock, 'GET', path),
        await ask(mock, 'GET', path),
      ];
      expect(new Set(answers.map((each) => each.bytes.length)).size).toBe(1);
      expect(new Set(answers.map((each) => each.bytes.toString('hex'))).size).toBe(3);
      expect(new Set(answers.map((each) => each.headers['etag'])).size).toBe(3);
    });
  }

  it('change-entity with the ETag of before', async () => {
    await start({
      where: { nth: 2 },
      step: 'after-headers',
      what: { kind: 'change-entity', keepEtag: true },
    });
    const [before, after] = [await asked({}), await asked({})];
    expect(after.headers['etag']).toBe(before.headers['etag']);
    expect(after.bytes.equals(before.bytes)).toBe(false);
  });

  it('weak-etag and drop-validators', async () => {
    await start(only({ kind: 'weak-etag' }), only({ kind: 'drop-validators' }));
    expect((await asked()).headers['etag']).toMatch(/^W\/"/);
    const bare = await asked();
    expect([bare.headers['etag'], bare.headers['last-modified']]).toEqual([undefined, undefined]);
    expect((await asked()).headers['etag']).toMatch(/^"/);
  });

  it('gzip is put over the slice', async () => {
    await start(only({ kind: 'gzip' }));
    const [packed, right] = [await asked(), await asked()];
    expect([packed.status, packed.headers['content-encoding']]).toEqual([206, 'gzip']);
    expect(packed.headers['content-length']).toBe(String(packed.bytes.length));
    expect(gunzipSync(packed.bytes)).toEqual(right.bytes);
  });

  it('malformed-xml breaks off inside of a tag and is complete by its length', async () => {
    await start({ step: 'after-commit-before-reply', what: { kind: 'malformed-xml' } });
    const answer = await ask(
      mock,
      'PROPFIND',
      '/exchange/alex/Inbox/',
      { Depth: '1' },
      propfindBody('D:href'),
    );
    expect(answer.status).toBe(207);
    expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
    expect(answer.text).not.toContain('</a:multistatus>');
  });
});
