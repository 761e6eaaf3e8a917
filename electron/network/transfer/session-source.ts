import { LIMITS } from '../limits.ts';
import type { Session, SessionRequest } from '../session.ts';
import type { TransferSource } from './job.ts';

export interface SessionSourceOptions {
  readonly session: Session;
  /** In the server's own spelling. */
  readonly path: string;
  readonly cost?: TransferSource['cost'];
  /** Where the item is now, after it was not found; null for nowhere. */
  readonly find?: (signal: AbortSignal) => Promise<string | null>;
}

/** A file or attachment at its own address, asked for through the account's session. */
export function sessionSource({
  session,
  path,
  cost = 'piecewise',
  find,
}: SessionSourceOptions): TransferSource {
  let current = path;
  return {
    cost,
    get(headers, signal) {
      const request: SessionRequest = {
        method: 'GET',
        path: current,
        // Without Translate: f the server may answer with what a browser is shown.
        headers: { translate: 'f', ...headers },
        cap: LIMITS.transferBytes,
        lane: 'file',
        subject: 'attachment',
        expect: [200, 206, 416],
        due: 'bytes',
        decode: !('range' in headers),
      };
      return session.request(request, signal);
    },
    async relocate(signal) {
      const found = (await find?.(signal)) ?? null;
      if (found === null || found === current) return false;
      current = found;
      return true;
    },
  };
}
