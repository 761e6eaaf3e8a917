/** What a server wants a proof against: message type 2 ([MS-NLMP] section 2.2.1.2). Numbers are little-endian. */
export interface Challenge {
  readonly flags: number;
  readonly challenge: Buffer;
  /** The message as it came. */
  readonly bytes: Buffer;
  readonly pairs: readonly AvPair[];
}
/** One fact about the server ([MS-NLMP] section 2.2.2.1). */
export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}
/** Ids of AV pairs. */
export const AV = { end: 0, netbiosDomain: 2, flags: 6, time: 7 } as const;

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** More than this no server has to say. */
const MOST_BYTES = 8192;

/** The message in `WWW-Authenticate: NTLM <base64>`, of any of several offers in it; null where there is none that is sound. */
export function readChallenge(header: string): Challenge | null {
  for (const [, encoded = ''] of header.matchAll(/(?:^|,)\s*(?:NTLM|Negotiate)[ \t]+([A-Za-z0-9+/=]+)/gi)) {
    const found = parse(Buffer.from(encoded, 'base64'));
    if (found) return found;
  }
  return null;
}

function parse(bytes: Buffer): Challenge | null {
  if (bytes.length < 32 || bytes.length > MOST_BYTES) return null;
  if (!bytes.subarray(0, 8).equals(SIGNATURE) || bytes.readUInt32LE(8) !== 2) return null;
  const pairs = pairsIn(bytes);
  return pairs && { flags: bytes.readUInt32LE(20), challenge: bytes.subarray(24, 32), bytes, pairs };
}

/** None in the short form of old servers; null where they point outside of the message. */
function pairsIn(bytes: Buffer): readonly AvPair[] | null {
  const pairs: AvPair[] = [];
  if (bytes.length < 48) return pairs;
  const from = bytes.readUInt32LE(44);
  const end = from + bytes.readUInt16LE(40);
  if (end > bytes.length) return null;
  for (let at = from; at + 4 <= end; ) {
    const id = bytes.readUInt16LE(at);
    const next = at + 4 + bytes.readUInt16LE(at + 2);
    if (id === AV.end) return pairs;
    if (next > end) return null;
    pairs.push({ id, value: bytes.subarray(at + 4, next) });
    at = next;
  }
  return pairs;
}

/** AV pairs as bytes, with their end. */
export function writePairs(pairs: readonly AvPair[]): Buffer {
  const written = [...pairs, { id: AV.end, value: Buffer.alloc(0) }].map(({ id, value }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat(written);
}
