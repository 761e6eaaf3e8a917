import { type Told, told } from '../../../shared/language/told.ts';
import { contentLength } from '../dav/get.ts';
import { isHtml } from '../session.ts';
import { digestOf } from './digests.ts';
import type { Entity, Span } from './part/part.ts';

/** What was asked of the server. */
export interface Asked {
  /** First byte; `to` null is open-ended. Null where no range was asked for. */
  readonly range: { readonly from: number; readonly to: number | null } | null;
  /** What is known of the entity; null at the beginning. */
  readonly known: Entity | null;
  readonly name: string;
}
/** What an answer is, judged by its headers and not by its status alone (transfers.md 4). */
export type Verdict =
  /** Some of it: `span` says which (`to` null where the server does not). */
  | { readonly kind: 'slice'; readonly from: number; readonly to: number | null; readonly entity: Entity }
  | { readonly kind: 'whole'; readonly entity: Entity }
  /** Nothing from there on: the entity has `total` bytes, where that is said. */
  | { readonly kind: 'end'; readonly total: number | null }
  /** Not the entity that is known. */
  | { readonly kind: 'changed' }
  /** Nothing to build a file from: ranges are no use on this server. */
  | { readonly kind: 'unusable'; readonly why: Required<Told> }
  /** A web page in the file's place. */
  | { readonly kind: 'page' };

const WEB_NAME = /\.(?:x?html?|mht(?:ml)?)$/i;

/** Judges 200, 206 and 416. */
export function judge(
  status: number,
  headers: ReadonlyMap<string, string>,
  { range, known, name }: Asked,
): Verdict {
  const sent = contentRange(headers);
  if (status === 416) return { kind: 'end', total: sent?.total ?? null };
  if (isHtml(headers) && !WEB_NAME.test(name)) return { kind: 'page' };
  // A status of 200 with Content-Range is a slice as well: some proxies lose the 206.
  if (status !== 206 && !sent?.span) return wholeOf(headers, range !== null);
  if (isEncoded(headers)) return { kind: 'unusable', why: told('it compressed a part of the file') };
  if (/^\s*multipart\/byteranges/i.test(headers.get('content-type') ?? ''))
    return { kind: 'unusable', why: told('it sent several parts for one') };
  if (!sent?.span) return { kind: 'unusable', why: told('it does not say which part it sent') };
  if (range === null && sent.span.from > 0)
    return { kind: 'unusable', why: told('it sent a part that was not asked for') };
  if (range !== null && sent.span.from > range.from)
    return {
      kind: 'unusable',
      why: told('it went on at byte {from} instead of {asked}', { from: sent.span.from, asked: range.from }),
    };
  const entity = entityOf(headers, sent.total, false);
  if (known && !isSame(known, entity)) return { kind: 'changed' };
  return { kind: 'slice', ...sent.span, entity };
}

function wholeOf(headers: ReadonlyMap<string, string>, wasRanged: boolean): Verdict {
  // Asked without a range the transport decodes; asked with one it hands on what came.
  if (isEncoded(headers) && wasRanged) return { kind: 'unusable', why: told('it compressed the file') };
  return { kind: 'whole', entity: entityOf(headers, contentLength(headers), true) };
}

/** True where two answers may be of one entity. What one of them does not say does not count (validators get lost). */
export function isSame(known: Entity, seen: Entity): boolean {
  const differ = (one: string | number | null, other: string | number | null) =>
    one !== null && other !== null && one !== other;
  if (differ(known.total, seen.total) || differ(known.etag, seen.etag)) return false;
  return known.etag !== null && seen.etag !== null ? true : !differ(known.lastModified, seen.lastModified);
}

/** An ETag that may be used with If-Range (RFC 9110 13.1.5); null for a weak one or none. */
export function strongEtag(etag: string | null): string | null {
  return etag !== null && /^"[^"]*"$/.test(etag) ? etag : null;
}

function entityOf(headers: ReadonlyMap<string, string>, total: number | null, isWhole: boolean): Entity {
  return {
    total,
    etag: headers.get('etag')?.trim() || null,
    lastModified: headers.get('last-modified')?.trim() || null,
    digest: digestOf(headers, isWhole),
  };
}

interface ContentRange {
  readonly span: Span | null;
  readonly total: number | null;
}

/** RFC 9110 14.4. `to` is made exclusive. Null where the header is absent or cannot be read. */
function contentRange(headers: ReadonlyMap<string, string>): ContentRange | null {
  const found = /^\s*bytes[\s=]+(?:([0-9]{1,15})-([0-9]{1,15})|\*)\/([0-9]{1,15}|\*)\s*$/i.exec(
    headers.get('content-range') ?? '',
  );
  if (!found) return null;
  const total = found[3] === '*' ? null : Number(found[3]);
  const span = found[1] === undefined ? null : { from: Number(found[1]), to: Number(found[2]) + 1 };
  if (span && (span.to <= span.from || (total !== null && span.to > total))) return null;
  return { span, total };
}

function isEncoded(headers: ReadonlyMap<string, string>): boolean {
  return !/^(?:identity)?$/i.test(headers.get('content-encoding')?.trim() ?? '');
}
