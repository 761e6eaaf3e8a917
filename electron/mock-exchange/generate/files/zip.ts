import { crc32 } from 'node:zlib';

/** One stored (not compressed) entry. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
}

/** 1 January 2026 in MS-DOS form: a real clock would make the bytes differ from run to run. */
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;
const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;
const END_RECORD = 22;

/** The fields that the local and the central header share, from "version needed" on. */
function shared(entry: ZipEntry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(DOS_DATE, 8);
  fields.writeUInt32LE(crc32(entry.data), 10);
  fields.writeUInt32LE(entry.data.length, 14);
  fields.writeUInt32LE(entry.data.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(entry.name), 22);
  return fields;
}

function centralHeader(entry: ZipEntry, offset: number): Buffer {
  const header = Buffer.alloc(CENTRAL_HEADER);
  header.write('PK\x01\x02', 'latin1');
  header.writeUInt16LE(20, 4);
  shared(entry).copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, Buffer.from(entry.name)]);
}

/** Bytes that the archive adds to the data of entries with these names. */
export function zipOverhead(names: readonly string[]): number {
  return names.reduce(
    (sum, name) => sum + LOCAL_HEADER + CENTRAL_HEADER + 2 * Buffer.byteLength(name),
    END_RECORD,
  );
}

/** A ZIP archive (APPNOTE 6.3) that every program opens. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    central.push(centralHeader(entry, offset));
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared(entry), Buffer.from(entry.name)]);
    locals.push(head, entry.data);
    offset += head.length + entry.data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(END_RECORD);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
