import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildMessage, type BuiltMessage } from '../../../../electron/network/compose/build-message.ts';
import type { Draft } from '../../../../shared/mail/compose/draft.ts';

/** A folder of its own where messages are built. */
export interface House {
  readonly folder: string;
  readonly out: string;
  /** Keeps bytes as the file of an attachment and gives its path. */
  keep(name: string, bytes: Uint8Array): Promise<string>;
  build(draft: Draft, files?: Readonly<Record<string, string>>): Promise<BuiltMessage>;
  /** What lies at `out`, one character a byte. */
  text(): Promise<string>;
  close(): Promise<void>;
}

export const NOW = Date.UTC(2026, 10, 27, 9, 30);

export async function openHouse(): Promise<House> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-compose-'));
  const out = path.join(folder, 'message.eml');
  return {
    folder,
    out,
    async keep(name, bytes) {
      await writeFile(path.join(folder, name), bytes);
      return path.join(folder, name);
    },
    build: (draft, files = {}) =>
      buildMessage(draft, { files: new Map(Object.entries(files)), out, now: NOW, boundary: 'b0' }),
    text: () => readFile(out, 'latin1'),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What is wrong with the lines of a message (RFC 5322 sections 2.1.1 and 2.3); empty where nothing is. */
export function lineFaults(text: string): readonly string[] {
  const faults: string[] = [];
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) faults.push('a bare CR or LF');
  for (const line of text.split('\r\n')) if (line.length > 998) faults.push(`a line of ${line.length} bytes`);
  const header = text.slice(0, text.indexOf('\r\n\r\n'));
  // oxlint-disable-next-line no-control-regex -- the bytes of a header are what is looked at
  if (/[^\t\r\n -~]/.test(header)) faults.push('a header that is not ASCII');
  return faults;
}
