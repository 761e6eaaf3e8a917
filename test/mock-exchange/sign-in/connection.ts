import { Agent, type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';

export interface Heard {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The port on this side: the same for answers of one TCP connection. */
  readonly localPort: number | undefined;
}

/** A client that keeps to one connection as long as the server does; nothing is signed in by itself. */
export interface Connection {
  readonly ask: (
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: string,
  ) => Promise<Heard>;
  close(): void;
}

/** One connection to the mock; over TLS it trusts the mock's own certificate and nothing else. */
export function connectionTo(mock: MockExchange): Connection {
  const trusted = mock.certificate === null ? {} : { ca: mock.certificate };
  const options = { keepAlive: true, maxSockets: 1 };
  const agent = mock.certificate === null ? new Agent(options) : new SecureAgent({ ...options, ...trusted });
  const begin = mock.certificate === null ? plainRequest : secureRequest;
  return {
    ask: (method, path, headers = {}, body) =>
      new Promise((resolve, reject) => {
        const sent = begin(mock.origin + path, { method, headers, agent, ...trusted }, (response) => {
          const localPort = response.socket.localPort;
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              reason: response.statusMessage ?? '',
              headers: response.headers,
              text: Buffer.concat(pieces).toString(),
              localPort,
            }),
          );
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
