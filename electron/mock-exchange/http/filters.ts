import type { IncomingHttpHeaders } from 'node:http';
import type { World } from './call.ts';
import { holdsControlCharacters } from '../xml/control-characters.ts';
import { type BodyLimit, MAX_CONTENT_BYTES } from './read-body.ts';
import { refuse } from './refusal.ts';

/** What a filter sees of a request. */
interface Head {
  readonly method: string;
  /** Without query, as it came. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * What IIS and the filters before the store do to a request that never reaches it: URLScan's verbs, the request filtering
 * of IIS 7 (404.11, 404.13), size limits (reference 1.3, 3.10, 6.4).
 */
export function passFilters(world: World, { method, path, headers }: Head): void {
  const { DeniedVerbs, AllowDoubleEscaping } = world.settings.values;
  if (DeniedVerbs.some((verb) => verb.toUpperCase() === method.toUpperCase()))
    refuse(404, `A filter before the server takes ${method} away.`);
  const allows = AllowDoubleEscaping ?? !world.personality.filtersDoubleEscaping;
  if (!allows && isDoubleEscaped(path))
    refuse(404, '404.11: The request filter denies a path that holds a double escape sequence.');
  const limit = bodyLimit(world, MAX_CONTENT_BYTES);
  if (Number(headers['content-length'] ?? 0) > limit.bytes) limit.tooLarge();
}

/** 2007 takes no XML with control characters, nor does a plain WebDAV server; 2003 does (reference 3.3). */
export function checkCharacters({ personality }: World, method: string, body: Buffer): void {
  const isContent = method === 'PUT' || method === 'POST';
  if (!personality.refusesControlCharacters || isContent) return;
  const encoding = body[0] === 0xff ? 'utf-16le' : body[0] === 0xfe ? 'utf-16be' : 'latin1';
  if (holdsControlCharacters(new TextDecoder(encoding).decode(body)))
    refuse(400, 'The request body holds control characters, which XML does not allow.');
}

/** True where decoding twice gives something else than decoding once; `+` counts, for it might mean a space. */
function isDoubleEscaped(path: string): boolean {
  const once = path.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return /\+|%[0-9a-f]{2}/i.test(once);
}

/** What a request body may have here in bytes: the store's own cap, or the lower one of a filter before it. */
export function bodyLimit({ personality, settings }: World, most: number): BodyLimit {
  const cap = settings.values.maxAllowedContentLength ?? personality.maxAllowedContentLength;
  const bytes = Math.min(most, cap ?? most);
  const close = { Connection: 'close' };
  const isFiltered = personality.requestFiltering && bytes === cap;
  return {
    bytes,
    tooLarge: () =>
      isFiltered
        ? refuse(404, `404.13: The request filter denies a body of more than ${bytes} bytes.`, close)
        : refuse(413, `The request body is larger than ${bytes} bytes, all that is taken here.`, close),
  };
}

/** The origin that hrefs name: a back-end behind a front-end names itself (reference 1.1, 8). */
export function hrefOrigin({ settings }: World, asked: string): string {
  const host = settings.values.ForeignHostInHrefs;
  return host === null ? asked : asked.replace(/^(https?:\/\/).*$/, (_, scheme: string) => scheme + host);
}
