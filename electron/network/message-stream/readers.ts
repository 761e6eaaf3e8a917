import { createReadStream } from 'node:fs';
import type { StreamedBody } from '../../../shared/contracts/network.ts';
import type { Files } from '../files.ts';
import type { DownloadJob } from '../transfer/job.ts';
import { createMessageDecoder, type MessageDecoder } from './decode-message.ts';
import { beginFile } from './found-file.ts';
import { readIndex, writeIndex } from './index-file.ts';

/** The messages that are being taken apart while they are fetched. */
export interface MessageReaders {
  /** Goes along with the download of a message. */
  follow(id: string): NonNullable<DownloadJob['follow']>;
  /** The download is whole: takes apart what the download did not bring by here, and keeps the result. */
  finish(id: string): Promise<void>;
  /** The download ended otherwise: what is known so far stays known until it goes on. */
  leave(id: string): Promise<void>;
  /** Nobody wants it any more. */
  forget(id: string): void;
  /** Takes apart a message that is here already; its files are kept under `id`. */
  read(id: string, message: Uint8Array): Promise<StreamedBody>;
  /** As far as it is known; null before anything is. */
  body(id: string): Promise<StreamedBody | null>;
  /** Called at each change of what is known of `id`. Returns the way to stop it. */
  onChange(id: string, listener: () => void): () => void;
}

/** `newMarker` gives a word that nobody who writes a message can know. */
export function createMessageReaders(
  files: Pick<Files, 'path' | 'innerId' | 'indexPath'>,
  newMarker: () => string,
): MessageReaders {
  const decoders = new Map<string, MessageDecoder>();
  const listeners = new Map<string, Set<() => void>>();
  const tell = (id: string) => {
    for (const listener of listeners.get(id) ?? []) listener();
  };

  const start = (id: string): MessageDecoder => {
    let count = 0;
    const decoder = createMessageDecoder({
      marker: newMarker(),
      path: files.path,
      begin: () => {
        const inner = files.innerId(id, count++);
        return beginFile(inner, files.path(inner));
      },
      onChange: () => tell(id),
    });
    decoders.set(id, decoder);
    return decoder;
  };
  const fromDisk = async (id: string): Promise<StreamedBody> => {
    const decoder = start(id);
    for await (const chunk of createReadStream(files.path(id)) as AsyncIterable<Buffer>)
      await decoder.write(chunk);
    return await decoder.end();
  };

  return {
    follow(id) {
      let decoder = start(id);
      return {
        bytes: (chunk) => decoder.write(chunk),
        // The files of the pass before are written over: their names are the same.
        async restart() {
          await decoder.abandon();
          decoder = start(id);
          tell(id);
        },
      };
    },
    async finish(id) {
      if ((await readIndex(files.indexPath(id))) === null) {
        const body = (await decoders.get(id)?.end()) ?? (await fromDisk(id));
        await writeIndex(files.indexPath(id), body);
      }
      decoders.delete(id);
      tell(id);
    },
    async read(id, message) {
      const decoder = start(id);
      try {
        await decoder.write(message);
        return await decoder.end();
      } finally {
        decoders.delete(id);
      }
    },
    leave: async (id) => await decoders.get(id)?.abandon(),
    forget: (id) => void decoders.delete(id),
    body: async (id) => decoders.get(id)?.body() ?? (await readIndex(files.indexPath(id))),
    onChange(id, listener) {
      const mine = listeners.get(id) ?? new Set();
      listeners.set(id, mine.add(listener));
      return () => {
        mine.delete(listener);
        if (mine.size === 0) listeners.delete(id);
      };
    },
  };
}
