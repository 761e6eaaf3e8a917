import { DATATYPES, DAV, MULTI_VALUE } from '../../../shared/exchange/names.ts';
import type { PropertyName } from '../store/property-names.ts';
import { lexical, type PropValue } from '../store/values.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import type { XmlNode } from './tree.ts';

/** A 207 answer as values; `renderMultistatus` is the only place that writes it. */
export interface DavResponse {
  readonly href: string;
  /** The status of the resource itself, where the answer is not about properties. */
  readonly status?: number;
  readonly propstats?: readonly PropStat[];
  readonly description?: string;
}
export interface PropStat {
  readonly status: number;
  readonly props: readonly NamedValue[];
}
/** An element of `prop`: without a value it is empty. */
export interface NamedValue extends PropertyName {
  readonly value?: PropValue | undefined;
}

/**
 * Writes the answer as Exchange does (reference 0 and 9): prefixes `a:` for DAV:, then `b:` and on, all declared on the
 * root; href first, status before prop, reasons that two clients compare by text.
 */
export function renderMultistatus(responses: readonly DavResponse[]): Buffer {
  const prefixes = prefixTable();
  const body = responses.map((response) => Buffer.from(renderResponse(response, prefixes)));
  const head = `<?xml version="1.0"?><a:multistatus${prefixes.declarations()}>`;
  return Buffer.concat([Buffer.from(head), ...body, Buffer.from('</a:multistatus>')]);
}

/** The status line inside of a multistatus. The 404 phrase is Exchange's own (reference 3.2). */
export function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${PHRASES[status] ?? 'Unknown'}`;
}

const PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Resource Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  423: 'Locked',
  424: 'Failed Dependency',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  507: 'Insufficient Storage',
};

type Prefixes = ReturnType<typeof prefixTable>;

function prefixTable() {
  const byNamespace = new Map([
    [DAV, 'a'],
    [DATATYPES, 'b'],
    [MULTI_VALUE, 'c'],
  ]);
  const of = (namespace: string): string => {
    const known = byNamespace.get(namespace);
    if (known !== undefined) return known;
    const prefix = letters(byNamespace.size);
    byNamespace.set(namespace, prefix);
    return prefix;
  };
  const declare = ([namespace, prefix]: readonly [string, string]) =>
    ` xmlns:${prefix}="${escapeAttribute(namespace)}"`;
  return { of, declarations: () => [...byNamespace].map(declare).join('') };
}

/** a … z, then ba, bb …; names that begin with `xml` are reserved and three letters are never reached. */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26)) + last;
}

function renderResponse(response: DavResponse, prefixes: Prefixes): string {
  const status = response.status === undefined ? '' : `<a:status>${statusLine(response.status)}</a:status>`;
  const propstats = (response.propstats ?? []).map((each) => renderPropStat(each, prefixes)).join('');
  const description =
    response.description === undefined
      ? ''
      : `<a:responsedescription>${escapeText(response.description)}</a:responsedescription>`;
  return `<a:response><a:href>${escapeText(response.href)}</a:href>${status}${propstats}${description}</a:response>`;
}

function renderPropStat(propstat: PropStat, prefixes: Prefixes): string {
  const props = propstat.props.map((each) => renderProperty(each, prefixes)).join('');
  return `<a:propstat><a:status>${statusLine(propstat.status)}</a:status><a:prop>${props}</a:prop></a:propstat>`;
}

function renderProperty({ namespace, name, value }: NamedValue, prefixes: Prefixes): string {
  const tag = tagOf(namespace, name, prefixes);
  if (value === undefined) return `<${tag}/>`;
  const [attributes, inner] = renderValue(value, prefixes);
  return inner === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${inner}</${tag}>`;
}

/**
 * Exchange writes `<d:0x8570>`, which is no XML. The escaped spelling that clients use in requests is well-formed, so
 * that is what goes out; the ill-formed one belongs to the faults.
 */
function tagOf(namespace: string, name: string, prefixes: Prefixes): string {
  const legal = name.replace(/^\d/, (digit) => `_x003${digit}_`);
  return namespace === '' ? legal : `${prefixes.of(namespace)}:${legal}`;
}

function renderValue(value: PropValue, prefixes: Prefixes): readonly [attributes: string, inner: string] {
  switch (value.kind) {
    case 'string':
      return ['', escapeText(value.text)];
    case 'boolean':
      return [' b:dt="boolean"', lexical(value)];
    case 'date':
      return [' b:dt="dateTime.tz"', lexical(value)];
    case 'number':
    case 'opaque':
      return [` b:dt="${value.dt}"`, escapeText(lexical(value))];
    case 'list':
      return [
        ` b:dt="${escapeAttribute(value.dt)}"`,
        value.values.map((each) => `<c:v>${escapeText(each)}</c:v>`).join(''),
      ];
    case 'xml':
      return [
        renderAttributes(value.attributes, prefixes),
        value.children.map((each) => renderNode(each, prefixes)).join(''),
      ];
  }
}

function renderNode(node: XmlNode, prefixes: Prefixes): string {
  if (typeof node === 'string') return escapeText(node);
  const tag = tagOf(node.namespace, node.name, prefixes);
  const inner = node.children.map((each) => renderNode(each, prefixes)).join('');
  const attributes = renderAttributes(node.attributes, prefixes);
  return inner === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${inner}</${tag}>`;
}

function renderAttributes(
  attributes: Extract<PropValue, { kind: 'xml' }>['attributes'],
  prefixes: Prefixes,
): string {
  return attributes
    .map(({ namespace, name, value }) => {
      const tag =
        namespace === ''
          ? name
          : namespace === 'http://www.w3.org/XML/1998/namespace'
            ? `xml:${name}`
            : `${prefixes.of(namespace)}:${name}`;
      return ` ${tag}="${escapeAttribute(value)}"`;
    })
    .join('');
}
