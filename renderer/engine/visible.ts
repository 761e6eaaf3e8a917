/** Elements whose content nobody sees. */
const UNSEEN = ['style', 'script', 'title', 'template'];
/** Elements that are something to see without any text. */
const SEEN = /^<(?:img|input|hr|table)\b/i;
const SPACE = /^(?:\s|[\u200b-\u200d\ufeff]|&nbsp;|&#160;|&#xa0;)+/i;

/** Whether plain text has anything to see. */
export function textIsBlank(text: string | null): boolean {
  return text === null || text.replace(/[\s\u200b-\u200d\ufeff]+/g, '') === '';
}

/**
 * Whether HTML has nothing that anybody could see. One pass, ended by the first visible thing: patterns that look for
 * a closing mark from every opening one take quadratic time on a hostile body.
 */
export function htmlIsBlank(html: string | null): boolean {
  if (html === null) return true;
  for (let at = 0; at < html.length; ) {
    const rest = html.slice(at, at + 64);
    const space = SPACE.exec(rest)?.[0].length ?? 0;
    if (space > 0) at += space;
    else if (rest.startsWith('<!--')) at = after(html, '-->', at);
    else if (SEEN.test(rest) || !rest.startsWith('<')) return false;
    else at = afterElement(html, rest, at);
  }
  return true;
}

function afterElement(html: string, rest: string, at: number): number {
  const name = /^<([a-z]+)\b/i.exec(rest)?.[1]?.toLowerCase() ?? '';
  const end = after(html, '>', at);
  if (!UNSEEN.includes(name)) return end;
  const close = new RegExp(`</${name}\\b`, 'gi');
  close.lastIndex = end;
  const closing = close.exec(html);
  return closing ? after(html, '>', closing.index) : html.length;
}

function after(html: string, mark: string, at: number): number {
  const found = html.indexOf(mark, at);
  return found < 0 ? html.length : found + mark.length;
}
