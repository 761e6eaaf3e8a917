import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import { parseAddresses } from '../../../shared/mail/addresses.ts';
import type { Address } from '../../../shared/mail/types.ts';
import type { BodyRow, MessageRow } from '../../store/tables.ts';
import { fromMime, fromProperties, fromStreamed } from '../opened-message.ts';
import type { IndexFacts, IndexWords } from './search-index.ts';

/** What the index keeps of a row beside its words. */
export function factsOf(row: MessageRow): IndexFacts {
  const { id, folderId, nd, size, read, flagged, hasAttachment } = row;
  const sender = parseAddresses(row.from)[0]?.address.toLowerCase() ?? '';
  return { id, folderId, nd, size, read, flagged, hasAttachment, sender };
}

/** Names the headers of a row as they are: it changes when a word of them does. FNV-1a over both halves of a character. */
export function headersVersion({ subject, from, to }: MessageRow): string {
  let hash = 0x811c9dc5;
  const text = `${subject}\0${from}\0${to}`;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ (text.charCodeAt(at) & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (text.charCodeAt(at) >> 8), 0x01000193);
  }
  return `${text.length}-${(hash >>> 0).toString(36)}`;
}

/** The texts of a message in which words are looked for; without a body, those of its row. */
export async function wordsOf(row: MessageRow, body: BodyRow | undefined): Promise<IndexWords> {
  const { subject, from, to } = row;
  const own = { version: headersVersion(row), subject, from, to, files: '', text: null };
  if (!body) return own;
  const message = await opened(row, body);
  return {
    ...own,
    to: [to, ...[...message.to, ...message.cc].map(plain)].join(' '),
    files: message.attachments
      .filter(({ inline }) => !inline)
      .map(({ name }) => name)
      .join(' '),
    text: message.text ?? (message.html === null ? '' : textOfHtml(message.html)),
  };
}

async function opened(row: MessageRow, { body }: BodyRow): Promise<OpenedMessage> {
  switch (body.kind) {
    case 'mime':
      return (await fromMime(row, body.bytes)).message;
    case 'streamed':
      return (await fromStreamed(row, body, () => Promise.resolve(null))).message;
    case 'properties':
      return fromProperties(row, body).message;
  }
}

function plain({ name, address }: Address): string {
  return `${name} ${address}`;
}

/** Characters of HTML that are looked at: what is longer is layout. */
const HTML_CHARS = 2_000_000;

/** The words that HTML shows. Tags stand between words, except those that set a part of a word. */
export function textOfHtml(html: string): string {
  return html
    .slice(0, HTML_CHARS)
    .replace(/<!--[^]*?(?:-->|$)/g, ' ')
    .replace(/<(style|script|title|head)\b[^>]{0,2048}>[^]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<\/?(?:b|i|u|em|strong|span|font|a|small|big|sub|sup)(?:\s[^>]{0,8192})?>/gi, '')
    .replace(/<[a-z/!?][^>]{0,8192}>/gi, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (_all, decimal, hex, name) =>
      entity(decimal as string | undefined, hex as string | undefined, name as string | undefined),
    );
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', shy: '', nbsp: ' ' };
const ACCENTED = /^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|caron)$/i;

/** An accent that does not count need not be known: `&eacute;` is an e. */
function entity(decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) {
    const accented = ACCENTED.exec(name)?.[1];
    return name === 'szlig' ? 'ss' : (accented ?? NAMED[name.toLowerCase()] ?? ' ');
  }
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
