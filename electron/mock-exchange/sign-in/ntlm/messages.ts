/** NTLMSSP messages as bytes ([MS-NLMP] section 2.2.1); numbers are little-endian. */

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

/** The negotiate flags of [MS-NLMP] section 2.2.2.5 that this server looks at. */
export const FLAG = {
  unicode: 0x0000_0001,
  oem: 0x0000_0002,
  requestTarget: 0x0000_0004,
  ntlm: 0x0000_0200,
  alwaysSign: 0x0000_8000,
  targetTypeDomain: 0x0001_0000,
  extendedSessionSecurity: 0x0008_0000,
  targetInfo: 0x0080_0000,
  key128: 0x2000_0000,
  key56: 0x8000_0000,
} as const;

/** What a client says to begin with, or what it answers a challenge with. */
export type ClientMessage =
  | { readonly type: 1; readonly flags: number }
  | {
      readonly type: 3;
      readonly lm: Buffer;
      readonly nt: Buffer;
      readonly domain: string;
      readonly user: string;
    };

/** The names that a challenge carries as target information items 1 to 4 (reference 2.1). */
export interface TargetNames {
  readonly netbiosServer: string;
  readonly netbiosDomain: string;
  readonly dnsServer: string;
  readonly dnsDomain: string;
}

/** Reads a message of type 1 or 3; null for anything else, and for fields that point outside of the message. */
export function readMessage(bytes: Buffer): ClientMessage | null {
  if (bytes.length < 16 || !bytes.subarray(0, 8).equals(SIGNATURE)) return null;
  const type = bytes.readUInt32LE(8);
  if (type === 1) return { type, flags: bytes.readUInt32LE(12) };
  if (type !== 3 || bytes.length < 52) return null;
  const [lm, nt, domain, user] = [12, 20, 28, 36].map((at) => fieldAt(bytes, at));
  if (!lm || !nt || !domain || !user) return null;
  // Old clients send no flags; they write Unicode, which was negotiated.
  const isUnicode = bytes.length < 64 || (bytes.readUInt32LE(60) & FLAG.unicode) !== 0;
  const text = (field: Buffer) => field.toString(isUnicode ? 'utf16le' : 'latin1');
  return { type, lm, nt, domain: text(domain), user: text(user) };
}

/** A field: length, room, offset. */
function fieldAt(bytes: Buffer, at: number): Buffer | null {
  const length = bytes.readUInt16LE(at);
  const offset = bytes.readUInt32LE(at + 4);
  return offset + length <= bytes.length ? bytes.subarray(offset, offset + length) : null;
}

/** The type 2 message: what a client of these flags is to prove its password against. `challenge` has 8 bytes. */
export function challengeMessage(clientFlags: number, challenge: Buffer, names: TargetNames): Buffer {
  const isUnicode = (clientFlags & FLAG.unicode) !== 0;
  const target = Buffer.from(names.netbiosDomain, isUnicode ? 'utf16le' : 'latin1');
  const info = targetInfo(names);
  const head = Buffer.alloc(48);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  writeField(head, 12, target.length, head.length);
  head.writeUInt32LE(flagsFor(clientFlags), 20);
  challenge.copy(head, 24);
  writeField(head, 40, info.length, head.length + target.length);
  return Buffer.concat([head, target, info]);
}

function flagsFor(clientFlags: number): number {
  const granted = FLAG.extendedSessionSecurity | FLAG.alwaysSign | FLAG.key128 | FLAG.key56;
  const encoding = (clientFlags & FLAG.unicode) !== 0 ? FLAG.unicode : FLAG.oem;
  const own = FLAG.ntlm | FLAG.requestTarget | FLAG.targetTypeDomain | FLAG.targetInfo;
  return (encoding | own | (clientFlags & granted)) >>> 0;
}

function writeField(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

/** Items 1 to 4 and the end. Without a timestamp (item 7) no client adds an integrity code, which nobody checks. */
function targetInfo(names: TargetNames): Buffer {
  const items = [names.netbiosServer, names.netbiosDomain, names.dnsServer, names.dnsDomain];
  const written = items.map((name, index) => {
    const value = Buffer.from(name, 'utf16le');
    const head = Buffer.alloc(4);
    head.writeUInt16LE(index + 1, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat([...written, Buffer.alloc(4)]);
}
