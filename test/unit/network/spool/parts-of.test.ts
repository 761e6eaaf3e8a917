import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partsOf } from '../../../../electron/network/spool/repairs/parts-of.ts';
import { pieceOf } from '../../../../electron/network/spool/repairs/piece-of.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-parts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(text: string): Promise<string> {
  const file = path.join(folder, 'message.eml');
  await writeFile(file, text, 'latin1');
  return file;
}
const HEAD = 'Subject: Hello\r\nMessage-ID: <a@b>\r\nContent-Type: multipart/mixed; boundary="=_x"\r\n';
const part = (name: string | null, content: string) =>
  `Content-Type: text/plain${name === null ? '' : `; name="${name}"`}\r\n${name === null ? '' : 'Content-Disposition: attachment\r\n'}\r\n${content}`;
const message = (parts: readonly string[]) =>
  `${HEAD}\r\n${parts.map((each) => `--=_x\r\n${each}\r\n`).join('')}--=_x--\r\n`;

describe('the parts of a message', () => {
  it('are found wherever blocks end, and leaving some out is as if they had never been there', async () => {
    const size = fc.oneof(fc.nat(200), fc.integer({ min: 255_000, max: 263_000 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(size, fc.boolean()), { minLength: 1, maxLength: 4 }),
        async (drawn) => {
          const parts = [
            part(null, 'Text'),
            ...drawn.map(([bytes], nth) => part(`${nth}.txt`, `-${'--=_x\r\r'.repeat(bytes / 8)}`)),
          ];
          const file = await written(message(parts));
          const layout = await partsOf(file);
          expect(layout.parts.map(({ name }) => name)).toEqual([
            null,
            ...drawn.map((_, nth) => `${nth}.txt`),
          ]);
          const without = drawn.flatMap(([, isLeftOut], nth) => (isLeftOut ? [nth + 1] : []));
          const pieces: Uint8Array[] = [];
          for await (const bytes of pieceOf(file, layout, { without, nth: 1, of: 1 }, '<c@d>'))
            pieces.push(bytes);
          const wanted = message(parts.filter((_, nth) => !without.includes(nth)));
          expect(Buffer.concat(pieces).toString('latin1')).toBe(
            wanted.replace(HEAD, `Message-ID: <c@d>\r\n${HEAD.replace('Message-ID: <a@b>\r\n', '')}`),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['text alone', 'Subject: x\r\nContent-Type: text/plain\r\n\r\n--=_x\r\n'],
    [
      'multipart/alternative',
      'Content-Type: multipart/alternative; boundary="=_x"\r\n\r\n--=_x\r\n\r\na\r\n--=_x--\r\n',
    ],
    ['a multipart that never ends', `${HEAD}\r\n--=_x\r\n\r\na\r\n--=_x\r\n\r\nb`],
    ['no header at all', '\r\nHello\r\n'],
    ['nothing', ''],
  ])('are none in %s', async (_, text) => {
    expect((await partsOf(await written(text))).parts).toEqual([]);
  });

  it('do not lose an encoded subject when it says which one it is', async () => {
    const file = await written(
      message([part('a.txt', 'A')]).replace('Hello', '=?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n =?utf-8?Q?_an_alle?='),
    );
    const pieces: Uint8Array[] = [];
    for await (const bytes of pieceOf(file, await partsOf(file), { without: [], nth: 2, of: 3 }, '<c@d>'))
      pieces.push(bytes);
    expect(Buffer.concat(pieces).toString('latin1')).toContain(
      'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n =?utf-8?Q?_an_alle?=\r\n (2 of 3)\r\n',
    );
    expect(await readFile(file, 'latin1')).not.toContain('(2 of 3)');
  });
});
