import type { BodyResult } from '../../shared/contracts/network.ts';
import type { KnownFields } from '../../shared/filing/facts.ts';
import { outlineOf, valueOf } from '../../shared/mail/mime-outline.ts';
import { MIME_HEADER_BYTES } from './limits.ts';

/** The header fields that the listing lacks, of a message that is on this computer; null where it is not, or came without them. */
export function knownFieldsOf(body: BodyResult | undefined): KnownFields | null {
  switch (body?.kind) {
    case 'mime':
      return fieldsOf(body.bytes);
    case 'streamed':
      return fieldsOf(body.skeleton);
    default:
      return null;
  }
}

function fieldsOf(bytes: Uint8Array): KnownFields {
  const head = bytes.subarray(0, MIME_HEADER_BYTES);
  let text = '';
  for (const byte of head) text += String.fromCharCode(byte);
  const { headers } = outlineOf(text, { depth: 0, parts: 0, headerBytes: MIME_HEADER_BYTES });
  const field = (name: string) => valueOf(headers, name) ?? '';
  return { cc: field('cc'), sender: field('sender'), listId: field('list-id') };
}
