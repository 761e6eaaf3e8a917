import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { generateMailbox } from '../../../electron/mock-exchange/generate/mailbox.ts';
import { largeMessage } from '../../../electron/mock-exchange/generate/large.ts';
import { type ByteSource, wholeOf } from '../../../electron/mock-exchange/store/bytes.ts';
import type { MessageContent } from '../../../electron/mock-exchange/store/content.ts';

const NOW = Date.UTC(2026, 10, 23);

function large(bytes: number, seed = 3) {
  return largeMessage({
    seed,
    subject: 'Plan for bøen',
    from: 'ada@example.com',
    to: ['alex@example.com'],
    date: NOW,
    messageId: '<large@example.com>',
    text: 'See the scan.\n',
    file: { name: 'scan ä.e57', bytes },
  });
}

function sourceOf(content: { readonly source?: ByteSource | undefined }): ByteSource {
  if (!content.source) throw new Error('the content has no source');
  return content.source;
}

describe('large generated messages', () => {
  it('are the message that a mail parser reads, with the file that the attachment gives', async () => {
    const content = large(1_000_003);
    const bytes = wholeOf(sourceOf(content));
    expect(bytes.length).toBe(content.size);
    expect(bytes.equals(content.bytes())).toBe(true);
    const mail = await simpleParser(bytes);
    expect(mail.subject).toBe('Plan for bøen');
    expect(mail.text).toContain('See the scan.');
    const [part] = content.attachments();
    expect(mail.attachments[0]?.filename).toBe('scan ä.e57');
    expect(mail.attachments[0]?.content.equals(part?.bytes() ?? Buffer.alloc(0))).toBe(true);
  });

  it.each([0, 1, 57, 4096, 262_143, 262_144, 300_001])('give the same bytes from any place (%i)', (from) => {
    const content = large(400_000);
    const source = sourceOf(content);
    const whole = wholeOf(source);
    for (const length of [0, 1, 77, 78, 79, 100_000]) {
      const piece = Buffer.concat([...source.read(from, from + length)]);
      expect(piece.equals(whole.subarray(from, from + length))).toBe(true);
    }
  });

  it('cost nothing at 10 GB, and no two pages are alike', () => {
    const content: MessageContent = large(10_000_000_000);
    const source = sourceOf(content.attachments()[0] ?? {});
    expect(source.size).toBe(10_000_000_000);
    const page = (at: number) =>
      createHash('sha256')
        .update(Buffer.concat([...source.read(at, at + 4096)]))
        .digest('hex');
    const seen = new Set([0, 4096, 1 << 20, 2 ** 31, 2 ** 32, 9_999_990_000].map(page));
    expect(seen.size).toBe(6);
    const tail = Buffer.concat([...sourceOf(content).read(content.size - 40, content.size)]);
    expect(tail.toString()).toMatch(/--\r\n$/);
  });

  it('are what --attachment-size asks for', () => {
    const mailbox = generateMailbox({
      seed: 1,
      messages: 300,
      folders: 2,
      now: NOW,
      attachmentSize: 10_000_000_000,
    });
    const sizes = mailbox.folders.flatMap((folder) => [...folder.messages].map((each) => each.content.size));
    expect(Math.max(...sizes)).toBeGreaterThan(13_000_000_000);
  });
});
