/** Why something is no address that mail can be sent to. */
export type AddressFault =
  | 'empty'
  | 'no-at'
  | 'control-character'
  | 'hidden-character'
  | 'broken-character'
  | 'bad-local-part'
  | 'bad-domain'
  | 'too-long';

export type AddressReading =
  | {
      readonly kind: 'address';
      /** As in the envelope: the domain in ASCII and lower case, the local part as written. */
      readonly address: string;
      /** The local part has letters beyond ASCII: only servers with SMTPUTF8 (RFC 6531) take it. */
      readonly smtpUtf8: boolean;
    }
  | { readonly kind: 'fault'; readonly fault: AddressFault };

/** RFC 5321 section 4.5.3.1, in octets. */
const LOCAL_BYTES = 64;
const DOMAIN_BYTES = 253;
const ADDRESS_BYTES = 254;

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;
/** Characters that cannot be seen or turn the direction: two addresses would look the same. */
const HIDDEN = /[\p{Cf}\u115f\u1160\u3164\uffa0]/u;
/** With the `u` flag whole pairs do not match. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;
/** RFC 5322 section 3.2.3, with letters of every script (RFC 6531). */
const DOT_ATOM = /^[^\p{Z}\p{C}"(),.:;<>@[\\\]]+(?:\.[^\p{Z}\p{C}"(),.:;<>@[\\\]]+)*$/u;
const QUOTED = /^"(?:[^"\\]|\\.)+"$/u;
const LABELS = /^(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/;
/** The URL standard takes such a domain for the number of a computer. */
const NUMBER_AT_END = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/;

/** Reads a bare address, without brackets and comments. Its domain may be written in any script. */
export function readAddress(text: string): AddressReading {
  const written = text.trim();
  if (written === '') return fault('empty');
  if (LONE_SURROGATE.test(written)) return fault('broken-character');
  if (CONTROL.test(written)) return fault('control-character');
  if (HIDDEN.test(written)) return fault('hidden-character');
  const at = written.lastIndexOf('@');
  if (at < 0) return fault('no-at');
  const local = localPart(written.slice(0, at).normalize('NFC'));
  if (local === null) return fault('bad-local-part');
  const domain = asciiDomain(written.slice(at + 1));
  if (domain === null) return fault('bad-domain');
  const address = `${local}@${domain}`;
  if (utf8Length(local) > LOCAL_BYTES || utf8Length(address) > ADDRESS_BYTES) return fault('too-long');
  return { kind: 'address', address, smtpUtf8: !isAscii(local) };
}

function fault(which: AddressFault): AddressReading {
  return { kind: 'fault', fault: which };
}

/** Quotes that are not needed mean the same as none (RFC 5321 section 4.1.2), and one spelling is kept. */
function localPart(written: string): string | null {
  if (DOT_ATOM.test(written)) return written;
  if (!QUOTED.test(written)) return null;
  const inner = written.slice(1, -1).replace(/\\(.)/gu, '$1');
  return DOT_ATOM.test(inner) ? inner : `"${inner.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A domain in ASCII (IDNA by UTS 46, as every URL is read) and lower case, or an address in brackets (RFC 5321 section
 * 4.1.3). null where it is neither.
 */
export function asciiDomain(written: string): string | null {
  if (written.startsWith('[')) return addressLiteral(written);
  // What a URL ends its host at, or would decode.
  if (/[^\p{L}\p{M}\p{N}\-.\u3002\uff0e\uff61]/u.test(written)) return null;
  const ascii = isAscii(written) ? written.toLowerCase() : '';
  const host = (LABELS.test(ascii) && !ascii.includes('xn--') ? ascii : hostOf(written)).replace(/\.$/, '');
  return LABELS.test(host) && host.length <= DOMAIN_BYTES && !NUMBER_AT_END.test(host) ? host : null;
}

function hostOf(written: string): string {
  try {
    return new URL(`http://${written}`).hostname;
  } catch {
    return ''; // no domain; the caller says so
  }
}

function addressLiteral(written: string): string | null {
  const four = /^\[((?:[0-9]{1,3}\.){3}[0-9]{1,3})\]$/.exec(written)?.[1];
  if (four !== undefined) return four.split('.').every((part) => Number(part) < 256) ? written : null;
  const six = /^\[IPv6:([0-9a-f:.]{2,45})\]$/i.exec(written)?.[1];
  return six !== undefined && hostOf(`[${six}]`) !== '' ? `[IPv6:${six.toLowerCase()}]` : null;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
