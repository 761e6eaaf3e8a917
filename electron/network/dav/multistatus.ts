import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { fail, FailureError } from '../../../shared/errors.ts';
import { type Told, told } from '../../../shared/language/told.ts';
import { DATATYPES, DAV, MULTI_VALUE, NOTIFICATION, REPL } from '../../../shared/exchange/names.ts';
import { LIMITS } from '../limits.ts';
import { keyOf } from './property.ts';
import { createXmlRepair, restoredName } from './xml-repair.ts';

/** A property's value. Text is what the server wrote: never trimmed, never turned into a number. */
export interface PropertyValue {
  readonly text: string;
  /** The `dt` type, where the server says one: `boolean`, `int`, `dateTime.tz` … */
  readonly type: string | null;
  /** The `v` children of a multi-valued property. */
  readonly values: readonly string[];
  /** Names of its child elements, as `keyOf` joins them: `DAV:collection` of a resourcetype (RFC 4918 section 15.9). */
  readonly children: readonly string[];
}
/** One `response` of a 207. */
export interface DavResponse {
  readonly href: string;
  /** The status of the response itself, where it has one. */
  readonly status: number | null;
  /** Where the resource is now, where the server says so (RFC 4918 section 14.9). */
  readonly location?: string;
  /** Which subscriptions an answer to POLL is about (reference 3.11). */
  readonly subscriptions?: readonly string[];
  /** Where what changed was asked for (reference 3.14): it is gone. Absent: it is new, or as it is now. */
  readonly gone?: true;
  /** Properties that were found (2xx), by `Property.key`. */
  readonly found: ReadonlyMap<string, PropertyValue>;
  /** Status of the properties that were not, by key. */
  readonly refused: ReadonlyMap<string, number>;
}

/** How far a 207 about changes reaches, for the next question; null where the server did not say. */
export interface MultistatusEnd {
  /** Exchange's (reference 3.14). */
  readonly collblob: string | null;
  /** RFC 6578 section 6.4. */
  readonly syncToken: string | null;
}

/**
 * Reads a multistatus answer while it arrives; yields the responses that each chunk completed. The server is not
 * trusted: no DTD, caps on depth, attributes and value length; the caller caps the bytes. A document that is not
 * well-formed, incomplete, or no multistatus is refused as 'malformed-response'.
 */
export async function* readMultistatus(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly DavResponse[], MultistatusEnd, void> {
  const reader = createReader();
  const repair = createXmlRepair();
  // Exchange says text/xml without a charset and means UTF-8, always; a BOM is dropped by the decoder.
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of body) {
    reader.write(repair.write(decoder.decode(chunk, { stream: true })));
    if (reader.responses.length > 0) yield reader.responses.splice(0);
  }
  reader.write(repair.write(decoder.decode()) + repair.end());
  reader.end();
  if (reader.responses.length > 0) yield reader.responses.splice(0);
  return reader.reached();
}

/** All of a multistatus; `end` is null where it had more than `most` responses, and was left at that. */
export interface WholeMultistatus {
  readonly rows: readonly DavResponse[];
  readonly end: MultistatusEnd | null;
}

/** Reads it to its end, or until it has more responses than it may have. */
export async function readWhole(
  body: AsyncIterable<Uint8Array>,
  most = Number.POSITIVE_INFINITY,
): Promise<WholeMultistatus> {
  const rows: DavResponse[] = [];
  const source = readMultistatus(body);
  while (rows.length <= most) {
    const next = await source.next();
    if (next.done) return { rows, end: next.value };
    rows.push(...next.value);
  }
  await source.return({ collblob: null, syncToken: null });
  return { rows, end: null };
}

/** A whole multistatus that is known to be short. */
export async function readAllResponses(body: AsyncIterable<Uint8Array>): Promise<readonly DavResponse[]> {
  return (await readWhole(body)).rows;
}

/** The number in a status line; Exchange 2000 wrote `HTTP/1.1 OK` and Brief answers may have none: both mean 200. */
export function statusNumber(line: string): number {
  return Number(/\b([1-5][0-9]{2})\b/.exec(line)?.[1] ?? 200);
}

function malformed({ said: why }: Required<Told>, detail: string): FailureError {
  return fail(
    'malformed-response',
    told(
      "The server's answer is not the XML that was due: {why}. Retinue dropped it and shows what it had before. If this stays, the server or a proxy in between is the likely cause.",
      { why },
    ),
    { detail },
  );
}

interface OpenProperty {
  readonly key: string;
  readonly type: string | null;
  readonly values: string[];
  readonly children: string[];
  text: string;
}

/** Levels: 1 multistatus, 2 response, 3 href | status | propstat, 4 status | prop, 5 a property, 6 and deeper its content. */
function createReader() {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const responses: DavResponse[] = [];
  const path: string[] = [];
  let attributes = 0;
  let markup = 0;
  let text = '';
  let href = '';
  let status: number | null = null;
  let location = '';
  let subscriptions: string[] = [];
  let gone = false;
  let collblob: string | null = null;
  let syncToken: string | null = null;
  let found = new Map<string, PropertyValue>();
  let refused = new Map<string, number>();
  let propStatus = 200;
  let pending: OpenProperty[] = [];
  let open: OpenProperty | null = null;

  const at = (level: number, name: string) => path[level - 1] === `${DAV} ${name}`;
  const opened = (tag: SaxesTagNS) => {
    attributes = 0;
    markup = 0;
    const level = path.push(`${tag.uri} ${tag.local}`);
    if (level > LIMITS.xmlDepth)
      throw malformed(told('it is nested too deeply'), `depth > ${LIMITS.xmlDepth}`);
    if (level === 1 && !at(1, 'multistatus'))
      throw malformed(told('it is another document'), `root element ${tag.local.slice(0, 64)}`);
    if (level === 2 && at(2, 'response')) {
      href = '';
      status = null;
      location = '';
      subscriptions = [];
      gone = false;
      found = new Map();
      refused = new Map();
    } else if (level === 3 && at(3, 'propstat')) {
      propStatus = 200;
      pending = [];
    } else if (level === 5 && at(3, 'propstat') && at(4, 'prop')) {
      const key = keyOf(tag.uri, restoredName(tag.local));
      open = { key, type: typeOf(tag.attributes), values: [], children: [], text: '' };
    } else if (level === 6) open?.children.push(keyOf(tag.uri, tag.local));
    if (level <= 4 || level === 6) text = '';
  };
  const closed = () => {
    const level = path.length;
    if (!at(2, 'response')) {
      if (level === 3 && path[2] === `${REPL} collblob`) collblob = text.trim() || null;
      else if (level === 2 && at(2, 'sync-token')) syncToken = text.trim() || null;
    } else if (level === 6 && open && path[5] === `${MULTI_VALUE} v`) open.values.push(text);
    else if (level === 5 && open) {
      pending.push(open);
      open = null;
    } else if (level === 4 && at(3, 'propstat') && at(4, 'status')) propStatus = statusNumber(text);
    else if (level === 4 && path[2] === `${NOTIFICATION} subscriptionID`) subscriptions.push(text.trim());
    else if (level === 3 && at(3, 'propstat')) settle();
    else if (level === 3 && at(3, 'href')) href = text.trim();
    else if (level === 3 && at(3, 'status')) status = statusNumber(text);
    // Some wrap the address in an href of its own (RFC 4918), Exchange does not: the text is the last either way.
    else if (level === 3 && at(3, 'location')) location = text.trim();
    // Spelled changetype in the text of the documentation and ChangeType in its sample.
    else if (level === 3 && path[2]?.toLowerCase() === `${REPL} changetype`) gone = /delete/i.test(text);
    // What is gone may have no address any more.
    else if (level === 2 && (href !== '' || gone))
      responses.push({
        href,
        status,
        ...(location === '' ? {} : { location }),
        ...(subscriptions.length === 0 ? {} : { subscriptions }),
        ...(gone ? { gone } : {}),
        found,
        refused,
      });
    path.pop();
  };
  const settle = () => {
    for (const { key, type, values, children, text: value } of pending) {
      if (propStatus >= 200 && propStatus < 300) found.set(key, { text: value, type, values, children });
      else refused.set(key, propStatus);
    }
  };
  const texted = (piece: string) => {
    markup = 0;
    if (open) open.text += piece;
    if (!open || path.length >= 6) text += piece;
    if ((open?.text.length ?? text.length) > LIMITS.xmlValueChars)
      throw malformed(told('one value is too long'), `value > ${LIMITS.xmlValueChars} characters`);
  };

  parser.on('doctype', () => {
    throw malformed(told('it brings a document type of its own, which Retinue never reads'), 'DOCTYPE');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > LIMITS.xmlAttributes)
      throw malformed(told('one element has too many attributes'), `attributes > ${LIMITS.xmlAttributes}`);
  });
  parser.on('opentag', opened);
  parser.on('closetag', closed);
  parser.on('text', texted);
  parser.on('cdata', texted);
  parser.on('error', (error) => {
    throw error;
  });

  const guarded = (act: () => void) => {
    try {
      act();
    } catch (thrown) {
      if (thrown instanceof FailureError) throw thrown;
      throw malformed(
        told('it breaks off or is not well-formed'),
        thrown instanceof Error ? thrown.message : '',
      );
    }
  };
  return {
    responses,
    reached: (): MultistatusEnd => ({ collblob, syncToken }),
    write(piece: string) {
      markup += piece.length;
      guarded(() => parser.write(piece));
      if (!open && markup > LIMITS.xmlMarkupChars)
        throw malformed(
          told('one piece of markup does not end'),
          `markup > ${LIMITS.xmlMarkupChars} characters`,
        );
    },
    end: () => guarded(() => parser.close()),
  };
}

function typeOf(attributes: Record<string, SaxesAttributeNS>): string | null {
  for (const { uri, local, value } of Object.values(attributes)) {
    if (local === 'dt' && (uri === DATATYPES || uri === 'urn:schemas-microsoft-com:datatypes')) return value;
  }
  return null;
}
