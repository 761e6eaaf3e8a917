import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Piece } from '../../../../shared/delivery/steps.ts';
import { fieldsOf, nameOf } from '../../header-fields.ts';
import type { EmlLayout } from './parts-of.ts';

/**
 * The bytes of a message without some of its parts, under a Message-ID of its own: it is another message than the one it
 * was taken from. Every other byte stays. Where there are several its subject says which one it is.
 */
export async function* pieceOf(
  eml: string,
  { header, size, parts }: EmlLayout,
  { without, nth, of }: Piece,
  messageId: string,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(headerOf(header, messageId, of > 1 ? `(${nth} of ${of})` : null), 'latin1');
  let at = header.length;
  const dropped = parts.filter((_, index) => without.includes(index));
  for (const { from, to } of [...dropped, { from: size, to: size }]) {
    if (from > at) yield* createReadStream(eml, { start: at, end: from - 1 });
    at = to;
  }
}

function headerOf(header: string, messageId: string, suffix: string | null): string {
  const fields = fieldsOf(header).filter((field) => nameOf(field) !== 'message-id');
  const named = fields.map((field) =>
    // On a line of its own: nothing before it becomes too long, and an encoded word stays one (RFC 2047 section 5).
    suffix !== null && nameOf(field) === 'subject' ? `${field.trimEnd()}\r\n ${suffix}\r\n` : field,
  );
  return [`Message-ID: ${messageId}\r\n`, ...named].join('');
}

/** Length and digest of what a stream brings. */
export async function measured(
  content: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  let bytes = 0;
  const hash = createHash('sha256');
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    hash.update(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}
