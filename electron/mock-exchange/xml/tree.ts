/** An element with its namespace resolved. Text stays text: nothing is trimmed or turned into numbers. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}
export interface XmlAttribute {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}
export type XmlNode = XmlElement | string;

/** The child elements, without the text between them. */
export function elements(parent: XmlElement): readonly XmlElement[] {
  return parent.children.filter((child) => typeof child !== 'string');
}

/** The first child element of that name; undefined where there is none. */
export function child(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return elements(parent).find((each) => is(each, namespace, name));
}

/** True where the element carries exactly this expanded name. */
export function is(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespace === namespace && element.name === name;
}

/** All text below a node, in document order. */
export function textOf(node: XmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

/** An attribute's value by its expanded name; undefined where it is absent. */
export function attribute(element: XmlElement, namespace: string, name: string): string | undefined {
  return element.attributes.find((each) => each.namespace === namespace && each.name === name)?.value;
}
