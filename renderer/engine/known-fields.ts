import type { BodyResult } from '../../shared/contracts/network.ts';
import { outlineOf, valueOf } from '../../shared/mail/mime-outline.ts';
import type { HeaderFields } from '../../shared/mail/types.ts';
import type { BodyRow, MessageRow } from '../store/tables.ts';
import { MIME_HEADER_BYTES } from './limits.ts';

/** The header fields that rules ask for, from the text of a message or its listing; null where neither has them. */
export function fieldsHere(row: MessageRow | undefined, body: BodyRow | undefined): HeaderFields | null {
  return knownFieldsOf(body?.body) ?? row?.fields ?? null;
}

function knownFieldsOf(body: BodyResult | undefined): HeaderFields | null {
  switch (body?.kind) {
    case 'mime':
      return fieldsOf(body.bytes);
    case 'streamed':
      return fieldsOf(body.skeleton);
    default:
      return null;
  }
}

function fieldsOf(bytes: Uint8Array): HeaderFields {
  const head = bytes.subarray(0, MIME_HEADER_BYTES);
  let text = '';
  for (const byte of head) text += String.fromCharCode(byte);
  const { headers } = outlineOf(text, { depth: 0, parts: 0, headerBytes: MIME_HEADER_BYTES });
  const field = (name: string) => valueOf(headers, name) ?? '';
  return { cc: field('cc'), sender: field('sender'), listId: field('list-id') };
}
