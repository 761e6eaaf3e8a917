import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on this computer that lets so many connections through at once and resets every other one. */
export interface NarrowDoor {
  readonly origin: string;
  /** The most that were open at once, and how many were reset because there was no room. */
  readonly seen: { readonly most: number; readonly refused: number };
  close(): Promise<void>;
}

export async function openNarrowDoor(to: string, room: number): Promise<NarrowDoor> {
  const { hostname, port } = new URL(to);
  const open = new Set<Socket>();
  const seen = { most: 0, refused: 0 };
  const server = createServer((socket) => {
    if (open.size >= room) {
      seen.refused += 1;
      socket.resetAndDestroy();
      return;
    }
    open.add(socket);
    seen.most = Math.max(seen.most, open.size);
    const far = connect(Number(port), hostname);
    socket.on('close', () => {
      open.delete(socket);
      far.destroy();
    });
    far.on('close', () => socket.destroy());
    for (const end of [socket, far]) end.on('error', () => undefined);
    socket.pipe(far).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      for (const socket of open) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
