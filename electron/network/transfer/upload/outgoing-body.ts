import type { StreamedBody } from '../../dav/transport.ts';
import { base64Lines, encodedLength, LINE_BYTES } from './base64-lines.ts';
import { lookAt, type SteadyFile, steadyBytes } from './steady-file.ts';

/** A piece of a message that is to go out. */
export type Segment =
  /** Headers, text parts, MIME boundaries: sent as they are. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Sent in base64, in lines that all end in CRLF; `name` is what a person knows the file by. */
  | { readonly kind: 'file'; readonly path: string; readonly name: string };

type Piece = Extract<Segment, { kind: 'bytes' }> | { readonly kind: 'file'; readonly file: SteadyFile };

/** Bytes of a file that are encoded at a time: just under 64 KiB of base64. */
const ENCODE_BYTES = 840 * LINE_BYTES;
/** Bytes of a file that are read at a time. */
const READ_BYTES = 8 * ENCODE_BYTES;
/** Literal bytes that are given out at a time. */
const LITERAL_BYTES = 64 * 1024;

/**
 * A message as a body of exact length, in about 1 MiB of memory whatever its size. Each file is looked at now, and
 * compared with that whenever it is streamed. Rejects with 'invalid-input' for a file that cannot be read; the stream
 * throws 'conflict' for one that is not what it was, before the body is complete.
 */
export async function outgoingBody(segments: readonly Segment[]): Promise<StreamedBody> {
  const pieces: Piece[] = [];
  for (const segment of segments)
    pieces.push(
      segment.kind === 'bytes' ? segment : { kind: 'file', file: await lookAt(segment.path, segment.name) },
    );
  return {
    length: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0),
    stream: () => streamed(pieces),
  };
}

function lengthOf(piece: Piece): number {
  return piece.kind === 'bytes' ? piece.bytes.byteLength : encodedLength(piece.file.size);
}

async function* streamed(pieces: readonly Piece[]): AsyncGenerator<Uint8Array, void, void> {
  for (const piece of pieces) {
    if (piece.kind === 'bytes') yield* cut(piece.bytes, LITERAL_BYTES);
    else
      for await (const block of steadyBytes(piece.file, READ_BYTES))
        for (const part of cut(block, ENCODE_BYTES)) yield base64Lines(part);
  }
}

function* cut<T extends Uint8Array>(bytes: T, size: number): Generator<T, void, void> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size) as T;
}
