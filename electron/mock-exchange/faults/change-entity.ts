import type { Call } from '../http/call.ts';
import { contentOf } from '../mime/content.ts';
import { targetOf } from '../methods/target.ts';
import type { ByteSource } from '../store/bytes.ts';
import { replaceContent } from '../store/changes.ts';
import { documentContent } from '../store/composed.ts';
import type { AttachmentPart, MessageContent } from '../store/content.ts';
import type { Item } from '../store/nodes.ts';

/** Header lines and boundaries of a streamed message are near its ends: these stay. */
const KEPT_AT_ENDS = 64 * 1024;

/**
 * Gives the item asked for other bytes of the same length. `keepEtag`: with the validators of before, as an ETag made
 * of size and time would have it.
 */
export async function changeEntity(call: Call, keepEtag: boolean): Promise<void> {
  const before = targetOf(call);
  if (before.kind !== 'item' && before.kind !== 'attachment') return;
  const { item } = before;
  const content = await alteredContent(item);
  if (!keepEtag) return replaceContent(call.mailbox, item, content, item.documentType);
  item.folder.history.before(item);
  item.content = content;
}

async function alteredContent({ content, documentType }: Item): Promise<MessageContent> {
  if (content.source)
    return alteredInPlace(
      content,
      () => letters(content.bytes()),
      altered(content.source, KEPT_AT_ENDS, letters),
    );
  if (documentType !== null) return documentContent(everyByte(content.bytes()));
  const bytes = alteredMessage(content.bytes());
  const parsed = await contentOf(bytes);
  // Parts that the stream does not show cannot be read from it.
  return parsed.attachments().length === content.attachments().length
    ? parsed
    : alteredInPlace(content, () => bytes, null);
}

/**
 * The message with every letter of its body turned one on; base64 stays base64. Headers and boundary lines of the
 * message and of its parts stay, so that it parses to the same parts of the same sizes.
 */
function alteredMessage(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const end = text.search(/\r?\n\r?\n/);
  if (end < 0) return letters(bytes);
  const body = text
    .slice(end)
    .replace(/^(?!--|[\w-]+:|[ \t]).+$/gm, (line) => letters(Buffer.from(line, 'latin1')).toString('latin1'));
  return Buffer.from(text.slice(0, end) + body, 'latin1');
}

/** The same message with other bytes, its parts altered while they are read. */
function alteredInPlace(
  content: MessageContent,
  bytes: () => Buffer,
  source: ByteSource | null,
): MessageContent {
  const part = (given: AttachmentPart): AttachmentPart => ({
    ...given,
    bytes: () => everyByte(given.bytes()),
    ...(given.source && { source: altered(given.source, 0, everyByte) }),
  });
  return {
    summary: content.summary,
    size: content.size,
    bytes,
    ...(source && { source }),
    text: () => content.text(),
    html: () => content.html(),
    attachments: () => content.attachments().map(part),
  };
}

function altered(source: ByteSource, kept: number, change: (bytes: Buffer) => Buffer): ByteSource {
  return {
    size: source.size,
    *read(from, to) {
      let at = from;
      for (const piece of source.read(from, to)) {
        const first = Math.min(piece.length, Math.max(0, kept - at));
        const last = Math.max(first, Math.min(piece.length, source.size - kept - at));
        yield Buffer.concat([
          piece.subarray(0, first),
          change(piece.subarray(first, last)),
          piece.subarray(last),
        ]);
        at += piece.length;
      }
    },
  };
}

/** Each letter to the next of its case, each digit to the next. */
function letters(bytes: Buffer): Buffer {
  return bytes.map((byte) => NEXT[byte] ?? byte) as Buffer;
}

function everyByte(bytes: Buffer): Buffer {
  return bytes.map((byte) => (byte + 1) & 0xff) as Buffer;
}

const NEXT: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const turned = (first: number, count: number) => first + ((byte - first + 1) % count);
  if (byte >= 48 && byte <= 57) return turned(48, 10);
  if (byte >= 65 && byte <= 90) return turned(65, 26);
  return byte >= 97 && byte <= 122 ? turned(97, 26) : byte;
});
