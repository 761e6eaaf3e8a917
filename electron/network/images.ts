import { fail, type FailureError } from '../../shared/errors.ts';
import { type Told, told } from '../../shared/language/told.ts';
import type { Clock } from './clock.ts';
import { createWire, type DavAnswer } from './dav/request.ts';
import type { HttpTransport } from './dav/transport.ts';
import { LIMITS } from './limits.ts';
import type { RequestLog } from './log.ts';

export interface FetchedImage {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}
export interface ImageOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: RequestLog;
}

/**
 * A remote image that a person asked to see. No cookie, referrer or credential goes with it, also not to the mail
 * server; only pixels come back (no svg, which is a document), up to 5 MB in 20 s, over at most three redirects.
 */
export async function fetchImage(
  options: ImageOptions,
  url: string,
  signal: AbortSignal,
): Promise<FetchedImage> {
  const limit = new AbortController();
  const stop = () => limit.abort();
  const cancelTimer = options.clock.after(LIMITS.imageMs, stop);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await followed(options, url, limit.signal);
  } catch (thrown) {
    if (limit.signal.aborted && !signal.aborted) throw tooSlow();
    throw thrown;
  } finally {
    cancelTimer();
    signal.removeEventListener('abort', stop);
  }
}

async function followed(options: ImageOptions, first: string, signal: AbortSignal): Promise<FetchedImage> {
  let url = webAddress(first, undefined);
  for (let hops = 0; hops <= LIMITS.imageRedirects; hops += 1) {
    const wire = createWire({ ...options, origin: url.origin });
    const path = url.pathname + url.search;
    const answer = await wire(
      { method: 'GET', path, headers: { accept: 'image/*' }, cap: LIMITS.imageBytes },
      signal,
    );
    if (![301, 302, 303, 307, 308].includes(answer.status)) return await read(answer);
    answer.dispose();
    url = webAddress(answer.headers.get('location') ?? '', url);
  }
  throw refusedImage(
    told(
      'This image was not loaded: the address leads from one place to the next. Retinue shows the message without it.',
    ),
  );
}

async function read(answer: DavAnswer): Promise<FetchedImage> {
  try {
    if (answer.status !== 200)
      throw refusedImage(
        told(
          'This image was not loaded: its server answered {status}. Retinue shows the message without it.',
          { status: answer.status },
        ),
      );
    const mimeType = (answer.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (!/^image\/[a-z0-9.+-]+$/.test(mimeType) || mimeType.startsWith('image/svg'))
      throw refusedImage(
        told(
          'This image was not loaded: what came is not an image that Retinue shows. Retinue shows the message without it.',
        ),
      );
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    return { mimeType, bytes: new Uint8Array(Buffer.concat(chunks)) };
  } finally {
    answer.dispose();
  }
}

/** http and https only, and without a name and password in the address. A redirect may not leave https. */
function webAddress(text: string, base: URL | undefined): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw refusedImage(
      told(
        'This image was not loaded: its address is not one of the web. Retinue shows the message without it.',
      ),
    );
  if (base?.protocol === 'https:' && url.protocol === 'http:')
    throw refusedImage(
      told(
        'This image was not loaded: its address leads to a place without encryption. Retinue shows the message without it.',
      ),
    );
  url.username = '';
  url.password = '';
  return url;
}

function refusedImage(sentence: Told): FailureError {
  return fail('unsupported', sentence);
}

function tooSlow(): FailureError {
  return fail(
    'timeout',
    told('This image was not loaded: it took more than 20 s. Retinue shows the message without it.'),
  );
}
