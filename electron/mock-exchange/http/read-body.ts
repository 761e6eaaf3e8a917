import type { IncomingMessage } from 'node:http';
import { Refusal, refuse } from './refusal.ts';

/** XML of real clients stays below a few hundred KiB even for bulk verbs. */
export const MAX_XML_BYTES = 8 * 1024 * 1024;
/** A message with its attachments; the mock keeps it in memory. */
export const MAX_CONTENT_BYTES = 1024 * 1024 * 1024;

/** Reads a request body up to a cap; beyond it 413. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () =>
    refuse(413, `The request body is larger than ${limit} bytes, which is all this server takes here.`, {
      Connection: 'close',
    });
  if (Number(request.headers['content-length'] ?? 0) > limit) tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of request) {
      if (!Buffer.isBuffer(piece)) continue;
      size += piece.length;
      if (size > limit) tooLarge();
      pieces.push(piece);
    }
  } catch (thrown) {
    // Nobody will read the answer; the journal still says that this was not the server's fault.
    if (request.destroyed && !(thrown instanceof Refusal))
      refuse(400, 'The connection ended before the request body did.');
    throw thrown;
  }
  return Buffer.concat(pieces, size);
}
