import { DATATYPES, DAV, MAPI_ID, MULTI_VALUE } from '../../../shared/exchange/names.ts';
import type { PropertyName } from '../store/property-names.ts';
import { lexical, type PropValue } from '../store/values.ts';
import type { Dialect } from './dialect.ts';
import { escapeAttribute, escapeText, referToIllegal } from './escape.ts';
import type { XmlAttribute, XmlNode } from './tree.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';

/** An element of `prop`: without a value it is empty. */
export interface NamedValue extends PropertyName {
  readonly value?: PropValue | undefined;
}

/** What one document is written with: prefixes are given out as namespaces turn up, and declared on the root. */
export interface Pen {
  readonly dialect: Dialect;
  /** The prefix of a namespace. */
  prefix(namespace: string): string;
  /** Declarations of all prefixes given out so far: asked for last. */
  declarations(): string;
  text(text: string): string;
}

/** A pen for one document. `a:` is DAV:, and in Exchange's answers `b:` the types and `c:` multi-values. */
export function newPen(dialect: Dialect): Pen {
  const known: readonly string[] = dialect.plain ? [DAV] : [DAV, DATATYPES, MULTI_VALUE];
  const prefixes = new Map(known.map((namespace, at) => [namespace, letters(at)]));
  return {
    dialect,
    prefix(namespace) {
      const given = prefixes.get(namespace) ?? letters(prefixes.size);
      prefixes.set(namespace, given);
      return given;
    },
    declarations: () =>
      [...prefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeAttribute(namespace)}"`).join(''),
    text: dialect.illegalCharacters ? referToIllegal : escapeText,
  };
}

/** a … z, then ba, bb …; names that begin with `xml` are reserved and three letters are never reached. */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26)) + last;
}

/** A property with its value. */
export function renderProperty({ namespace, name, value }: NamedValue, pen: Pen): string {
  const [attributes, inner] = value === undefined ? ['', ''] : renderValue(value, pen);
  return element(tagOf(namespace, name, pen), attributes, inner);
}

/** Text, or an element with all that is in it. */
export function renderNode(node: XmlNode, pen: Pen): string {
  if (typeof node === 'string') return pen.text(node);
  const inner = node.children.map((each) => renderNode(each, pen)).join('');
  return element(tagOf(node.namespace, node.name, pen), renderAttributes(node.attributes, pen), inner);
}

function element(tag: string, attributes: string, inner: string): string {
  return inner === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${inner}</${tag}>`;
}

/**
 * Exchange writes `<d:0x8570>`, which is no XML; the escaped spelling `_x0030_x8570` that clients use in requests is
 * what goes out where well-formed answers are wanted.
 */
function tagOf(namespace: string, name: string, pen: Pen): string {
  const asItIs = pen.dialect.digitNames && namespace.startsWith(MAPI_ID);
  const shown = asItIs ? name.replace(/^_x003(\d)_/, '$1') : name.replace(/^\d/, (digit) => `_x003${digit}_`);
  return namespace === '' ? shown : `${pen.prefix(namespace)}:${shown}`;
}

function renderValue(value: PropValue, pen: Pen): readonly [attributes: string, inner: string] {
  const typed = (type: string) =>
    pen.dialect.plain ? '' : ` ${pen.prefix(DATATYPES)}:dt="${escapeAttribute(type)}"`;
  switch (value.kind) {
    case 'string':
      return ['', pen.text(value.text)];
    case 'boolean':
      return [typed('boolean'), lexical(value)];
    case 'date':
      return [typed('dateTime.tz'), lexical(value)];
    case 'number':
    case 'opaque':
      return [typed(value.dt), pen.text(lexical(value))];
    case 'list': {
      const tag = `${pen.prefix(MULTI_VALUE)}:v`;
      return [typed(value.dt), value.values.map((each) => `<${tag}>${pen.text(each)}</${tag}>`).join('')];
    }
    case 'xml':
      return [
        renderAttributes(value.attributes, pen),
        value.children.map((each) => renderNode(each, pen)).join(''),
      ];
  }
}

function renderAttributes(attributes: readonly XmlAttribute[], pen: Pen): string {
  return attributes
    .map(
      ({ namespace, name, value }) => ` ${attributeName(namespace, name, pen)}="${escapeAttribute(value)}"`,
    )
    .join('');
}

function attributeName(namespace: string, name: string, pen: Pen): string {
  if (namespace === '') return name;
  return namespace === XML ? `xml:${name}` : `${pen.prefix(namespace)}:${name}`;
}
