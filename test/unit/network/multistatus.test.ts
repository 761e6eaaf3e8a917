import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DavResponse,
  readAllResponses,
  readMultistatus,
  statusNumber,
} from '../../../electron/network/dav/multistatus.ts';
import { createXmlRepair } from '../../../electron/network/dav/xml-repair.ts';
import { FailureError } from '../../../shared/errors.ts';

async function* chunksOf(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  let offset = 0;
  for (let i = 0; offset < bytes.length; i += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    yield bytes.subarray(offset, offset + size);
    offset += size;
  }
}
const read = (text: string, sizes: readonly number[] = []) => readAllResponses(chunksOf(text, sizes));
const document = (responses: string, more = '') =>
  `<?xml version="1.0"?><a:multistatus xmlns:b="urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/" xmlns:c="xml:" xmlns:d="urn:schemas:httpmail:" xmlns:e="http://schemas.microsoft.com/mapi/proptag/" xmlns:f="urn:schemas:mailheader:" ${more} xmlns:a="DAV:">${responses}</a:multistatus>`;
const response = (props: string) =>
  `<a:response><a:href>/x</a:href><a:propstat><a:status>HTTP/1.1 200 OK</a:status><a:prop>${props}</a:prop></a:propstat></a:response>`;
const plain = (responses: readonly DavResponse[]) =>
  responses.map(({ href, status, found, refused }) => ({
    href,
    status,
    found: [...found],
    refused: [...refused],
  }));

describe('a multistatus about changes', () => {
  const REPL = 'xmlns:r="http://schemas.microsoft.com/repl/"';
  async function all(text: string, sizes: readonly number[] = []) {
    const source = readMultistatus(chunksOf(text, sizes));
    const rows: DavResponse[] = [];
    for (;;) {
      const next = await source.next();
      if (next.done) return { rows, end: next.value };
      rows.push(...next.value);
    }
  }
  it.each([[[]], [[1]], [[7]]])(
    'says how far it reaches and what is gone, however it is cut',
    async (sizes) => {
      const uid = '<a:prop><r:repl-uid>rid:0a</r:repl-uid></a:prop>';
      const gone = (name: string) =>
        `<a:response><a:href></a:href><a:propstat>${uid}</a:propstat><r:${name}>delete</r:${name}></a:response>`;
      const { rows, end } = await all(
        document(
          `<r:repl><r:collblob> AbC= </r:collblob></r:repl>${response('')}${gone('changetype')}${gone('ChangeType')}<a:sync-token>urn:x:7</a:sync-token>`,
          REPL,
        ),
        sizes,
      );
      expect(end).toEqual({ collblob: 'AbC=', syncToken: 'urn:x:7' });
      expect(rows.map((row) => row.gone ?? false)).toEqual([false, true, true]);
      expect(rows[1]?.found.get('http://schemas.microsoft.com/repl/repl-uid')?.text).toBe('rid:0a');
    },
  );
  it('says nothing where the server does not', async () => {
    expect((await all(document(response('')))).end).toEqual({ collblob: null, syncToken: null });
  });
});

describe('a multistatus', () => {
  it('keeps values as text, apart by namespace', async () => {
    const [row] = await read(
      document(
        response(
          '<d:subject>  1.10 </d:subject><f:subject>0x1F</f:subject><subject>alias</subject><e:x0E080003 b:dt="int">00012</e:x0E080003><d:empty/><d:__proto__>p</d:__proto__>',
        ),
      ),
    );
    const text = (key: string) => row?.found.get(key);
    expect(text('urn:schemas:httpmail:subject')?.text).toBe('  1.10 ');
    expect(text('urn:schemas:mailheader:subject')?.text).toBe('0x1F');
    expect(text('subject')?.text).toBe('alias');
    expect(text('http://schemas.microsoft.com/mapi/proptag/x0e080003')).toEqual({
      text: '00012',
      type: 'int',
      values: [],
      children: [],
    });
    expect(text('urn:schemas:httpmail:empty')?.text).toBe('');
    expect(text('urn:schemas:httpmail:__proto__')?.text).toBe('p');
  });

  it('reads found and refused properties in any order, and values of several', async () => {
    const [row] = await read(
      document(
        '<a:response><a:href>/x</a:href><a:propstat><a:prop><d:cc/></a:prop><a:status>HTTP/1.1 404 Resource Not Found</a:status></a:propstat><a:propstat><a:status>HTTP/1.1 OK</a:status><a:prop><d:to b:dt="mv.string"><c:v>one</c:v><c:v> two </c:v></d:to></a:prop></a:propstat></a:response>',
      ),
    );
    expect([...(row?.refused ?? [])]).toEqual([['urn:schemas:httpmail:cc', 404]]);
    expect(row?.found.get('urn:schemas:httpmail:to')).toMatchObject({
      type: 'mv.string',
      values: ['one', ' two '],
    });
  });

  it.each([
    ['no responses', document(''), 0],
    ['a BOM', `\ufeff${document(response(''))}`, 1],
    [
      'a response without propstat, with a status',
      document('<a:response><a:href>/x</a:href><a:status>HTTP/1.1 404 X</a:status></a:response>'),
      1,
    ],
    [
      'no status, as Brief allows',
      document(
        '<a:response><a:href>/x</a:href><a:propstat><a:prop><d:to>x</d:to></a:prop></a:propstat></a:response>',
      ),
      1,
    ],
    [
      'strangers beside the responses',
      document(`<r:repl xmlns:r="x"><r:collblob>b64</r:collblob></r:repl>${response('')}`),
      1,
    ],
  ])('may have %s', async (_name, text, count) => {
    expect(await read(text)).toHaveLength(count);
  });

  it('is read the same however it is cut', async () => {
    const text = document(
      response(
        '<d:subject>æ 😀 &#x41f;&amp;&#1;&#x1F; \u0001x</d:subject><g:0x00008101 b:dt="int">1</g:0x00008101>',
      ) + response('<d:subject>second</d:subject><g:x8102>2</g:x8102>'),
      'xmlns:g="http://schemas.microsoft.com/mapi/id/{00062008-0000-0000-C000-000000000046}/"',
    );
    const whole = plain(await read(text));
    expect(whole[0]?.found[0]?.[1].text).toBe('æ 😀 П& x');
    expect(whole[0]?.found[1]?.[0]).toMatch(/\/0x8101$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        async (sizes) => {
          expect(plain(await read(text, sizes))).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['breaks off', document(response('')).slice(0, -20)],
    ['is not well-formed', document('<a:response></a:href></a:response>')],
    ['uses an entity of its own', document(response('<d:to>&bomb;</d:to>'))],
    ['brings a DTD', `<!DOCTYPE a [<!ENTITY bomb "x">]>${document(response('&bomb;'))}`],
    ['is nested 257 levels deep', document(`${'<a:x>'.repeat(257)}${'</a:x>'.repeat(257)}`)],
    ['has 257 attributes', document(`<a:x ${Array.from({ length: 257 }, (_, i) => `y${i}=""`).join(' ')}/>`)],
    ['has a tag that does not end', `<a:multistatus xmlns:a="DAV:" x="${'y'.repeat(2 ** 21)}"`],
    ['is empty', ''],
  ])('is refused when it %s', async (_name, text) => {
    const thrown: unknown = await read(text, [65_536]).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(FailureError);
    expect((thrown as FailureError).failure.kind).toBe('malformed-response');
  });

  it('never crashes on what is not one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat(200), async (noise, at) => {
        const sound = document(response('<d:subject>x</d:subject>'));
        const text = sound.slice(0, at) + noise + sound.slice(at);
        const result: unknown = await read(text).catch((error: unknown) => error);
        expect(Array.isArray(result) || result instanceof FailureError).toBe(true);
      }),
    );
  });
});

describe('the repair of XML', () => {
  it('touches no digit name outside the mapi/id namespaces, and no sound reference', () => {
    const repair = createXmlRepair();
    const text = '<a xmlns:g="urn:other"><g:0x8101/>&#65;&#x10FFFF;&#xD800;&#xFFFF;&#9;</a>';
    expect(repair.write(text) + repair.end()).toBe(
      '<a xmlns:g="urn:other"><g:0x8101/>&#65;&#x10FFFF;&#9;</a>',
    );
  });
});

it('a status line is read by its number', () => {
  expect(['HTTP/1.1 404 Resource Not Found', 'HTTP/1.1 OK', '', '424'].map(statusNumber)).toEqual([
    404, 200, 200, 424,
  ]);
});
