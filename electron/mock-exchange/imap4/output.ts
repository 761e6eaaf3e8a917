import type { Connection } from '../line-server/connection.ts';

/** Answers in pieces worth a packet: a FETCH of 100,000 flags is not 100,000 writes. */
export interface Output {
  /** One char a byte. */
  text(text: string): Promise<void>;
  bytes(bytes: Buffer): Promise<void>;
  flush(): Promise<void>;
  readonly gone: boolean;
}

const PACKET_BYTES = 16 * 1024;

export function newOutput(connection: Connection): Output {
  let held: string[] = [];
  let size = 0;
  const flush = async () => {
    if (size === 0) return;
    const text = held.join('');
    [held, size] = [[], 0];
    await connection.write(text);
  };
  return {
    text: async (text) => {
      held.push(text);
      size += text.length;
      if (size >= PACKET_BYTES) await flush();
    },
    bytes: async (bytes) => {
      await flush();
      await connection.write(bytes);
    },
    flush,
    get gone() {
      return connection.gone;
    },
  };
}
