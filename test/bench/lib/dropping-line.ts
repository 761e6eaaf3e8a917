import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface DroppingLine {
  readonly origin: string;
  /** Bytes that came from the server over all connections. */
  readonly bytes: () => number;
  readonly connections: () => number;
  stop(): Promise<void>;
}

/** How long the last bytes have before the reset, which throws away what a kernel still holds. */
const DELIVERY_MS = 20;

/** A line to a server on the loopback that resets each connection after so many bytes from the server. */
export async function startDroppingLine(port: number, everyBytes: number): Promise<DroppingLine> {
  const open = new Set<Socket>();
  let total = 0;
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(port, '127.0.0.1');
    let passed = 0;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      const rest = everyBytes - passed;
      passed += chunk.length;
      total += Math.min(chunk.length, rest);
      if (chunk.length >= rest) {
        // What is on its way reaches the client before the reset does.
        client.write(chunk.subarray(0, rest), () => setTimeout(() => client.resetAndDestroy(), DELIVERY_MS));
        upstream.destroy();
      } else if (!client.write(chunk)) {
        upstream.pause();
        client.once('drain', () => upstream.resume());
      }
    });
    upstream.on('end', () => client.end());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => total,
    connections: () => connections,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
