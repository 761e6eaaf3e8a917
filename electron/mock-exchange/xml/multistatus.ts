import { STATUS_CODES } from 'node:http';
import type { PropertyName } from '../store/property-names.ts';
import { type Dialect, WELL_FORMED } from './dialect.ts';
import { type NamedValue, newPen, type Pen, renderNode, renderProperty } from './markup.ts';
import type { XmlElement } from './tree.ts';

export type { NamedValue } from './markup.ts';

/** A 207 answer as values; `renderMultistatus` is the only place that writes it. */
export interface DavResponse {
  readonly href: string;
  /** The status of the resource itself, where the answer is not about properties. */
  readonly status?: number;
  readonly propstats?: readonly PropStat[];
  /** The precondition that was broken (RFC 4918 section 16), an element of DAV:. */
  readonly error?: string;
  readonly description?: string;
  /** Further elements at the end: `location`, `subscriptionID`, `changetype`. */
  readonly more?: readonly XmlElement[];
}
export interface PropStat {
  readonly status: number;
  readonly props: readonly NamedValue[];
  /** The precondition that was broken, an element of DAV:. Exchange, being older, does not say it. */
  readonly error?: string;
}

/**
 * Writes the answer. As Exchange does (reference 0 and 9): prefixes `a:` for DAV:, then `b:` and on, all declared on the
 * root; href first, status before prop, reasons that two clients compare by text.
 */
export function renderMultistatus(responses: readonly DavResponse[], dialect: Dialect = WELL_FORMED): Buffer {
  const writer = multistatusWriter(dialect);
  const body = responses.map((response) => writer.render([response]));
  return Buffer.concat(writer.wrap(body));
}

/** The same in pieces, for answers that are too long to be written in one go. */
export function multistatusWriter(dialect: Dialect = WELL_FORMED) {
  const pen = newPen(dialect);
  return {
    render: (responses: readonly DavResponse[]) =>
      Buffer.from(responses.map((response) => renderResponse(response, pen)).join('')),
    /** The whole document around the pieces; `first` comes before all responses. Called last: it declares every prefix. */
    wrap(pieces: readonly Buffer[], first: readonly XmlElement[] = []): readonly Buffer[] {
      const before = first.map((each) => renderNode(each, pen)).join('');
      const head = `${prolog(dialect)}<a:multistatus${pen.declarations()}>${before}`;
      return [Buffer.from(head), ...pieces, Buffer.from('</a:multistatus>')];
    },
  };
}

/** A document whose root is `prop`: what LOCK answers with. */
export function renderProp(props: readonly NamedValue[], dialect: Dialect): Buffer {
  const pen = newPen(dialect);
  const inner = props.map((each) => renderProperty(each, pen)).join('');
  return Buffer.from(`${prolog(dialect)}<a:prop${pen.declarations()}>${inner}</a:prop>`);
}

/** The body that names a broken precondition and the resources it is about (RFC 4918 section 16). */
export function renderError(condition: PropertyName, hrefs: readonly string[], dialect: Dialect): Buffer {
  const pen = newPen(dialect);
  const children = hrefs.map(
    (href): XmlElement => ({
      namespace: condition.namespace,
      name: 'href',
      attributes: [],
      children: [href],
    }),
  );
  const inner = renderNode({ ...condition, attributes: [], children }, pen);
  return Buffer.from(`${prolog(dialect)}<a:error${pen.declarations()}>${inner}</a:error>`);
}

/** `text/xml`, which must not name a charset at Exchange (reference 7.1: DavMail drops the answer). */
export function xmlType({ plain }: Dialect): string {
  return plain ? 'application/xml; charset=utf-8' : 'text/xml';
}

function prolog({ plain }: Dialect): string {
  return plain ? '<?xml version="1.0" encoding="utf-8"?>' : '<?xml version="1.0"?>';
}

/** The status line inside of a multistatus. The 404 phrase is Exchange's own (reference 3.2). */
export function statusLine(status: number, plain = false): string {
  const phrase = status === 404 && !plain ? 'Resource Not Found' : STATUS_CODES[status];
  return `HTTP/1.1 ${status} ${phrase ?? 'Unknown'}`;
}

function renderResponse(response: DavResponse, pen: Pen): string {
  const { href, status, error, description } = response;
  const propstats = (response.propstats ?? []).map((each) => renderPropStat(each, pen)).join('');
  const parts = [
    `<a:href>${pen.text(href)}</a:href>`,
    status === undefined ? '' : `<a:status>${statusLine(status, pen.dialect.plain)}</a:status>`,
    propstats,
    error === undefined ? '' : `<a:error><a:${error}/></a:error>`,
    description === undefined
      ? ''
      : `<a:responsedescription>${pen.text(description)}</a:responsedescription>`,
    ...(response.more ?? []).map((each) => renderNode(each, pen)),
  ];
  return `<a:response>${parts.join('')}</a:response>`;
}

function renderPropStat({ status, props, error }: PropStat, pen: Pen): string {
  const { plain } = pen.dialect;
  const line = `<a:status>${statusLine(status, plain)}</a:status>`;
  const prop = `<a:prop>${props.map((each) => renderProperty(each, pen)).join('')}</a:prop>`;
  if (!plain) return `<a:propstat>${line}${prop}</a:propstat>`;
  const broken = error === undefined ? '' : `<a:error><a:${error}/></a:error>`;
  return `<a:propstat>${prop}${line}${broken}</a:propstat>`;
}
