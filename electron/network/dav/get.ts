import { LIMITS } from '../limits.ts';
import { isHtml, type Session, type SessionRequest, webPage } from '../session.ts';

/** A whole message as the server has it: its MIME stream, read into memory up to the cap. */
export async function getMessage(
  session: Session,
  path: string,
  onBytes: (received: number, total: number | null) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const request: SessionRequest = {
    method: 'GET',
    path,
    // Without Translate: f the mailbox answers with a page for browsers.
    headers: { translate: 'f' },
    cap: LIMITS.bodyBytes,
    lane: 'body',
    subject: 'message',
    expect: [200],
    due: 'bytes',
  };
  const answer = await session.request(request, signal);
  try {
    if (isHtml(answer.headers)) throw webPage(request, answer.status);
    const total = contentLength(answer.headers);
    const chunks: Uint8Array[] = [];
    let received = 0;
    for await (const chunk of answer.body) {
      chunks.push(chunk);
      received += chunk.byteLength;
      onBytes(received, total);
    }
    return joined(chunks, received);
  } finally {
    answer.dispose();
  }
}

/** Content-Length where the server sent a readable one. */
export function contentLength(headers: ReadonlyMap<string, string>): number | null {
  const value = headers.get('content-length')?.trim() ?? '';
  return /^[0-9]{1,15}$/.test(value) ? Number(value) : null;
}

/** A new array, not a view of a pooled Buffer: a view would be cloned across the port with its whole pool. */
function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
