import { type Charset, charsetFor, encoded } from './charsets.ts';
import type { GeneratedFile } from './attachments.ts';
import { fileNameParameter } from './header-fields.ts';
import { base64, joined, type Piece, piece, quotedPrintable } from './pieces.ts';
import type { Random } from './random.ts';

/** A MIME part: its own header lines and what follows them. */
export interface Entity {
  readonly headers: readonly string[];
  readonly body: Piece;
}

/** The part with its header block. */
function whole({ headers, body }: Entity): Piece {
  return joined([piece(`${headers.join('\r\n')}\r\n\r\n`), body]);
}

/** Text in a charset and a transfer encoding that older and newer programs would choose for it. */
export function textEntity(subtype: 'plain' | 'html', text: string, wanted: Charset, random: Random): Entity {
  const charset = charsetFor(text, wanted);
  const bytes = encoded(text, charset);
  const isSevenBit = bytes.every((byte) => byte < 0x80);
  const encoding = isSevenBit ? '7bit' : random.pick(['quoted-printable', 'base64', '8bit'] as const);
  const headers = [
    `Content-Type: text/${subtype}; charset=${charset}`,
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  switch (encoding) {
    case 'quoted-printable':
      return { headers, body: piece(quotedPrintable(bytes)) };
    case 'base64':
      return { headers, body: base64(piece(bytes)) };
    case '7bit':
    case '8bit':
      return { headers, body: piece(bytes) };
  }
}

/** A file: inline where the HTML names it by its Content-ID, an attachment otherwise. */
export function fileEntity(file: GeneratedFile): Entity {
  const disposition = file.contentId === null ? 'attachment' : 'inline';
  return {
    headers: [
      `Content-Type: ${file.mimeType};\r\n ${fileNameParameter('name', file.name)}`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: ${disposition};\r\n ${fileNameParameter('filename', file.name)}`,
      ...(file.contentId === null ? [] : [`Content-ID: <${file.contentId}>`]),
    ],
    body: base64(file),
  };
}

/** Several parts in one. */
export function multipart(
  subtype: 'mixed' | 'alternative' | 'related',
  boundary: string,
  parts: readonly Entity[],
): Entity {
  const pieces = parts.flatMap((part) => [piece(`--${boundary}\r\n`), whole(part), piece('\r\n')]);
  return {
    headers: [`Content-Type: multipart/${subtype};\r\n boundary="${boundary}"`],
    body: joined([...pieces, piece(`--${boundary}--\r\n`)]),
  };
}
