import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../electron/mock-exchange/http/refusal.ts';
import { escapeAttribute, escapeText } from '../../../electron/mock-exchange/xml/escape.ts';
import { readXml } from '../../../electron/mock-exchange/xml/read.ts';
import type { XmlElement, XmlNode } from '../../../electron/mock-exchange/xml/tree.ts';

const answers = (body: Buffer): boolean => {
  try {
    return readXml(body).name !== '';
  } catch (thrown) {
    return thrown instanceof Refusal && thrown.status === 400;
  }
};

describe('the XML reader', () => {
  it('reads any bytes or refuses them with 400', () => {
    const pieces = fc.constantFrom(
      '<a>',
      '</a>',
      '<a b="',
      '"',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<!DOCTYPE a [',
      '&#1;',
      '&x;',
      '<0x1>',
      '<?pi ?>',
      'xmlns:p="u"',
      'p:',
    );
    const noise = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }).map((each) => each.join(''));
    const text = noise.map((each) => Buffer.from(each));
    const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
    fc.assert(fc.property(fc.oneof(text, bytes), answers), { numRuns: 1000 });
  });

  it.each([
    ['a doctype', '<!DOCTYPE a><a/>'],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
    ['an unknown entity', '<a>&b;</a>'],
    ['a prefix of nothing', '<b:a/>'],
    ['a prefix that is unbound', '<b:a xmlns:b=""/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['two roots', '<a/><a/>'],
    ['depth without end', '<a>'.repeat(100_000)],
    ['CDATA without end', `<a>${'<![CDATA['.repeat(300_000)}`],
    ['comments without end', `<a>${'<!--'.repeat(300_000)}`],
    ['attributes without end', `<a ${Array.from({ length: 50_000 }, (_, at) => `b${at}=""`).join(' ')}/>`],
    ['a lone surrogate half', '<a>&#xD800;</a>'],
    ['a NUL', '<a>\0</a>'],
    ['nothing', ''],
    ['blanks', ' \n'],
  ])('refuses %s', (_, xml) => {
    expect(() => readXml(Buffer.from(xml))).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('reads UTF-8 with and without its mark, and UTF-16', () => {
    const utf16 = Buffer.from('\uFEFF<a>å</a>', 'utf16le');
    for (const body of [
      Buffer.from('<a>å</a>'),
      Buffer.from('\uFEFF<a>å</a>'),
      utf16,
      Buffer.from(utf16).swap16(),
    ])
      expect(readXml(body).children).toEqual(['å']);
  });

  const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,8}$/);
  const namespace = fc.constantFrom('', 'urn:a', 'DAV:', 'http://x/?a=b&c');
  const words = fc
    .string({ unit: 'binary', minLength: 1 })
    .map(withoutIllegal)
    .filter((each) => each !== '');
  const { element } = fc.letrec<{ element: XmlElement; node: XmlNode }>((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, words, tie('element')),
    element: fc.record({
      namespace,
      name,
      attributes: fc.uniqueArray(fc.record({ namespace: fc.constant(''), name, value: words }), {
        maxLength: 3,
        selector: (each) => each.name,
      }),
      children: fc.array(tie('node'), { maxLength: 3 }),
    }),
  }));

  it('reads back what is written from values', () => {
    fc.assert(
      fc.property(element, (tree) => {
        expect(merged(readXml(Buffer.from(written(tree))))).toEqual(merged(tree));
      }),
    );
  });
});

/**
 * Carriage returns become line feeds in XML, and U+FDD0 and on stand in for control characters; they and what XML forbids
 * are tested by themselves.
 */
function withoutIllegal(text: string): string {
  return text.replace(/[^\t\n\x20-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

function written(node: XmlNode): string {
  if (typeof node === 'string') return escapeText(node);
  const attributes = node.attributes.map((each) => ` ${each.name}="${escapeAttribute(each.value)}"`);
  const inner = node.children.map(written).join('');
  return `<${node.name} xmlns="${escapeAttribute(node.namespace)}"${attributes.join('')}>${inner}</${node.name}>`;
}

/** Text that was split is one text. */
function merged(element: XmlElement): XmlElement {
  const children: XmlNode[] = [];
  for (const child of element.children) {
    const last = children.at(-1);
    if (typeof child === 'string' && typeof last === 'string') children[children.length - 1] = last + child;
    else children.push(typeof child === 'string' ? child : merged(child));
  }
  return { ...element, children };
}
