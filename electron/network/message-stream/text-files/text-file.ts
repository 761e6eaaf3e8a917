import type { Told } from '../../../../shared/language/told.ts';

/** A file that was written into text. */
export interface TextFile {
  write(bytes: Uint8Array): Promise<void>;
  /** A sentence where it is damaged. */
  end(damage: Told | null): Promise<void>;
}
/** Begins one under the name that stands in the text, one char a byte. */
export type OpenTextFile = (rawName: string) => Promise<TextFile>;

/** Reads one file out of lines of text. */
export interface FileReader {
  /** 'done' after its last line; 'not-mine': the file ended early, and this line is text again. */
  line(line: Buffer): Promise<'taken' | 'done' | 'not-mine'>;
  /** The text ends. */
  end(): Promise<void>;
}
/** Called at a file's end with its name as it stood there and its size in bytes. */
export type Seen = (rawName: string, size: number) => void;
