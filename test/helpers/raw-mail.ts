/** A part of a message as a test writes it. */
export interface RawPart {
  /** Header lines, whole. */
  readonly head: readonly string[];
  readonly body: string;
}

const SENDER = 'From: Ada L <ada@example.com>';

/** Text as encoded words of RFC 2047, short enough for the rule of 75 characters each. */
export function words(text: string): string {
  const pieces: string[] = [''];
  for (const character of text) {
    const last = pieces.at(-1) ?? '';
    if (Buffer.byteLength(last + character) > 42) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ');
}

/** A message with these header lines (From and Subject where given), built of one part. */
export function rawMail(lines: readonly string[], part: RawPart): string {
  const from = lines.some((line) => /^from:/i.test(line)) ? [] : [SENDER];
  const head = [...from, 'To: alex@example.com', 'Date: Thu, 1 Jan 2026 10:00:00 +0000', ...lines];
  return [...head, 'MIME-Version: 1.0', ...part.head, '', part.body, ''].join('\r\n');
}

export function textPart(text: string): RawPart {
  return encodedPart('text/plain; charset=utf-8', Buffer.from(text));
}

export function htmlPart(html: string): RawPart {
  return encodedPart('text/html; charset=utf-8', Buffer.from(html));
}

/** An attachment; `disposition` is the rest of its Content-Disposition line. */
export function attachedPart(type: string, disposition: string, bytes: Buffer): RawPart {
  const part = encodedPart(type, bytes);
  return { ...part, head: [...part.head, `Content-Disposition: attachment; ${disposition}`] };
}

/** A file name as RFC 2231 writes it. */
export function extendedName(name: string): string {
  const coded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `filename*=utf-8''${coded}`;
}

/** Several parts as one: `mixed`, `related` … */
export function multipart(kind: string, parts: readonly RawPart[], boundary = `b-${kind}`): RawPart {
  const pieces = parts.map(({ head, body }) => [`--${boundary}`, ...head, '', body].join('\r\n'));
  return {
    head: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
    body: [...pieces, `--${boundary}--`].join('\r\n'),
  };
}

function encodedPart(type: string, bytes: Buffer): RawPart {
  const body = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
  return { head: [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64'], body };
}
