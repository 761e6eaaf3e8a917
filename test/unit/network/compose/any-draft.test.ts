import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { type AddressObject, simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentFaults } from '../../../../shared/mail/compose/check-draft.ts';
import type { Draft } from '../../../../shared/mail/compose/draft.ts';
import { encodedSize } from '../../../../shared/mail/compose/encoded-size.ts';
import { tidyDraft } from '../../../../shared/mail/compose/tidy-draft.ts';
import { attached, DRAFT } from '../../compose/drafts.ts';
import { type House, lineFaults, openHouse } from './house.ts';

let house: House;
let file = '';
beforeAll(async () => {
  house = await openHouse();
  file = await house.keep('f1', Buffer.from('x'));
});
afterAll(() => house.close());

/** What breaks header writers: their own marks, white space, every plane, halves of characters, line ends. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '=?UTF-8?Q?a?=',
        '=?',
        '?=',
        '"',
        '\\',
        ',',
        ';',
        ':',
        '<',
        '>',
        '(',
        ')',
        '@',
        ' ',
        '  ',
        '\t',
        'ä',
        '😀',
        "'",
        'x@y.z',
        'word ',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'a\r\nBcc: x@x.example',
    'a\nX: y',
    'a\rX: y',
    'a\0b',
    '\ud800',
    'x'.repeat(1500),
    'ä'.repeat(700),
  ),
);

const drafts = fc
  .record({
    subject: nasty,
    from: nasty,
    to: fc.array(nasty, { maxLength: 3 }),
    file: nasty,
    text: nasty,
    html: fc.boolean(),
  })
  .map((any): Draft => {
    return {
      ...DRAFT,
      subject: any.subject,
      from: { name: any.from, address: 'alex@example.com' },
      to: any.to.map((name, n) => ({ name, address: `to${n}@example.com` })),
      bcc: [{ name: 'Hidden', address: 'hidden@hidden.example' }],
      body: any.html ? { kind: 'html', html: any.text } : { kind: 'text', text: any.text },
      attachments: [attached(1, { name: any.file })],
    };
  });

function asPairs(addresses: AddressObject | undefined): unknown {
  return addresses?.value.map(({ name, address }) => ({ name, address }));
}

describe('any draft', () => {
  it('is refused, or read by two readers as what was written', async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(drafts, async (raw) => {
        const draft = tidyDraft(raw);
        if (contentFaults(draft).length > 0) {
          await expect(house.build(draft, { f1: file })).rejects.toMatchObject({
            failure: { kind: 'invalid-input' },
          });
          return;
        }
        sent += 1;
        const built = await house.build(draft, { f1: file });
        const text = await house.text();
        expect(lineFaults(text)).toEqual([]);
        expect(text).not.toMatch(/hidden@|hidden\.example/i);
        expect(text.slice(0, text.indexOf('\r\n\r\n'))).not.toMatch(/^bcc/im);
        expect(built.bytes).toBeLessThanOrEqual(encodedSize(draft));
        const bytes = await readFile(house.out);
        const [postal, other] = [await PostalMime.parse(bytes), await simpleParser(bytes)];
        expect(postal.subject ?? '').toBe(draft.subject);
        expect(other.subject ?? '').toBe(draft.subject);
        expect(postal.from).toEqual(draft.from);
        expect(asPairs(other.from)).toEqual([draft.from]);
        if (draft.to.length > 0) {
          expect(postal.to).toEqual(draft.to);
          expect(asPairs([other.to].flat()[0])).toEqual(draft.to);
        }
        expect(postal.attachments.map(({ filename }) => filename)).toEqual([draft.attachments[0]?.name]);
        expect(other.attachments.map(({ filename }) => filename)).toEqual([draft.attachments[0]?.name]);
      }),
      { numRuns: 300 },
    );
    expect(sent).toBeGreaterThan(50);
  }, 90_000);

  it.each(['a\r\nBcc: x@x.example', 'a\nX: y', 'a\rX: y', 'a\0', '\ud800', 'a\u0085b'])(
    'refuses %j everywhere',
    async (text) => {
      const places: readonly Partial<Draft>[] = [
        { subject: text },
        { from: { name: text, address: 'a@example.com' } },
        { to: [{ name: '', address: `${text}@example.com` }] },
        { cc: [{ name: text, address: 'a@example.com' }] },
        { replyTo: [{ name: text, address: 'a@example.com' }] },
        { messageId: `<${text}@example.com>` },
        { inReplyTo: `<${text}@example.com>` },
        { references: [`<${text}@example.com>`] },
        { attachments: [attached(1, { name: text })] },
        { attachments: [attached(1, { contentId: text })] },
      ];
      for (const place of places)
        await expect(house.build({ ...DRAFT, ...place }, { f1: file })).rejects.toMatchObject({
          failure: { kind: 'invalid-input' },
        });
    },
  );
});

it('a file of 200 MB passes through little memory', async () => {
  const size = 200 * 1024 * 1024;
  const block = randomBytes(1024 * 1024);
  const big = path.join(house.folder, 'big');
  const handle = await open(big, 'w');
  for (let at = 0; at < size; at += block.length) await handle.write(block);
  await handle.close();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const draft = { ...DRAFT, attachments: [attached(size)] };
  const built = await house.build(draft, { f1: big }).finally(() => clearInterval(watch));
  expect((await stat(house.out)).size).toBe(built.bytes);
  expect(encodedSize(draft) - built.bytes).toBeLessThan(8000);
  expect(encodedSize(draft)).toBeGreaterThanOrEqual(built.bytes);
  expect((most - before) / 1024 / 1024).toBeLessThan(120);

  const text = await readFile(house.out, 'latin1');
  const start = text.indexOf('\r\n\r\n', text.indexOf('a.bin')) + 4;
  const content = Buffer.from(text.slice(start, text.indexOf('\r\n--', start)), 'base64');
  const whole = createHash('sha256')
    .update(await readFile(big))
    .digest('hex');
  expect(createHash('sha256').update(content).digest('hex')).toBe(whole);
}, 120_000);
