import { crc32 } from 'node:zlib';
import type { Told } from '../../../../shared/language/told.ts';
import { DAMAGE } from '../damage.ts';
import type { FileReader, OpenTextFile, Seen, TextFile } from './text-file.ts';
import { decodeYencLine, parseYencLine, type YencLine } from './yenc.ts';

export interface YencFiles {
  /** The lines after a `=ybegin` that says line, size and name. */
  begin(line: YencLine): FileReader;
  /** The text ends: a file that waits for its next part gets no more. */
  end(): Promise<void>;
}

/** A file that is being put together from one part or several. */
interface Whole {
  readonly name: string;
  readonly file: TextFile;
  readonly size: number;
  /** Bytes that this text brought, and where in the file the next ones belong. */
  written: number;
  position: number;
  checksum: number;
  damage: Told | null;
}

/** Reads yEnc 1.3 files; several parts of one file in the same text become one file. */
export function createYencFiles(open: OpenTextFile, seen: Seen): YencFiles {
  let waiting: Whole | null = null;
  let missing: Told = DAMAGE.cut;

  const close = async (whole: Whole, damage: Told | null) => {
    seen(whole.name, whole.written);
    waiting = null;
    await whole.file.end(whole.damage ?? damage);
  };
  const start = async (line: YencLine, offset: number): Promise<Whole> => {
    if (waiting?.name === line.name && waiting.position === offset) return waiting;
    if (waiting) await close(waiting, DAMAGE.cut);
    const part = line.number('part') ?? 1;
    const damage = offset > 0 ? DAMAGE.part(part, line.number('total') ?? part) : null;
    const size = line.number('size') ?? 0;
    const file = await open(line.name);
    return { name: line.name, file, size, written: 0, position: offset, checksum: 0, damage };
  };
  /** At `=yend`: size and checksum of the part, and of the whole where this was its last. */
  const finish = async (whole: Whole, begin: YencLine, end: YencLine, length: number, checksum: number) => {
    const isPart = begin.number('part') !== null;
    const expected = isPart ? end.checksum('pcrc32') : end.checksum('crc32');
    if ((end.number('size') ?? length) !== length) whole.damage ??= DAMAGE.size;
    if (expected !== null && expected !== checksum) whole.damage ??= DAMAGE.checksum;
    if (whole.position < whole.size) {
      if (!isPart) return await close(whole, DAMAGE.size);
      const number = begin.number('part') ?? 1;
      waiting = whole;
      missing = DAMAGE.part(number, begin.number('total') ?? number + 1);
      return;
    }
    const all = end.checksum('crc32');
    if (all !== null && whole.written === whole.size && all !== whole.checksum)
      whole.damage ??= DAMAGE.checksum;
    await close(whole, whole.position > whole.size ? DAMAGE.size : null);
  };

  return {
    begin(line) {
      let whole: Whole | null = null;
      let length = 0;
      let checksum = 0;
      const at = async (offset: number): Promise<Whole> => (whole ??= await start(line, offset));
      const data = async (bytes: Uint8Array) => {
        const target = await at(0);
        target.written += bytes.length;
        target.position += bytes.length;
        target.checksum = crc32(bytes, target.checksum);
        length += bytes.length;
        checksum = crc32(bytes, checksum);
        await target.file.write(bytes);
      };
      return {
        async line(text) {
          // "=y": an escaped "y" never begins a data line, because no encoder escapes it.
          const control = text[0] === 61 && text[1] === 121 ? parseYencLine(text.toString('latin1')) : null;
          switch (control?.keyword) {
            case 'part':
              await at((control.number('begin') ?? 1) - 1);
              return 'taken';
            case 'begin':
              await close(await at(0), DAMAGE.cut);
              return 'not-mine';
            case 'end':
              await finish(await at(0), line, control, length, checksum);
              return 'done';
            default:
              await data(decodeYencLine(text));
              return 'taken';
          }
        },
        async end() {
          await close(await at(0), DAMAGE.cut);
        },
      };
    },
    async end() {
      if (waiting) await close(waiting, missing);
    },
  };
}
