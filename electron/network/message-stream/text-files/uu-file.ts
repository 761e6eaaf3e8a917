import type { Told } from '../../../../shared/language/told.ts';
import { DAMAGE } from '../damage.ts';
import type { FileReader, OpenTextFile, Seen } from './text-file.ts';
import { decodeUuLine } from './uuencode.ts';

export interface UuBegin {
  readonly name: string;
  /** POSIX `uuencode -m`: lines of base64 that end in `====` instead of `end`. */
  readonly base64: boolean;
}

/** Reads the lines after `begin`. */
export async function readUu({ name, base64 }: UuBegin, open: OpenTextFile, seen: Seen): Promise<FileReader> {
  const file = await open(name);
  let size = 0;
  let blank = false;
  const finish = async (damage: Told | null) => {
    seen(name, size);
    await file.end(damage);
  };
  return {
    async line(line) {
      const start = line.toString('latin1', 0, 8).trimEnd();
      if (start === (base64 ? '====' : 'end')) {
        await finish(null);
        return 'done';
      }
      const bytes = base64 ? base64Line(line) : blank ? null : decodeUuLine(line);
      if (bytes) {
        size += bytes.length;
        await file.write(bytes);
        return 'taken';
      }
      // The line of no bytes before `end`, cut to nothing on the way.
      if (line.length === 0 && !blank) {
        blank = true;
        return 'taken';
      }
      await finish(DAMAGE.cut);
      return 'not-mine';
    },
    end: () => finish(DAMAGE.cut),
  };
}

/** Such lines are padded by themselves or hold whole groups of four. */
function base64Line(line: Buffer): Uint8Array | null {
  const text = line.toString('latin1').trim();
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0 ? Buffer.from(text, 'base64') : null;
}
