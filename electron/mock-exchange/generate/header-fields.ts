import { type Charset, charsetFor, encoded } from './charsets.ts';

/** A name and an address as they stand in a header. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Bytes of text in one encoded word, so that it stays under 75 characters (RFC 2047 section 2) in any charset. */
const WORD_BYTES = 36;

function isPlain(text: string): boolean {
  return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !text.includes('=?');
}

/** Whole characters, in groups that fit one encoded word each: a character may not be split between words. */
function groups(text: string, charset: Charset): readonly string[] {
  const out: string[] = [];
  let group = '';
  for (const character of text) {
    if (group !== '' && encoded(group + character, charset).length > WORD_BYTES) {
      out.push(group);
      group = '';
    }
    group += character;
  }
  return group === '' ? out : [...out, group];
}

function qEncoded(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => {
      if (byte === 0x20) return '_';
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9]/.test(character)
        ? character
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** A word in Q where at most half of it needs encoding and it stays short, in B otherwise. */
function encodedWord(text: string, charset: Charset): string {
  const bytes = encoded(text, charset);
  const q = qEncoded(bytes);
  const b = bytes.toString('base64');
  return charset !== 'iso-2022-jp' && q.length <= Math.min(b.length + 4, 56)
    ? `=?${charset}?Q?${q}?=`
    : `=?${charset}?B?${b}?=`;
}

/** Text for an unstructured field: as it is where it is plain ASCII without outer spaces, else as encoded words, folded. */
export function words(text: string, wanted: Charset): string {
  if (text === '' || isPlain(text)) return text;
  const charset = charsetFor(text, wanted);
  return groups(text, charset)
    .map((group) => encodedWord(group, charset))
    .join('\r\n ');
}

/** `Name <address>` with the name quoted or encoded as it needs. */
export function mailboxField({ name, address }: Mailbox, charset: Charset): string {
  if (name === '') return address;
  const shown = isPlain(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : words(name, charset);
  return `${shown} <${address}>`;
}

/** Addresses, one a line. */
export function mailboxesField(mailboxes: readonly Mailbox[], charset: Charset): string {
  return mailboxes.map((one) => mailboxField(one, charset)).join(',\r\n ');
}

/** A parameter with a file name: quoted where it is ASCII, percent-encoded UTF-8 (RFC 2231 section 4) otherwise. */
export function fileNameParameter(parameter: string, name: string): string {
  if (isPlain(name)) return `${parameter}="${name.replace(/["\\]/g, '\\$&')}"`;
  const value = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${parameter}*=utf-8''${value}`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A Date field (RFC 5322 section 3.3) as a clock `zoneMinutes` east of Greenwich shows it. */
export function dateField(time: number, zoneMinutes: number): string {
  const local = new Date(time + zoneMinutes * 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${DAYS[local.getUTCDay()]}, ${two(local.getUTCDate())} ${MONTHS[local.getUTCMonth()]}`;
  const clock = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const zone = Math.abs(zoneMinutes);
  const sign = zoneMinutes < 0 ? '-' : '+';
  return `${day} ${local.getUTCFullYear()} ${clock} ${sign}${two(Math.floor(zone / 60))}${two(zone % 60)}`;
}
