/** What every compressed RTF begins with in the window ([MS-OXRTFCP] 2.1.3.1). */
const DICTIONARY =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const WINDOW = 4096;
const HEAD_BYTES = 16;
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const MOST_BYTES = 16 * 2 ** 20;

/** RTF out of PR_RTF_COMPRESSED ([MS-OXRTFCP] 2.2); null where it is none. What is cut gives what is there. */
export function decompressRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < HEAD_BYTES) return null;
  const rawSize = Math.min(bytes.readUInt32LE(4), MOST_BYTES);
  const kind = bytes.readUInt32LE(8);
  const body = bytes.subarray(HEAD_BYTES);
  if (kind === PLAIN) return body.subarray(0, rawSize);
  return kind === COMPRESSED ? expand(body, rawSize) : null;
}

function expand(body: Buffer, rawSize: number): Buffer {
  const window = Buffer.alloc(WINDOW);
  let write = window.write(DICTIONARY, 'latin1');
  const out = Buffer.alloc(rawSize);
  let size = 0;
  const put = (byte: number) => {
    out[size++] = byte;
    window[write] = byte;
    write = (write + 1) % WINDOW;
  };
  for (let at = 0; at < body.length && size < rawSize; ) {
    const control = body[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < body.length && size < rawSize; bit += 1) {
      if ((control & (1 << bit)) === 0) put(body[at++] ?? 0);
      else {
        const reference = ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);
        at += 2;
        const offset = reference >> 4;
        // A reference to the place that is written next is the end.
        if (offset === write) return out.subarray(0, size);
        for (let nth = 0; nth < (reference & 15) + 2 && size < rawSize; nth += 1)
          put(window[(offset + nth) % WINDOW] ?? 0);
      }
    }
  }
  return out.subarray(0, size);
}
