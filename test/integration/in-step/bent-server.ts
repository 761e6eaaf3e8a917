import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer on its way from the server behind. */
export interface Bendable {
  readonly method: string;
  /** What was asked, as text. */
  readonly asked: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}
export type Bend = (answer: Bendable) => Partial<Pick<Bendable, 'status' | 'type' | 'text'>>;

/** A server that passes everything on to the one behind it and bends the answers: a half-broken Exchange server. */
export interface BentServer {
  readonly origin: string;
  /** Requests that came through since the last look. */
  requests(): number;
  bend(next: Bend): void;
  stop(): Promise<void>;
}

export async function startBentServer(behind: string): Promise<BentServer> {
  let bend: Bend = () => ({});
  let count = 0;
  const { host } = new URL(behind);
  const server = createServer(async (incoming, outgoing) => {
    count += 1;
    const body = await bytesOf(incoming);
    const { destination } = incoming.headers;
    const to =
      typeof destination === 'string' ? { destination: destination.replace(/^http:\/\/[^/]*/, behind) } : {};
    const onward = request(`${behind}${incoming.url ?? '/'}`, {
      method: incoming.method ?? 'GET',
      headers: { ...incoming.headers, host, ...to },
    });
    onward.on('error', () => outgoing.destroy());
    onward.on('response', async (answer) => {
      const bytes = await bytesOf(answer);
      const given: Bendable = {
        method: incoming.method ?? 'GET',
        asked: body.toString(),
        status: answer.statusCode ?? 0,
        type: answer.headers['content-type'] ?? '',
        text: bytes.toString(),
      };
      const bent = { ...given, ...bend(given) };
      const { 'content-length': _length, 'transfer-encoding': _chunked, ...headers } = answer.headers;
      outgoing.writeHead(bent.status, { ...headers, ...(bent.type ? { 'content-type': bent.type } : {}) });
      outgoing.end(bent.text === given.text ? bytes : bent.text);
    });
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests() {
      const before = count;
      count = 0;
      return before;
    },
    bend(next) {
      bend = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
