/** What a client may not send: the connection says so once and ends. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** Lines and counted bytes out of a stream, at the pace of the one who asks: what nobody asks for is not read. */
export interface LineReader {
  /** The next line without its LF or CRLF, one char a byte; null once the stream has ended. Throws LineTooLong. */
  line(most: number): Promise<string | null>;
  /** Exactly so many bytes; null where the stream ends before. */
  bytes(count: number): Promise<Buffer | null>;
  /** Reads so many bytes and forgets them; false where the stream ends before. */
  skip(count: number): Promise<boolean>;
}

const LF = 10;
const CR = 13;

/** A reader over pieces as they arrive. A line that the stream cuts off is no line. */
export function newLineReader(pieces: AsyncIterator<Buffer>): LineReader {
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const next = await pieces.next();
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  };
  const take = (count: number) => {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
  return {
    line: async (most) => {
      let looked = 0;
      for (;;) {
        const end = held.indexOf(LF, looked);
        if (end > most || (end < 0 && held.length > most)) throw new LineTooLong(`over ${most} bytes`);
        if (end >= 0) {
          const line = take(end + 1);
          return line.toString('latin1', 0, line[end - 1] === CR ? end - 1 : end);
        }
        looked = held.length;
        if (!(await more())) return null;
      }
    },
    bytes: async (count) => {
      while (held.length < count) if (!(await more())) return null;
      return Buffer.from(take(count));
    },
    skip: async (count) => {
      let left = count;
      for (;;) {
        left -= take(Math.min(left, held.length)).length;
        if (left === 0) return true;
        if (!(await more())) return false;
      }
    },
  };
}
