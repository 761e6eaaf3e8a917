/** Longest name in UTF-8 bytes: file systems take 255, and a folder's path and "(2)" must fit as well. */
const NAME_BYTES = 200;
/** An ending longer than this is no extension but part of a sentence. */
const EXTENSION_CHARS = 16;

/** Control characters, and those that reorder or hide text: a name must read as what it is (`gpj.exe` for `exe.jpg`). */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed here
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
/** Halves of a character: no file system takes them. With the `u` flag whole pairs do not match. */
const LONE_SURROGATES = /[\ud800-\udfff]/gu;
/** Path separators and what Windows refuses in names. */
const SEPARATORS = /[/\\:*?"<>|]/g;
/** Names that Windows takes for devices, whatever the ending. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

/**
 * Cleans the name of an attachment so that it can be shown and used as a file name on every system: no path, no
 * control or bidi characters, no trailing dots and spaces, no device name, at most 200 bytes. The extension is kept,
 * so that nobody is deceived about what opens it. `mimeType` names the extension where the sender gave none at all.
 */
export function cleanAttachmentName(raw: string | null, mimeType: string): string {
  const visible = shorten(raw ?? '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATES, '');
  const flat = visible.replace(SEPARATORS, '_').replace(/\s+/g, ' ');
  const trimmed = flat.replace(/^[\s.]+|[\s.]+$/g, '');
  if (trimmed === '' || /^_+$/.test(trimmed)) return `attachment${extensionFor(mimeType)}`;
  const { stem, extension } = splitName(trimmed);
  const safeStem = RESERVED.test(stem.split('.')[0]?.trim() ?? '') ? `_${stem}` : stem;
  return cut(safeStem, NAME_BYTES - byteLength(extension)) + extension;
}

/** A hostile name may be a megabyte long; beginning and ending say what it is. */
function shorten(raw: string): string {
  return raw.length <= 1000 ? raw : raw.slice(0, 500) + raw.slice(-500);
}

/** A name's stem and its extension with the dot; the extension is empty where there is none. */
export function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot);
  if (dot <= 0 || extension.length > EXTENSION_CHARS || /\s/.test(extension))
    return { stem: name, extension: '' };
  return { stem: name.slice(0, dot).replace(/[\s.]+$/, ''), extension };
}

function cut(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    used += byteLength(char);
    if (used > bytes) break;
    kept += char;
  }
  return kept.trimEnd();
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'text/csv': '.csv',
  'message/rfc822': '.eml',
  'message/delivery-status': '.txt',
  'text/rfc822-headers': '.txt',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
};

function extensionFor(mimeType: string): string {
  return Object.hasOwn(EXTENSIONS, mimeType) ? (EXTENSIONS[mimeType] ?? '') : '';
}
