import { fail, type Failure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { DATATYPES, MULTI_VALUE } from '../../../shared/exchange/names.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { type DavResponse, readAllResponses } from './multistatus.ts';
import type { Property } from './property.ts';
import { prefixesOf, propContent, type XmlContent, xmlDocument } from './xml-write.ts';

/** What must be true of the address beforehand. */
export type Condition = 'must exist' | 'must be free' | { readonly etag: string };

function headersOf(condition: Condition): Readonly<Record<string, string>> {
  if (condition === 'must be free') return { 'if-none-match': '*' };
  return { 'if-match': condition === 'must exist' ? '*' : condition.etag };
}

/** A value of a property whose name does not say its type to the store (reference 3.3). */
export interface TypedText {
  readonly type: 'boolean' | 'int' | 'dateTime.tz' | 'bin.base64';
  readonly text: string;
}
/** The same of a list of values that are no strings. */
export interface TypedList {
  readonly type: 'mv.int';
  readonly values: readonly string[];
}
type PatchValue = string | readonly string[] | TypedText | TypedList;
/** Values to set; text as the store wants it (booleans are 0 and 1), or a list of strings; null removes the property. */
export type Patch = readonly (readonly [Property, PatchValue | null])[];

/**
 * Sets properties of one item. Without `If-Match: *` Exchange creates what is not there, so that is asked for by name. Throws a
 * FailureError when the server refuses, also when only one property was refused inside a 207.
 */
export async function proppatch(
  session: Session,
  path: string,
  patch: Patch,
  signal: AbortSignal,
  condition: Condition = 'must exist',
): Promise<void> {
  const { content, prefixes } = changesOf(patch);
  const body = xmlDocument('D:propertyupdate', content, prefixes);
  const [response] = await send(session, 'PROPPATCH', path, body, signal, condition);
  const failure = response ? refusalOf(response) : null;
  if (failure) throw fail(failure.kind, failure, failure);
}

/**
 * Sets properties of many items of a folder in one request. Returns what the server said of each; an item that it did
 * not speak of has succeeded, as Brief allows (a bodyless 200 says so of all).
 */
export async function bulkProppatch(
  session: Session,
  folder: string,
  items: readonly string[],
  patch: Patch,
  signal: AbortSignal,
): Promise<readonly { readonly href: string; readonly failure: Failure | null }[]> {
  const { content, prefixes } = changesOf(patch);
  const body = xmlDocument('D:propertyupdate', { 'D:target': { 'D:href': items }, ...content }, prefixes);
  const responses = await send(session, 'BPROPPATCH', folder, body, signal);
  return responses.map((response) => ({ href: response.href, failure: refusalOf(response) }));
}

function changesOf(patch: Patch) {
  const prefixes = prefixesOf(patch.map(([property]) => property));
  const set = patch.flatMap(([property, value]) =>
    value === null ? [] : [[property, valueOf(value)] as const],
  );
  const removed = patch.flatMap(([property, value]) => (value === null ? [[property, null] as const] : []));
  const content = {
    ...(set.length > 0 ? { 'D:set': { 'D:prop': propContent(set, prefixes) } } : {}),
    ...(removed.length > 0 ? { 'D:remove': { 'D:prop': propContent(removed, prefixes) } } : {}),
  };
  return { content, prefixes };
}

/** A list says its type: Exchange would keep it as one string (reference 3.3). */
function valueOf(value: PatchValue): XmlContent {
  if (typeof value === 'string') return value;
  if ('text' in value) return { '@xmlns:b': DATATYPES, '@b:dt': value.type, '#text': value.text };
  const { type, values } = 'type' in value ? value : { type: 'mv.string', values: value };
  return {
    '@xmlns:b': DATATYPES,
    '@b:dt': type,
    'c:v': values.map((text) => ({ '@xmlns:c': MULTI_VALUE, '#text': text })),
  };
}

async function send(
  session: Session,
  method: 'PROPPATCH' | 'BPROPPATCH',
  path: string,
  body: string,
  signal: AbortSignal,
  condition: Condition = 'must exist',
): Promise<readonly DavResponse[]> {
  const answer = await session.request(
    {
      method,
      path,
      headers: { 'content-type': 'text/xml', brief: 't', ...headersOf(condition) },
      body,
      cap: LIMITS.itemAnswerBytes,
      lane: 'list',
      subject: 'message',
      change: true,
      expect: [200, 204, 207],
      due: 'xml',
    },
    signal,
  );
  try {
    return answer.status === 207 ? await readAllResponses(answer.body) : [];
  } finally {
    answer.dispose();
  }
}

/** What a response in a 207 refused, if anything: 424 only says that something else failed. */
function refusalOf(response: DavResponse): Failure | null {
  const statuses = [response.status ?? 200, ...response.refused.values()].filter((status) => status >= 400);
  const status = statuses.find((each) => each !== 424) ?? statuses[0];
  if (status === undefined) return null;
  if (status === 404 || status === 410 || status === 412)
    return {
      kind: 'not-found',
      status,
      ...told(
        'This message is no longer where it was ({status}). Retinue changed nothing and looks through the folder again.',
        { status },
      ),
    };
  return {
    kind: status >= 500 ? 'server-fault' : 'forbidden',
    status,
    ...told(
      'The server did not take this change ({status}). Retinue shows the message as the server has it.',
      { status },
    ),
  };
}
