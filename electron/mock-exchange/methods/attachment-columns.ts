import type { Item } from '../store/nodes.ts';

/** What X-MS-ENUMATTS can tell of an attachment (reference 3.13). */
export type AttachmentColumn =
  | 'displayName'
  | 'extension'
  | 'shortName'
  | 'method'
  | 'longName'
  | 'renderingPosition'
  | 'mimeTag'
  | 'contentId'
  | 'flags'
  | 'disposition'
  | 'size'
  | 'number';

const ALWAYS: readonly AttachmentColumn[] = ['displayName', 'shortName', 'longName'];
const PLACED: readonly AttachmentColumn[] = [...ALWAYS, 'method', 'renderingPosition', 'size', 'number'];

/** Of a message that is made of properties: Outlook's own. */
const OUTLOOK: readonly AttachmentColumn[] = [...PLACED, 'extension', 'flags'];
/** The content id is not in Microsoft's table but was seen; without it no client can place an inline image. */
const MIME: readonly AttachmentColumn[] = [...PLACED, 'extension', 'mimeTag', 'contentId'];
const ENCRYPTED: readonly AttachmentColumn[] = [...PLACED, 'mimeTag', 'disposition'];
/** Sizes and numbers are missing here, in Microsoft's table too. */
const SIGNED: readonly AttachmentColumn[] = [...ALWAYS, 'mimeTag', 'contentId', 'disposition'];

/** The columns that Exchange fills for the attachments of this message. */
export function attachmentColumns(item: Item): readonly AttachmentColumn[] {
  if (item.mapiOnly) return OUTLOOK;
  switch (item.content.summary.contentType) {
    case 'multipart/signed':
      return SIGNED;
    case 'application/pkcs7-mime':
    case 'application/x-pkcs7-mime':
      return ENCRYPTED;
    default:
      return MIME;
  }
}
