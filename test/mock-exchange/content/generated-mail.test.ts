import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { generateMailbox } from '../../../electron/mock-exchange/generate/mailbox.ts';
import type { NewFolder, NewMailbox, NewMessage } from '../../../electron/mock-exchange/store/content.ts';

const NOW = Date.parse('2026-11-23T13:28:00Z');
const wish = { seed: 7, messages: 400, folders: 8, now: NOW, attachmentSize: 3_000_000 };

function allFolders(folders: readonly NewFolder[]): readonly NewFolder[] {
  return folders.flatMap((folder) => [folder, ...allFolders(folder.folders ?? [])]);
}

function messagesOf(mailbox: NewMailbox): readonly NewMessage[] {
  return allFolders(mailbox.folders).flatMap((folder) => [...folder.messages]);
}

/** Line ends and the spaces around them differ between the libraries; the words may not. */
function squeezed(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

describe('a generated message', () => {
  it('reads the same in two MIME libraries and in its own summary', async () => {
    for (const { content } of messagesOf(generateMailbox(wish))) {
      const raw = content.bytes();
      const other = await new PostalMime().parse(raw);
      const mail = await simpleParser(raw, { keepCidLinks: true, skipTextToHtml: true });
      const { subject, from, date, messageId, rawHeaders } = content.summary;
      const facts = { subject: subject.trim(), from, date, messageId };
      expect({
        subject: (mail.subject ?? '').trim(),
        from: mail.from?.text,
        date: mail.date?.getTime(),
        messageId: mail.messageId,
      }).toEqual(facts);
      expect({
        subject: (other.subject ?? '').trim(),
        from: `"${other.from?.name}" <${other.from?.address}>`,
        date: Date.parse(other.date ?? ''),
        messageId: other.messageId,
      }).toEqual(facts);
      expect(raw.toString('latin1').startsWith(`${rawHeaders}\r\n`)).toBe(true);
    }
  });

  it('has the text, the HTML and the files that it says it has', async () => {
    for (const { content } of messagesOf(generateMailbox(wish))) {
      const raw = content.bytes();
      expect(raw.length).toBe(content.size);
      const other = await new PostalMime({ attachmentEncoding: 'arraybuffer' }).parse(raw);
      if (other.text !== undefined && !(other.html !== undefined && !raw.includes('text/plain'))) {
        expect(squeezed(other.text)).toBe(squeezed(content.text()));
      }
      expect(squeezed(other.html)).toBe(squeezed(content.html() ?? ''));
      const files = content.attachments().map((part) => [part.name, part.mimeType, part.size]);
      expect(
        other.attachments.map((part) => [
          part.filename,
          part.mimeType,
          (part.content as ArrayBuffer).byteLength,
        ]),
      ).toEqual(files);
      for (const part of content.attachments()) expect(part.bytes().length).toBe(part.size);
    }
  });
});

describe('a generated mailbox', () => {
  it('is the same, byte for byte, for the same seed and another for another', () => {
    const digest = (seed: number): string => {
      const hash = createHash('sha256');
      for (const { content } of messagesOf(generateMailbox({ ...wish, seed, messages: 60 })))
        hash.update(content.bytes());
      return hash.digest('hex');
    };
    expect(digest(3)).toBe(digest(3));
    expect(digest(3)).not.toBe(digest(4));
  });

  it('can be iterated twice with the same result', () => {
    const mailbox = generateMailbox({ ...wish, messages: 50 });
    const ids = (): readonly (string | null)[] =>
      messagesOf(mailbox).map(({ content }) => content.summary.messageId);
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(50);
  });

  it.each([0, 1, 20, 1000])('has exactly %i messages, most of them in the Inbox', (messages) => {
    const mailbox = generateMailbox({ ...wish, messages });
    expect(messagesOf(mailbox)).toHaveLength(messages);
    const inbox = mailbox.folders.find((folder) => folder.role === 'inbox');
    if (messages >= 20) expect([...(inbox?.messages ?? [])].length).toBeGreaterThan(messages / 2);
  });

  it.each([0, 1, 2, 3, 12, 40])(
    'has %i folders besides the well-known ones, no two of one name side by side',
    (folders) => {
      const mailbox = generateMailbox({ ...wish, messages: 20, folders });
      const all = allFolders(mailbox.folders);
      expect(all.filter((folder) => folder.role === undefined)).toHaveLength(folders);
      for (const list of [mailbox.folders, ...all.map((folder) => folder.folders ?? [])]) {
        expect(new Set(list.map((folder) => folder.name)).size).toBe(list.length);
      }
    },
  );

  it('ends minutes before now, goes back years, and answers what it quotes', () => {
    const messages = messagesOf(generateMailbox({ ...wish, messages: 2000 }));
    const times = messages.map((message) => message.received);
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
    expect(Math.max(...times)).toBeGreaterThan(NOW - 10 * 60_000);
    expect(Math.min(...times)).toBeLessThan(NOW - 4 * 365 * 24 * 3_600_000);
    const ids = new Set(messages.map(({ content }) => content.summary.messageId));
    const answers = messages.filter(({ content }) => content.summary.inReplyTo !== null);
    expect(answers.length).toBeGreaterThan(300);
    for (const { content } of answers) expect(ids.has(content.summary.inReplyTo)).toBe(true);
  });

  it('holds odd subjects, several charsets and encodings, remote pictures and an attachment of the size asked for', () => {
    const messages = messagesOf(generateMailbox({ ...wish, messages: 3000 }));
    const subjects = new Set(messages.map(({ content }) => content.summary.subject));
    for (const odd of ['1.10', 'true', '0x1F', '&#x41f;', '  padded  ', '<b> & emoji 🚢'])
      expect(subjects).toContain(odd);
    const small = messages.filter(({ content }) => content.size < 100_000);
    const all = small.map(({ content }) => content.bytes().toString('latin1')).join('\n');
    for (const charset of ['utf-8', 'iso-8859-1', 'iso-2022-jp', 'windows-1251', 'koi8-r']) {
      expect(all).toContain(`charset=${charset}`);
    }
    for (const encoding of ['7bit', '8bit', 'quoted-printable', 'base64']) {
      expect(all).toContain(`Content-Transfer-Encoding: ${encoding}`);
    }
    const html = small.map(({ content }) => content.html() ?? '').join('\n');
    expect(html).toContain('https://track.harbour-weekly.example/open.gif');
    const sizes = messages.flatMap(({ content }) => content.attachments().map((part) => part.size));
    expect(Math.max(...sizes)).toBe(3_000_000);
  });
});
