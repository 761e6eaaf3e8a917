import type { OpenedMessage } from '../../shared/contracts/engine.ts';

/** Characters that a row of the message list can show at most. */
const PREVIEW_CHARS = 160;
/** Text looked at for them: quoted lines and layout are skipped. */
const LOOKED_AT = 8_192;

/** The start of a message's text for its row in the list: one line, without quoted lines; empty without text. */
export function previewOf({ text, html }: Pick<OpenedMessage, 'text' | 'html'>): string {
  const plain = text ?? (html === null ? '' : withoutTags(html));
  const lines = plain.slice(0, LOOKED_AT).split(/\r?\n/);
  const own = lines.filter((line) => !/^\s*>/.test(line)).join(' ');
  return cut(own.replace(/\s+/g, ' ').trim());
}

/** Good enough for a line of grey text; what is shown as a message is cleaned elsewhere. */
function withoutTags(html: string): string {
  return html
    .slice(0, 8 * LOOKED_AT)
    .replace(/<(style|script|title|head)\b[^>]{0,512}>[^]*?(?:<\/\1>|$)/gi, ' ')
    .replace(/<[^>]{0,512}>/g, ' ')
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&');
}

/** Cut between characters, never inside one. */
function cut(line: string): string {
  const characters = Array.from(line);
  return characters.length > PREVIEW_CHARS ? characters.slice(0, PREVIEW_CHARS).join('') : line;
}
