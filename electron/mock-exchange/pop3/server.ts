import { type FaceOptions, type RunningFace, startLineServer } from '../line-server/line-server.ts';
import { converse } from './session.ts';

/** RFC 1939 section 3: at least ten minutes. */
const IDLE_MS = 10 * 60_000;

/**
 * The Inbox of each mailbox over POP3 (RFC 1939), for reading only. No TLS: it is reached from this machine alone.
 * Rejects with the system's error where the port is taken.
 */
export function startPop3(options: FaceOptions): Promise<RunningFace> {
  return startLineServer(options, {
    idleMs: IDLE_MS,
    farewell: (sentence) => `-ERR ${sentence}\r\n`,
    converse,
  });
}
