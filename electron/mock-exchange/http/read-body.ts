import type { IncomingMessage } from 'node:http';
import { HungUp } from './hung-up.ts';

/** XML of real clients stays below a few hundred KiB even for bulk verbs. */
export const MAX_XML_BYTES = 8 * 1024 * 1024;
/** A message with its attachments; the mock keeps it in memory. */
export const MAX_CONTENT_BYTES = 1024 * 1024 * 1024;

/** How long a body may be, and the refusal of a longer one. */
export interface BodyLimit {
  readonly bytes: number;
  tooLarge(): never;
}

/**
 * Puts the pieces of a request body together, up to a limit; what is announced (in bytes) to be longer is refused
 * before it is read.
 */
export async function readBody(
  pieces: AsyncIterable<Buffer>,
  announced: number,
  limit: BodyLimit,
): Promise<Buffer> {
  if (announced > limit.bytes) limit.tooLarge();
  const held: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > limit.bytes) limit.tooLarge();
    held.push(piece);
  }
  return Buffer.concat(held, size);
}

/** The body as it comes; `HungUp` where the client goes away in the middle. A reader that stops early leaves the rest. */
export async function* piecesOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false }))
      if (Buffer.isBuffer(piece)) yield piece;
  } catch (thrown) {
    throw request.destroyed ? new HungUp() : thrown;
  }
}
