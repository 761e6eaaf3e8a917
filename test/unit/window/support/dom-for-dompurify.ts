/**
 * DOMPurify reads nodeName by the getter of Node.prototype, so that a message cannot shadow it; happy-dom has that
 * getter on the subclasses only. Browsers have it where DOMPurify looks; this puts it there.
 */
export function repairNodeName(): void {
  Object.defineProperty(window.Node.prototype, 'nodeName', {
    configurable: true,
    get(this: Node) {
      if ('tagName' in this) return this.tagName;
      return NAMES[this.nodeType] ?? '';
    },
  });
}

const NAMES: Readonly<Record<number, string>> = {
  3: '#text',
  4: '#cdata-section',
  8: '#comment',
  9: '#document',
  11: '#document-fragment',
};
