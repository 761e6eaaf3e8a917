import { HTTPMAIL, MAILHEADER } from '../../../shared/exchange/names.ts';
import type { MessageContent } from './content.ts';
import type { StoredProperty } from './nodes.ts';
import { lexical } from './values.ts';

/** A word of RFC 2047 may have 75 characters; 42 bytes make 56 of base64. */
const WORD_BYTES = 42;

/**
 * The content of an item that PROPPATCH made of properties (reference 3.3): Exchange renders a MIME stream of whatever
 * subject, addresses and texts were set so far.
 */
export function composeContent(properties: ReadonlyMap<string, StoredProperty> | null): MessageContent {
  const value = (name: string) => {
    const found = properties?.get(HTTPMAIL + name) ?? properties?.get(MAILHEADER + name);
    return found === undefined ? '' : lexical(found.value).replace(/[\r\n]+/g, ' ');
  };
  const body = (name: string) => {
    const found = properties?.get(HTTPMAIL + name);
    return found === undefined ? '' : lexical(found.value);
  };
  const [plain, html] = [body('textdescription'), body('htmldescription')];
  const type = html === '' ? 'text/plain' : 'text/html';
  const date = Date.parse(value('date'));
  const rawHeaders = headerBlock([
    ['From', value('from')],
    ['To', value('to')],
    ['Cc', value('cc')],
    ['Subject', value('subject')],
    ['Date', Number.isNaN(date) ? '' : new Date(date).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', value('message-id')],
    ['MIME-Version', '1.0'],
    ['Content-Type', `${type}; charset=utf-8`],
    ['Content-Transfer-Encoding', 'base64'],
  ]);
  const encoded = Buffer.from(html === '' ? plain : html)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');
  const bytes = Buffer.from(`${rawHeaders}\r\n${encoded}\r\n`);
  return {
    summary: {
      subject: value('subject'),
      from: value('from'),
      to: value('to'),
      cc: value('cc'),
      bcc: value('bcc'),
      replyTo: value('reply-to'),
      date: Number.isNaN(date) ? null : date,
      messageId: value('message-id') || null,
      inReplyTo: null,
      references: null,
      contentType: type,
      importance: 1,
      hasAttachment: false,
      rawHeaders,
    },
    size: bytes.length,
    bytes: () => bytes,
    text: () => plain,
    html: () => (html === '' ? null : html),
    attachments: () => [],
  };
}

/** A file that is no mail: bytes and nothing to promote. */
export function documentContent(bytes: Buffer): MessageContent {
  const empty = composeContent(null).summary;
  return {
    summary: { ...empty, rawHeaders: '' },
    size: bytes.length,
    bytes: () => bytes,
    text: () => '',
    html: () => null,
    attachments: () => [],
  };
}

function headerBlock(fields: readonly (readonly [name: string, value: string])[]): string {
  return fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${encodeWords(value)}\r\n`)
    .join('');
}

/** RFC 2047 for what is not ASCII; addresses keep their angle brackets outside of the encoded words. */
export function encodeWords(value: string): string {
  return value.replace(/[^\s<>,"@]*[^\t\x20-\x7e][^<>,"@]*/g, (words) => {
    const trimmed = words.trimEnd();
    return (
      pieces(trimmed)
        .map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`)
        .join('\r\n ') + words.slice(trimmed.length)
    );
  });
}

function pieces(words: string): readonly string[] {
  const found: string[] = [''];
  for (const character of words) {
    const last = found.at(-1) ?? '';
    if (Buffer.byteLength(last + character) > WORD_BYTES) found.push(character);
    else found[found.length - 1] = last + character;
  }
  return found;
}
