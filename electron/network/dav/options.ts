import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';

export interface OptionsResult {
  readonly status: number;
  /** The DAV compliance classes (`1, 2`); empty where the server is no WebDAV server. */
  readonly dav: string;
  /** Exchange's own banner, for example 6.5.7638.1; empty elsewhere. */
  readonly msWebStorage: string;
  /** Its name for itself; empty where it gives none. */
  readonly server: string;
  readonly elapsedMs: number;
}

/** OPTIONS of a path. Takes any answer below 400 and 404, 405, 501, which tell a web server from a WebDAV server. */
export async function options(session: Session, path: string, signal: AbortSignal): Promise<OptionsResult> {
  const answer = await session.request(
    {
      method: 'OPTIONS',
      path,
      cap: LIMITS.errorBodyBytes,
      // The cheapest request there is. Chromium does not tell connecting from waiting, so this bounds both.
      firstByteMs: LIMITS.connectMs,
      lane: 'list',
      subject: 'mailbox',
      expect: [200, 204, 207, 404, 405, 501],
      due: 'anything',
    },
    signal,
  );
  answer.dispose();
  return {
    status: answer.status,
    dav: answer.headers.get('dav') ?? '',
    server: answer.headers.get('server') ?? '',
    msWebStorage: answer.headers.get('ms-webstorage') ?? '',
    elapsedMs: answer.elapsedMs,
  };
}
