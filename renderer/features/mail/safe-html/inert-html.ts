/** Set behind names that a browser would act on while it parses; no mail has it in its text. */
const MARK = '-retinue-kept';

/** What a `style` attribute is called until its CSS has been filtered. */
export const STYLE_ATTRIBUTE = `style${MARK}`;

/**
 * HTML whose CSS the browser does not read while it takes the HTML apart. It reads style elements, style and media
 * attributes also of documents that are never shown, and CSS of 60 KB can end or hang its process there (`color-mix(`
 * in itself 1,000 times, `:root{` 10,000 times). A `type` of its own keeps a style element from being one, and wins
 * over a later one. `restoreText` undoes what this did to words in the text.
 */
export function inertHtml(html: string): string {
  return html
    .replace(/<style(?=[\t\n\f\r />])/gi, '<style type=kept ')
    .replace(/(?:style|media)(?=[\t\n\f\r ]*=)/gi, `$&${MARK}`);
}

/** Takes the marks out of texts and attribute values again; names of attributes keep them. */
export function restoreText(root: Element): void {
  const texts = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode } = texts;
    if (currentNode.nodeValue?.includes(MARK)) currentNode.nodeValue = unmarked(currentNode.nodeValue);
  }
  for (const element of root.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (value.includes(MARK)) element.setAttribute(name, unmarked(value));
    }
  }
}

function unmarked(text: string): string {
  return text.replaceAll(MARK, '').replaceAll('<style type=kept ', '<style');
}
