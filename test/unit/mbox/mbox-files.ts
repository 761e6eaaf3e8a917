import { quoteFrom } from '../../../shared/mail/mbox/from-lines.ts';
import { NO_MARKS, type StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import { readMbox } from '../../../shared/mail/mbox/read-mbox.ts';
import type { ByteSource } from '../../../shared/mail/mbox/separators.ts';
import { mboxHead, mboxTail } from '../../../shared/mail/mbox/write-mbox.ts';

export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) };
}

export interface ReadBack {
  readonly offset: number;
  readonly marks: StoredMarks;
  readonly isExpunged: boolean;
  readonly bytes: Buffer;
}

/** All that a file holds. */
export async function readAll(bytes: Uint8Array) {
  const messages: ReadBack[] = [];
  const strays: { readonly offset: number; readonly length: number }[] = [];
  for await (const item of readMbox(sourceOf(bytes))) {
    if (item.kind === 'stray') strays.push(item.stray);
    else {
      const { offset, marks, isExpunged } = item.message;
      const pieces: Uint8Array[] = [];
      for await (const piece of item.message.bytes()) pieces.push(piece.slice());
      messages.push({ offset, marks, isExpunged, bytes: Buffer.concat(pieces) });
    }
  }
  return { messages, strays };
}

/** An mbox as Retinue writes it. */
export function written(
  messages: readonly { readonly bytes: Uint8Array; readonly marks?: StoredMarks }[],
): Buffer {
  const files = messages.map(({ bytes, marks = NO_MARKS }) => {
    const isOpen = bytes.length > 0 && bytes.at(-1) !== 10;
    const quote = quoteFrom();
    const head = mboxHead({ date: Date.UTC(2009, 3, 1, 9, 30), marks, lineEnd: '\n', isOpen });
    return Buffer.concat([head, quote.push(bytes), quote.end(), mboxTail(isOpen)]);
  });
  return Buffer.concat(files);
}
