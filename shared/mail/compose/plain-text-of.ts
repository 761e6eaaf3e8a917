/** Elements whose content is not read. */
const SILENT = /^(?:head|style|script|title|template)$/;
const BLOCK =
  /^(?:address|article|aside|blockquote|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul)$/;
/** Blocks with an empty line around them. */
const SPACED = /^(?:blockquote|dl|h[1-6]|ol|p|pre|table|ul)$/;
/** Quotes in quotes beyond this are not told apart. */
const DEEPEST = 20;
/** What is not closed reaches to the end, as browsers read it: so nothing is read twice. */
const TOKEN =
  /<!--[^]*?(?:-->|$)|<\/?([a-z][a-z0-9]*)((?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^"'>])*)(?:>|$)|[^<]+|</giy;
/** Pieces of a link's text that are compared with its address. */
const LINK_PARTS = 50;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

interface Writing {
  readonly parts: string[];
  /** Line ends that stand before what comes next. */
  pending: number;
  depth: number;
  readonly hrefs: { readonly href: string; readonly from: number }[];
}

/**
 * Cleaned HTML as the plain text that goes along with it: paragraphs apart, list items with a dash, quotes with `>`, links
 * with their address. Not for hostile HTML: nothing is made safe here.
 */
export function plainTextOf(html: string): string {
  const writing: Writing = { parts: [], pending: 0, depth: 0, hrefs: [] };
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(html); token !== null; token = TOKEN.exec(html)) {
    const name = token[1]?.toLowerCase();
    const closes = token[0].startsWith('</');
    if (name === undefined) {
      if (!token[0].startsWith('<!--')) write(writing, decoded(token[0]).replace(/[ \t\r\n]+/g, ' '));
    } else if (!SILENT.test(name)) takeTag(writing, name, closes, token[2] ?? '');
    else if (!closes) TOKEN.lastIndex = closingTag(html, name, TOKEN.lastIndex);
  }
  const text = writing.parts.join('').replace(/ +\n/g, '\n').trimEnd();
  return text === '' ? '' : `${text}\n`;
}

/** Where the end of an element stands whose content is no HTML; the end of the text where it has none. */
function closingTag(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, 'gi');
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? html.length;
}

function takeTag(writing: Writing, name: string, closes: boolean, attributes: string): void {
  if (name === 'a') takeLink(writing, closes, attributes);
  if (name === 'br') newLine(writing, writing.pending + 1);
  if (name === 'td' || name === 'th') write(writing, ' ');
  if (BLOCK.test(name)) newLine(writing, Math.max(writing.pending, SPACED.test(name) ? 2 : 1));
  if (name === 'blockquote') writing.depth = Math.max(0, writing.depth + (closes ? -1 : 1));
  if (name === 'li' && !closes) write(writing, '- ');
  if (name === 'hr') {
    write(writing, '-'.repeat(20));
    newLine(writing, 1);
  }
}

function newLine(writing: Writing, count: number): void {
  if (writing.parts.length > 0) writing.pending = Math.min(count, 3);
}

function write(writing: Writing, text: string): void {
  const { parts, pending } = writing;
  const starts = parts.length === 0 || pending > 0;
  const words = starts || (parts.at(-1) ?? '').endsWith(' ') ? text.replace(/^ /, '') : text;
  if (words === '') return;
  const quote = '> '.repeat(Math.min(writing.depth, DEEPEST));
  if (starts) parts.push(parts.length === 0 ? quote : `\n${quote}`.repeat(pending));
  parts.push(words);
  writing.pending = 0;
}

function takeLink(writing: Writing, closes: boolean, attributes: string): void {
  if (!closes) {
    const href = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
    writing.hrefs.push({ href: decoded(href?.[1] ?? href?.[2] ?? ''), from: writing.parts.length });
    return;
  }
  const link = writing.hrefs.pop();
  if (link === undefined || !/^(?:https?|mailto):/i.test(link.href)) return;
  // Links that are not closed would each be read to the end of the text.
  const shown = writing.parts
    .slice(link.from, link.from + LINK_PARTS)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  if (shown !== link.href && `mailto:${shown}` !== link.href) write(writing, ` <${link.href}>`);
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi,
    (whole, hex?: string, dec?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
      const isText = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return isText ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
