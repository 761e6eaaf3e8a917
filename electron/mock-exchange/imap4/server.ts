import { type FaceOptions, type RunningFace, startLineServer } from '../line-server/line-server.ts';
import { converse } from './converse.ts';

/** RFC 3501 section 5.4: at least thirty minutes. */
const IDLE_MS = 30 * 60_000;

/**
 * All folders of each mailbox over IMAP4rev1 (RFC 3501), for reading only. No TLS: it is reached from this machine
 * alone. Rejects with the system's error where the port is taken.
 */
export function startImap4(options: FaceOptions): Promise<RunningFace> {
  return startLineServer(options, {
    idleMs: IDLE_MS,
    farewell: (sentence) => `* BYE ${sentence}\r\n`,
    converse,
  });
}
