import type { FileReader, OpenTextFile } from './text-file.ts';
import { readUu, type UuBegin } from './uu-file.ts';
import { isUuLine, UU_BEGIN } from './uuencode.ts';
import { parseYencLine, type YencLine } from './yenc.ts';
import { createYencFiles } from './yenc-files.ts';

export interface TextFilesOptions {
  readonly open: OpenTextFile;
  /** What stays text. */
  readonly text: (bytes: Uint8Array) => void;
  /** False where no more files are taken: they stay text then. */
  readonly mayOpen: () => boolean;
}
/** Takes the lines of a text part (lines.ts). */
export interface TextFiles {
  line(line: Buffer, end: Buffer): Promise<void>;
  end(): Promise<void>;
}

/**
 * Takes files out of text in which old programs wrote them: uuencode (`begin 644 name`) and yEnc (`=ybegin`). The text
 * keeps a line that says which file stood there.
 */
export function createTextFiles({ open, text, mayOpen }: TextFilesOptions): TextFiles {
  let current: FileReader | null = null;
  let begun: (UuBegin & { readonly line: Buffer }) | null = null;
  const seen = (rawName: string, size: number) =>
    text(Buffer.from(`[${rawName}, ${size.toLocaleString('en')} bytes: see the attachments]\n`, 'latin1'));
  const yenc = createYencFiles(open, seen);

  const plain = (line: Buffer, end: Buffer) => {
    const whole = Buffer.concat([line, end]);
    const chars = line[0] === 98 || line[0] === 61 ? line.toString('latin1') : ''; // "b" or "="
    const uu = UU_BEGIN.exec(chars);
    const control = parseYencLine(chars);
    if (chars === '' || !mayOpen()) text(whole);
    else if (uu) begun = { line: whole, base64: uu[1] !== undefined, name: uu[3] ?? '' };
    else if (isYencBegin(control)) current = yenc.begin(control);
    else text(whole);
  };
  /** The line after `begin 644 …` decides whether that was one. */
  const afterBegin = async (begin: UuBegin & { readonly line: Buffer }, line: Buffer) => {
    begun = null;
    const isFile = begin.base64 || isUuLine(line) || line.toString('latin1') === 'end';
    if (isFile) current = await readUu(begin, open, seen);
    else text(begin.line);
  };

  return {
    async line(line, end) {
      if (begun) await afterBegin(begun, line);
      const taken = current ? await current.line(line) : 'not-mine';
      if (taken !== 'taken') current = null;
      if (taken === 'not-mine') plain(line, end);
    },
    async end() {
      if (begun) text(begun.line);
      begun = null;
      await current?.end();
      current = null;
      await yenc.end();
    },
  };
}

function isYencBegin(line: YencLine | null): line is YencLine {
  return (
    line?.keyword === 'begin' &&
    line.name !== '' &&
    line.number('line') !== null &&
    line.number('size') !== null
  );
}
