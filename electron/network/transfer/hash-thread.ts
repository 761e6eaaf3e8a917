import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { becameShorter } from './part/disk-faults.ts';

/** node:crypto's names. */
export type Algorithm = 'sha256' | 'sha512' | 'md5';

/** Hashes a file from its beginning, in a thread of its own: a checksum takes as long as the line and the disk together. */
export interface HashThread {
  /** Begins at byte 0 again. What was not read yet of the file before it is of no interest, nor whether it could be. */
  start(algorithms: readonly Algorithm[]): void;
  /** The bytes before this one are in the file. */
  upTo(end: number): void;
  /**
   * The digests of everything up to the last end, in the order of the algorithms. Rejects with what the disk said, and
   * with 'conflict' where the file is shorter than that.
   */
  digests(): Promise<readonly Uint8Array[]>;
  stop(): void;
}

/** What a processor's cache holds beside other things. */
const READ_BYTES = 256 * 1024;

/**
 * The thread reads what was written back from the system's cache, so no byte is shared or copied between threads. Its
 * code is text, because an entry file would need other names in a bundle, under tsx and in the tests.
 */
const CODE = `
const { createHash } = require('node:crypto');
const { openSync, readSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const file = openSync(workerData, 'r');
const buffer = Buffer.allocUnsafe(${READ_BYTES});
let hashes = [];
let at = 0;
let isShort = false;
const read = (end) => {
  while (at < end && !isShort) {
    const count = readSync(file, buffer, 0, Math.min(buffer.length, end - at), at);
    // It begins anew, and the word of that is still behind; or it was cut from outside.
    isShort = count === 0;
    for (const hash of hashes) hash.update(buffer.subarray(0, count));
    at += count;
  }
};
parentPort.on('message', ({ algorithms, end, last }) => {
  if (algorithms) [hashes, at, isShort] = [algorithms.map((name) => createHash(name)), 0, false];
  else read(end);
  if (last) parentPort.postMessage(isShort ? null : hashes.map((hash) => hash.digest()));
});
`;

/** `file` exists. The thread keeps no process alive. */
export function startHashThread(file: string): HashThread {
  const worker = new Worker(CODE, { eval: true, workerData: file, execArgv: [], env: {} });
  worker.unref();
  let end = 0;
  let fault: { readonly thrown: unknown } | null = null;
  worker.on('error', (thrown) => {
    fault = { thrown };
  });
  return {
    start(algorithms) {
      end = 0;
      worker.postMessage({ algorithms });
    },
    upTo(next) {
      end = next;
      worker.postMessage({ end });
    },
    async digests() {
      if (fault) throw fault.thrown;
      const answer = once(worker, 'message');
      worker.postMessage({ end, last: true });
      worker.ref();
      const [digests] = (await answer) as [readonly Uint8Array[] | null];
      worker.unref();
      if (digests === null) throw becameShorter();
      return digests;
    },
    stop: () => void worker.terminate(),
  };
}
