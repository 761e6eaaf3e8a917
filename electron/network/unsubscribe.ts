import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import type { Clock } from './clock.ts';
import { createWire } from './dav/request.ts';
import type { HttpTransport } from './dav/transport.ts';
import { LIMITS } from './limits.ts';
import type { RequestLog } from './log.ts';

/** What the list's server said. */
export interface UnsubscribeAnswer {
  readonly status: number;
  /** Where it would lead on; nothing goes there by itself. */
  readonly location: string | null;
}

/**
 * The one POST of RFC 8058, because a person pressed the button: to https only, without cookies, sign-in, referrer or
 * anything that says who asks, never repeated and never redirected (section 3.1: there is no reason to redirect it).
 */
export async function postUnsubscribe(
  options: { readonly transport: HttpTransport; readonly clock: Clock; readonly log: RequestLog },
  address: string,
  signal: AbortSignal,
): Promise<UnsubscribeAnswer> {
  const url = httpsAddress(address);
  const wire = createWire({ ...options, origin: url.origin });
  const answer = await wire(
    {
      method: 'POST',
      path: url.pathname + url.search,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      cap: LIMITS.itemAnswerBytes,
      firstByteMs: LIMITS.unsubscribeMs,
    },
    signal,
  );
  // Only what the server did counts; what it says about it is a page for browsers.
  answer.dispose();
  return { status: answer.status, location: locationOf(answer.headers.get('location'), url) };
}

function httpsAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw fail(
      'unsupported',
      told(
        'The list’s address for unsubscribing is not one that Retinue asks: it must be https and name nobody. Nothing was sent.',
      ),
    );
  return url;
}

function locationOf(value: string | undefined, base: URL): string | null {
  if (value === undefined || !URL.canParse(value, base.href)) return null;
  const url = new URL(value, base);
  return /^https?:$/.test(url.protocol) ? url.href : null;
}
