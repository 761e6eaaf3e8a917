/** Everything outside of Char of XML 1.0, halves of surrogate pairs included. */
const NOT_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Most values are plain; this one look spares them four replacements. */
const PLAIN = /^[\t\n\r\x20-\x25\x27-\x3B=\x3F-\uD7FF]*$/;

/**
 * Text as XML content. Exchange 2003 writes characters that XML 1.0 forbids as `&#x1;`; such a document is ill-formed
 * and stops strict clients, so here they become U+FFFD.
 */
export function escapeText(text: string): string {
  if (PLAIN.test(text)) return text;
  return escapeMarkup(text.replace(NOT_XML, '\uFFFD'));
}

/** The same with forbidden characters as references, `&#x1;`, as Exchange 2003 writes them: ill-formed on purpose. */
export function referToIllegal(text: string): string {
  if (PLAIN.test(text)) return text;
  return escapeMarkup(text).replace(NOT_XML, (c) => `&#x${c.charCodeAt(0).toString(16)};`);
}

function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Text as the value of a double-quoted attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text)
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#9;')
    .replace(/\n/g, '&#10;')
    .replace(/\r/g, '&#13;');
}
