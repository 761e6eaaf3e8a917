import { headerEnd } from '../mime/raw-headers.ts';

/** A header field as it stands in a message: folded as it came, decoded as Latin-1 so that no byte is lost. */
export interface Field {
  /** Lower case; empty for a line that is no field. */
  readonly name: string;
  /** With its line end. */
  readonly text: string;
}

/** A message that can get other header fields while its body stays byte for byte. */
export interface HeaderBlock {
  readonly fields: readonly Field[];
  /** The empty line that ends the header, and all that follows. */
  readonly body: Buffer;
}

const EMPTY_LINE = Buffer.from('\r\n');

/** Splits a message into fields and body. */
export function headerBlockOf(raw: Buffer): HeaderBlock {
  const end = headerEnd(raw);
  const head = raw.toString('latin1', 0, end);
  const lines = head === '' ? [] : head.split(/(?<=\n)(?![ \t])/);
  return {
    fields: lines.map((text) => ({ name: nameOf(text), text: text.endsWith('\n') ? text : `${text}\r\n` })),
    body: end === raw.length ? EMPTY_LINE : raw.subarray(end),
  };
}

/** The bytes of the whole message. */
export function renderBlock({ fields, body }: HeaderBlock): Buffer {
  return Buffer.concat([Buffer.from(fields.map(({ text }) => text).join(''), 'latin1'), body]);
}

/** The unfolded values of all fields of that (lower-case) name, as UTF-8: an address may hold more than ASCII. */
export function valuesOf({ fields }: HeaderBlock, name: string): readonly string[] {
  return fields
    .filter((each) => each.name === name)
    .map(({ text }) => Buffer.from(text.slice(text.indexOf(':') + 1), 'latin1').toString())
    .map((value) => value.replace(/\r?\n(?=[ \t])/g, '').trim());
}

/** The same message without the fields of that name. */
export function without(block: HeaderBlock, name: string): HeaderBlock {
  return { ...block, fields: block.fields.filter((each) => each.name !== name) };
}

/** The same message with this field on top, where trace fields go (RFC 5321 section 4.4). */
export function onTop(block: HeaderBlock, name: string, value: string): HeaderBlock {
  return { ...block, fields: [fieldOf(name, value), ...block.fields] };
}

/** The same message with this field at the end of its header, unless it has one of that name that says something. */
export function withDefault(block: HeaderBlock, name: string, value: string): HeaderBlock {
  const isSaid = valuesOf(block, name.toLowerCase()).some((each) => each !== '');
  return isSaid ? block : withField(block, name, value);
}

/** The same message with this field instead of all of its name; at the end of the header where there was none. */
export function withField(block: HeaderBlock, name: string, value: string): HeaderBlock {
  const first = block.fields.findIndex((each) => each.name === name.toLowerCase());
  const rest = (from: readonly Field[]) => from.filter((each) => each.name !== name.toLowerCase());
  const at = first < 0 ? block.fields.length : first;
  return {
    ...block,
    fields: [...block.fields.slice(0, at), fieldOf(name, value), ...rest(block.fields.slice(at))],
  };
}

/** The value is ASCII already; line breaks in it are foldings. */
function fieldOf(name: string, value: string): Field {
  return { name: name.toLowerCase(), text: `${name}: ${value}\r\n` };
}

function nameOf(line: string): string {
  return (/^([!-9;-~]+)[ \t]*:/.exec(line)?.[1] ?? '').toLowerCase();
}
