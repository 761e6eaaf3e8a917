/** Writes packages as [MS-OXTNEF] has them. */
export interface PackedAttachment {
  readonly title: string;
  readonly data: Uint8Array;
  readonly longName?: string;
  readonly mimeType?: string;
  readonly contentId?: string;
  /** An embedded message instead of a file. */
  readonly message?: Uint8Array;
}
export interface PackageOptions {
  readonly attachments: readonly PackedAttachment[];
  readonly html?: string;
  readonly text?: string;
  readonly rtf?: Buffer;
}

export function tnefOf({ attachments, html, text, rtf }: PackageOptions): Buffer {
  const props = [
    ...(text === undefined ? [] : [unicode(0x1000, text)]),
    ...(html === undefined ? [] : [long(0x3fde, 65001), variable(0x1013, 0x102, Buffer.from(html))]),
    ...(rtf === undefined ? [] : [variable(0x1009, 0x102, rtf)]),
    // What a reader has to step over: a named property, several values, eight bytes.
    named('Keywords', ['one', 'three']),
    Buffer.concat([tag(0x0e06, 0x40), Buffer.alloc(8, 7)]),
  ];
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    attribute(1, 0x00069007, u32(1252, 0)),
    attribute(1, 0x00069003, propertyList(props)),
    ...attachments.map(attachment),
  ]);
}

function attachment({ title, data, longName, mimeType, contentId, message }: PackedAttachment): Buffer {
  const props = [
    ...(longName === undefined ? [] : [unicode(0x3707, longName)]),
    ...(mimeType === undefined ? [] : [unicode(0x370e, mimeType)]),
    ...(contentId === undefined ? [] : [unicode(0x3712, contentId)]),
    ...(message === undefined ? [] : [variable(0x3701, 0x0d, Buffer.concat([Buffer.alloc(16, 9), message]))]),
  ];
  return Buffer.concat([
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${title}\0`, 'latin1')),
    ...(message === undefined ? [attribute(2, 0x0006800f, Buffer.from(data))] : []),
    attribute(2, 0x00069005, propertyList(props)),
  ]);
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  const sum = data.reduce((total, byte) => (total + byte) & 0xffff, 0);
  return Buffer.concat([Buffer.from([level]), u32(id, data.length), data, u32(sum).subarray(0, 2)]);
}
const propertyList = (props: readonly Buffer[]): Buffer => Buffer.concat([u32(props.length), ...props]);
const tag = (id: number, type: number): Buffer => u32(((id << 16) | type) >>> 0);
const long = (id: number, value: number): Buffer => Buffer.concat([tag(id, 3), u32(value)]);
const variable = (id: number, type: number, data: Buffer): Buffer =>
  Buffer.concat([tag(id, type), u32(1), sized(data)]);
const unicode = (id: number, text: string): Buffer => variable(id, 0x1f, utf16(text));
const utf16 = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
const sized = (data: Buffer): Buffer =>
  Buffer.concat([u32(data.length), data, Buffer.alloc((4 - (data.length % 4)) % 4)]);

function named(name: string, values: readonly string[]): Buffer {
  return Buffer.concat([
    tag(0x8001, 0x101f),
    Buffer.alloc(16, 3),
    u32(1),
    sized(utf16(name)),
    u32(values.length),
    ...values.map((value) => sized(utf16(value))),
  ]);
}

function u32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, 4 * index);
  return buffer;
}
