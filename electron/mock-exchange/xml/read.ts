import { SaxesParser } from 'saxes';
import { refuse } from '../http/refusal.ts';
import { disguised, revealed } from './control-characters.ts';
import type { XmlAttribute, XmlElement, XmlNode } from './tree.ts';

/** saxes resolves prefixes in time that grows with depth; no client nests deeper than a dozen. */
const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 64;
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads a request body. A DTD, anything that is not well-formed, unresolved prefixes and absurd depth end in 400.
 * saxes rather than fast-xml-parser: property names are (namespace, name) pairs, and only saxes resolves them.
 */
export function readXml(body: Buffer): XmlElement {
  return readXmlText(decode(body));
}

/** The same for text that is already decoded. */
export function readXmlText(text: string): XmlElement {
  const builder = treeBuilder();
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('doctype', () =>
    refuse(400, 'The request holds a document type declaration, which is not accepted.'),
  );
  parser.on('error', (error) => refuse(400, `The request body is not well-formed XML: ${error.message}`));
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes);
    if (attributes.length > MAX_ATTRIBUTES) refuse(400, 'An element of the request has too many attributes.');
    builder.open(tag.uri, tag.local, attributes.filter((each) => each.uri !== XMLNS).map(plainAttribute));
  });
  parser.on('text', (characters) => builder.text(revealed(characters)));
  parser.on('cdata', (characters) => builder.text(revealed(characters)));
  parser.on('closetag', () => builder.close());
  parser.write(withLegalNames(disguised(text))).close();
  return builder.root();
}

function plainAttribute(from: { uri: string; local: string; value: string }): XmlAttribute {
  return { namespace: from.uri, name: from.local, value: revealed(from.value) };
}

function treeBuilder() {
  const stack: { element: XmlElement; children: XmlNode[] }[] = [];
  let root: XmlElement | undefined;
  return {
    open(namespace: string, name: string, attributes: readonly XmlAttribute[]) {
      if (stack.length >= MAX_DEPTH) refuse(400, 'The request body is nested too deeply.');
      const children: XmlNode[] = [];
      const element = { namespace, name, attributes, children };
      stack.at(-1)?.children.push(element);
      root ??= element;
      stack.push({ element, children });
    },
    text(text: string) {
      stack.at(-1)?.children.push(text);
    },
    close() {
      stack.pop();
    },
    root(): XmlElement {
      return root ?? refuse(400, 'The request body holds no XML element.');
    },
  };
}

function decode(body: Buffer): string {
  const encoding =
    body[0] === 0xff && body[1] === 0xfe
      ? 'utf-16le'
      : body[0] === 0xfe && body[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    return refuse(400, `The request body is not valid ${encoding.toUpperCase()}.`);
  }
}

/**
 * evolution sends element names such as `0x00008101`, which XML forbids and Exchange takes (reference 3.3). The first
 * digit is escaped the way DavMail does, `_x0030_x00008101`, outside of CDATA and comments. One that never ends is
 * taken to the end of the text, or a megabyte of its openings would be searched through for each of them.
 */
function withLegalNames(text: string): string {
  return text.replace(
    /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|(<\/?(?:[A-Za-z_][\w.-]*:)?)(\d)/g,
    (all, open: string | undefined, digit: string) => (open === undefined ? all : `${open}_x003${digit}_`),
  );
}
