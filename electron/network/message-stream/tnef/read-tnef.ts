import { attributesOf } from './attributes.ts';
import { MAPI, type MapiProperty, mapiPropertiesOf } from './mapi-properties.ts';
import { decompressRtf } from './rtf.ts';
import { type Source, within } from './source.ts';

/** A file inside a package. `content` reads it where it is. */
export interface PackedFile {
  readonly name: string | null;
  readonly mimeType: string | null;
  readonly contentId: string | null;
  readonly content: Source;
}
/** What a package (winmail.dat) holds. */
export interface Package {
  readonly files: readonly PackedFile[];
  readonly text: string | null;
  readonly html: string | null;
  readonly rtf: Buffer | null;
  /** It ends before it is complete, or is none. */
  readonly isDamaged: boolean;
}

/** Attribute ids, [MS-OXTNEF] 2.1.3.2. */
const ID = {
  codePage: 0x9007,
  body: 0x800c,
  mapiProps: 0x9003,
  attachBegins: 0x9002,
  attachTitle: 0x8010,
  attachData: 0x800f,
  attachName: 0x9001,
  attachProps: 0x9005,
} as const;
/** Property ids, [MS-OXPROPS]. */
const PROP = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codePage: 0x3fde,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mimeType: 0x370e,
  contentId: 0x3712,
  displayName: 0x3001,
} as const;
const TEXT_BYTES = 4 * 2 ** 20;
const NAME_BYTES = 4096;
const MOST_FILES = 1000;
const MOST_DEPTH = 4;
/** Before an embedded message: the interface id of IMessage. */
const IID_BYTES = 16;

interface Attachment {
  title: string | null;
  data: Source | null;
  readonly props: Map<number, { readonly property: MapiProperty; readonly source: Source }>;
}

/** Takes a package apart, messages inside it included. Broken ones give what could be read. */
export async function readTnef(source: Source, depth = 0): Promise<Package> {
  const attachments: Attachment[] = [];
  const message: Attachment['props'] = new Map();
  let decode = decoderOf(1252);
  let body: string | null = null;
  let isDamaged = false;

  for await (const { level, id, from, length } of attributesOf(source, () => (isDamaged = true))) {
    const data = within(source, from, length);
    const small = () => data.read(0, Math.min(length, NAME_BYTES));
    if (level === 'message') {
      if (id === ID.codePage && length >= 4) decode = decoderOf((await small()).readUInt32LE(0));
      else if (id === ID.body) body = decode(await data.read(0, Math.min(length, TEXT_BYTES)));
      else if (id === ID.mapiProps) await collect(data, message);
      continue;
    }
    if (id === ID.attachBegins) {
      if (attachments.length >= MOST_FILES) break;
      attachments.push({ title: null, data: null, props: new Map() });
    }
    const current = attachments.at(-1);
    if (!current) continue;
    if (id === ID.attachTitle || id === ID.attachName) current.title ??= decode(await small());
    else if (id === ID.attachData) current.data = data;
    else if (id === ID.attachProps) await collect(data, current.props);
  }

  const files: PackedFile[] = [];
  for (const attachment of attachments) files.push(...(await filesOf(attachment, decode, depth)));
  const rtf = message.get(PROP.rtf);
  return {
    files,
    text: (await textOf(message, PROP.body, decode)) ?? body,
    // In the code page of the mail, not in that of the package.
    html: await textOf(message, PROP.html, decoderOf((await numberOf(message, PROP.codePage)) ?? 65001)),
    rtf: rtf ? decompressRtf(await bytesOf(rtf, TEXT_BYTES)) : null,
    isDamaged,
  };
}

type Decode = (bytes: Buffer) => string;
type Props = Attachment['props'];

async function collect(source: Source, into: Props): Promise<void> {
  for await (const property of mapiPropertiesOf(source))
    if (!into.has(property.id)) into.set(property.id, { property, source });
}

async function filesOf(
  { title, data, props }: Attachment,
  decode: Decode,
  depth: number,
): Promise<readonly PackedFile[]> {
  const object = props.get(PROP.data);
  if (object?.property.type === MAPI.object && object.property.length > IID_BYTES) {
    const { from, length } = object.property;
    const inner = within(object.source, from + IID_BYTES, length - IID_BYTES);
    const found = depth < MOST_DEPTH ? await readTnef(inner, depth + 1) : null;
    if (found && !found.isDamaged) return found.files;
  }
  const content =
    data ?? (object ? within(object.source, object.property.from, object.property.length) : null);
  if (!content) return [];
  const text = (id: number) => textOf(props, id, decode);
  const name =
    (await text(PROP.longName)) ?? title ?? (await text(PROP.shortName)) ?? (await text(PROP.displayName));
  return [
    {
      name: name === '' ? null : name,
      mimeType: await text(PROP.mimeType),
      contentId: (await text(PROP.contentId))?.replace(/^<|>$/g, '') ?? null,
      content,
    },
  ];
}

async function textOf(props: Props, id: number, decode: Decode): Promise<string | null> {
  const found = props.get(id);
  if (!found) return null;
  const bytes = await bytesOf(found, TEXT_BYTES);
  if (bytes.length === 0) return null;
  const text = found.property.type === MAPI.unicode ? bytes.toString('utf16le') : decode(bytes);
  return text.replace(/\0+$/, '');
}

async function numberOf(props: Props, id: number): Promise<number | null> {
  const found = props.get(id);
  const bytes = found ? await bytesOf(found, 4) : null;
  return bytes?.length === 4 ? bytes.readUInt32LE(0) : null;
}

function bytesOf(
  { property, source }: { readonly property: MapiProperty; readonly source: Source },
  most: number,
): Promise<Buffer> {
  return source.read(property.from, Math.min(property.length, most));
}

/** Strings of eight bits are in the sender's Windows code page. */
function decoderOf(codePage: number): Decode {
  const label = LABELS[codePage] ?? `windows-${codePage}`;
  const decoder = knownDecoder(label) ?? new TextDecoder('windows-1252');
  return (bytes) => decoder.decode(bytes).replace(/\0[^]*$/, '');
}

const LABELS: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  20866: 'koi8-r',
  65001: 'utf-8',
};

function knownDecoder(label: string): { decode(bytes: Uint8Array): string } | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null; // the constructor throws RangeError for a label that it does not know: that is the answer
  }
}
