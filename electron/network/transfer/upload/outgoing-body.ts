import { type FileHandle, open, type stat } from 'node:fs/promises';
import { fail, type FailureError } from '../../../../shared/errors.ts';
import type { StreamBody } from '../../dav/transport.ts';
import { codeOf } from '../part/disk-faults.ts';
import { base64Lines, encodedLength } from './base64-stream.ts';

/** A piece of an outgoing message: bytes as they are, or a file that is encoded in base64 on the way. */
export type Segment = { readonly bytes: Uint8Array } | { readonly file: string; readonly name: string };

type Facts = Awaited<ReturnType<typeof stat>>;
interface Measured {
  readonly segment: Segment;
  readonly length: number;
  readonly facts: Facts | null;
}
const READ_BYTES = 256 * 1024;

/**
 * A message as a request body: its exact length in advance, its files read and encoded while they are sent, never one
 * of them in memory. Rejects with a FailureError that names the file where one cannot be read. A file that is another
 * one than it was here when its turn comes, or while it is read, ends the request before it is complete, so that no
 * server takes half of a message for the whole.
 */
export async function outgoingBody(segments: readonly Segment[]): Promise<StreamBody> {
  const measured = await Promise.all(segments.map(measure));
  return {
    length: measured.reduce((sum, { length }) => sum + length, 0),
    async *chunks() {
      for (const { segment, facts } of measured) {
        if ('bytes' in segment) yield segment.bytes;
        else yield* base64Lines(bytesOf(segment, facts));
      }
    },
  };
}

async function measure(segment: Segment): Promise<Measured> {
  if ('bytes' in segment) return { segment, length: segment.bytes.byteLength, facts: null };
  return await withFile(segment, async (file) => {
    const facts = await file.stat();
    if (!facts.isFile())
      throw fail(
        'invalid-input',
        `${segment.name} is no file. Retinue sent nothing. Remove it from the message.`,
      );
    return { segment, length: encodedLength(facts.size), facts };
  });
}

async function* bytesOf(
  segment: Extract<Segment, { readonly file: string }>,
  before: Facts | null,
): AsyncGenerator<Uint8Array, void, void> {
  const file = await opened(segment);
  try {
    if (!isSame(before, await file.stat())) throw changed(segment.name);
    let read = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, read);
      if (bytesRead === 0) break;
      read += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    // One that grew while it was read is noticed by its size, one that was written over by its time.
    if (!isSame(before, await file.stat()) || read !== Number(before?.size)) throw changed(segment.name);
  } catch (thrown) {
    throw readFailure(segment.name, thrown);
  } finally {
    await file.close();
  }
}

function isSame(before: Facts | null, now: Facts): boolean {
  return before?.ino === now.ino && before.size === now.size && before.mtimeMs === now.mtimeMs;
}

async function withFile<T>(
  segment: Extract<Segment, { readonly file: string }>,
  work: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await opened(segment);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

async function opened({ file, name }: Extract<Segment, { readonly file: string }>): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (thrown) {
    throw readFailure(name, thrown);
  }
}

function changed(name: string): FailureError {
  return fail(
    'invalid-input',
    `${name} changed while it was being sent. Retinue stopped before the message was complete, so the server did not take it. Attach the file again.`,
  );
}

function readFailure(name: string, thrown: unknown): unknown {
  const code = codeOf(thrown);
  if (code === '') return thrown;
  return fail(
    'invalid-input',
    code === 'ENOENT'
      ? `${name} is no longer where it was attached from (ENOENT). Retinue sent nothing that a server could take for the message. Attach the file again.`
      : `${name} could not be read (${code}). Retinue sent nothing that a server could take for the message. Check the file, then try again.`,
    { detail: code },
    thrown,
  );
}
