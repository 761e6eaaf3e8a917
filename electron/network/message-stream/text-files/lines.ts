const LF = 10;
const CR = 13;
const NOTHING = Buffer.alloc(0);

/** Cuts bytes into lines, wherever their pieces end. */
export interface Lines {
  write(bytes: Uint8Array): Promise<void>;
  /** Gives the last line where it has no end. */
  end(): Promise<void>;
}

/**
 * `onLine` gets each line without its end, and the end itself (empty at the end of all). A line longer than `limit` is
 * given in pieces of that length, so that the same bytes give the same lines however they came.
 */
export function createLines(
  limit: number,
  onLine: (line: Buffer, end: Buffer) => Promise<void> | void,
): Lines {
  let held: Buffer = NOTHING;
  const give = async (line: Buffer) => {
    let length = line.length;
    if (line[length - 1] === LF) length -= 1;
    while (length < line.length && length > 0 && line[length - 1] === CR) length -= 1;
    await onLine(line.subarray(0, length), line.subarray(length));
  };
  const split = async (line: Buffer): Promise<Buffer> => {
    let rest = line;
    while (rest.length > limit) {
      await onLine(rest.subarray(0, limit), NOTHING);
      rest = rest.subarray(limit);
    }
    return rest;
  };
  return {
    async write(fresh) {
      const bytes = held.length === 0 ? Buffer.from(fresh) : Buffer.concat([held, fresh]);
      let from = 0;
      for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
        await give(await split(bytes.subarray(from, at + 1)));
        from = at + 1;
      }
      held = await split(bytes.subarray(from));
    },
    async end() {
      if (held.length > 0) await give(held);
      held = NOTHING;
    },
  };
}
