import { escapeAttribute, escapeText } from './escape.ts';
import type { XmlElement, XmlNode } from './tree.ts';

/** An element as a document of its own: every element declares its namespace, so that any part can stand alone. */
export function writeXml(root: XmlElement): Buffer {
  return Buffer.from(`<?xml version="1.0"?>${writeNode(root)}`);
}

function writeNode(node: XmlNode): string {
  if (typeof node === 'string') return escapeText(node);
  const attributes = node.attributes.map(({ namespace, name, value }, at) => {
    const written = `="${escapeAttribute(value)}"`;
    if (namespace === '') return ` ${name}${written}`;
    if (namespace === 'http://www.w3.org/XML/1998/namespace') return ` xml:${name}${written}`;
    return ` xmlns:n${at}="${escapeAttribute(namespace)}" n${at}:${name}${written}`;
  });
  const open = `${node.name} xmlns="${escapeAttribute(node.namespace)}"${attributes.join('')}`;
  return `<${open}>${node.children.map(writeNode).join('')}</${node.name}>`;
}
