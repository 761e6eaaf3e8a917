import { yieldNow } from '../line-server/yield-now.ts';
import type { ByteSource } from '../store/bytes.ts';
import { envelopeOf } from './envelope.ts';
import { nstring, stringOf } from './format.ts';
import { fieldValue, type Parameters, parametersOf } from './mime-header.ts';
import type { MimePart } from './mime-tree.ts';

/** BODYSTRUCTURE, or BODY without the extension data (RFC 3501 section 7.4.2). */
export async function bodyStructure(
  source: ByteSource,
  part: MimePart,
  isExtended: boolean,
): Promise<string> {
  const [type = 'text', subtype = 'plain'] = part.type.word.split('/');
  const more = isExtended
    ? ` ${dispositionOf(part)} ${languageOf(part)} ${field(part, 'content-location')}`
    : '';
  if (part.parts.length > 0) {
    const parts: string[] = [];
    for (const each of part.parts) parts.push(await bodyStructure(source, each, isExtended));
    const parameters = isExtended ? ` ${parameterList(part.type)}${more}` : '';
    return `(${parts.join('')} ${word(subtype)}${parameters})`;
  }
  const basic = [
    word(type),
    word(subtype),
    parameterList(part.type),
    field(part, 'content-id'),
    field(part, 'content-description'),
    word(fieldValue(part.fields, 'content-transfer-encoding') ?? '7bit'),
    part.bodyEnd - part.bodyStart,
  ];
  if (part.inner !== null) {
    basic.push(envelopeOf(part.inner.fields), await bodyStructure(source, part.inner, isExtended));
  }
  if (part.inner !== null || type === 'text') basic.push(await linesIn(source, part));
  return `(${basic.join(' ')}${isExtended ? ` ${field(part, 'content-md5')}${more}` : ''})`;
}

function word(text: string): string {
  return stringOf(text.toUpperCase());
}

function field(part: MimePart, name: string): string {
  return nstring(fieldValue(part.fields, name));
}

function parameterList({ parameters }: Parameters): string {
  if (parameters.length === 0) return 'NIL';
  return `(${parameters.map(([name, value]) => `${word(name)} ${stringOf(value)}`).join(' ')})`;
}

function dispositionOf(part: MimePart): string {
  const value = fieldValue(part.fields, 'content-disposition');
  if (value === null) return 'NIL';
  const disposition = parametersOf(value);
  return disposition.word === '' ? 'NIL' : `(${word(disposition.word)} ${parameterList(disposition)})`;
}

function languageOf(part: MimePart): string {
  const value = fieldValue(part.fields, 'content-language');
  const tags = value?.split(',').map((tag) => tag.trim()) ?? [];
  return tags.length > 1 ? `(${tags.map(stringOf).join(' ')})` : nstring(value);
}

async function linesIn(source: ByteSource, part: MimePart): Promise<number> {
  let lines = 0;
  for (const piece of source.read(part.bodyStart, part.bodyEnd)) {
    for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, at + 1)) lines++;
    await yieldNow();
  }
  return lines;
}
