import {
  exactSize,
  messageStream,
  needsConversion,
  tellsApproximateSizes,
} from '../conversion/message-stream.ts';
import type { World } from '../http/call.ts';
import type { ByteSource } from '../store/bytes.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';
import { type MimePart, mimeTree } from './mime-tree.ts';

/** Thrown where a message cannot be made; the others are served. */
export class NotConverted extends Error {
  override readonly name = 'NotConverted';
}

/**
 * A message for the length of one FETCH: however many items ask for its stream, it is converted once. The next FETCH
 * converts anew (KB 329067).
 */
export interface OpenedMessage {
  /** Throws NotConverted. */
  source(): Promise<ByteSource>;
  tree(): Promise<MimePart>;
  /** RFC822.SIZE: of the stream, or approximate where the server was told not to convert for it. */
  size(): Promise<number>;
}

export function openMessage(world: World, mailbox: Mailbox, item: Item): OpenedMessage {
  let made: Promise<ByteSource> | null = null;
  let parsed: Promise<MimePart> | null = null;
  const make = async () => {
    const stream = await messageStream(world, mailbox, item, 'imap4');
    if (stream.kind === 'made') return stream.source;
    throw new NotConverted(item.name);
  };
  const source = () => (made ??= make());
  return {
    source,
    tree: () => (parsed ??= source().then(mimeTree)),
    size: async () => {
      const isExact = !needsConversion(world, item) || !tellsApproximateSizes(world, 'imap4');
      return isExact && made !== null ? (await made).size : exactSize(world, mailbox, item, 'imap4');
    },
  };
}
