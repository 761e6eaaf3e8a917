import { linkUrl, type MessageLink } from './links.ts';

/** A mail address begins where the run of its characters does, or a megabyte without blanks would cost minutes. */
const LINK =
  /\b(?:https?:\/\/|mailto:|www\.)[^\s<>"'`\p{Cc}]+|(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,}/giu;
/** Punctuation that ends a sentence and not an address. */
const TRAILING = new Set('.,;:!?\u2026\u3002)]}\'"');

/** A piece of a line: plain, or something that can be followed. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** Finds the addresses in a line of text. A closing bracket stays with an address that opened one. */
export function linkify(line: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of line.matchAll(LINK)) {
    const text = trimEnd(match[0]);
    const url = linkUrl(addressOf(text));
    if (url === null) continue;
    if (match.index > end) pieces.push({ kind: 'text', text: line.slice(end, match.index) });
    pieces.push({ kind: 'link', text, url });
    end = match.index + text.length;
  }
  if (end < line.length) pieces.push({ kind: 'text', text: line.slice(end) });
  return pieces;
}

/** A plain text body as a body element: one block a run of lines with the same quoting, each in its own direction. */
export function plainTextBody(text: string): {
  readonly body: HTMLElement;
  readonly links: readonly MessageLink[];
} {
  const page = document.implementation.createHTMLDocument();
  const links: MessageLink[] = [];
  for (const { quoted, lines } of blocksOf(text)) {
    const block = page.createElement('div');
    block.className = quoted ? 'retinue-text retinue-quote' : 'retinue-text';
    block.dir = 'auto';
    for (const piece of linkify(lines.join('\n') || '\n')) {
      if (piece.kind === 'text') {
        block.append(piece.text);
        continue;
      }
      const anchor = page.createElement('a');
      anchor.href = piece.url;
      anchor.target = '_blank';
      anchor.rel = 'noreferrer noopener';
      anchor.textContent = piece.text;
      block.append(anchor);
      links.push({ url: piece.url, text: piece.text });
    }
    page.body.append(block);
  }
  return { body: page.body, links };
}

function blocksOf(text: string): readonly { readonly quoted: boolean; readonly lines: readonly string[] }[] {
  const blocks: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const quoted = line.startsWith('>');
    const last = blocks.at(-1);
    if (last && last.quoted === quoted && (quoted || line !== '')) last.lines.push(line);
    else blocks.push({ quoted, lines: [line] });
  }
  return blocks;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (TRAILING.has(text.charAt(end - 1))) end -= 1;
  const trimmed = text.slice(0, end);
  const opens = trimmed.split('(').length - trimmed.split(')').length;
  return opens > 0 && text[trimmed.length] === ')' ? `${trimmed})` : trimmed;
}

function addressOf(text: string): string {
  if (/^(?:https?:|mailto:)/i.test(text)) return text;
  return text.startsWith('www.') ? `https://${text}` : `mailto:${text}`;
}
