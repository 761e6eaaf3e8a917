import type { AttachmentInfo, InlineImage, OpenedMessage } from '../../shared/contracts/engine.ts';
import type { BodyResult } from '../../shared/contracts/network.ts';
import { parseAddresses } from '../../shared/mail/addresses.ts';
import { cleanAttachmentName } from '../../shared/mail/attachment-name.ts';
import { attachmentWarning } from '../../shared/mail/attachment-risk.ts';
import type { RemoteAttachment } from '../../shared/mail/types.ts';
import type { MessageRow } from '../store/tables.ts';
import { nothingToRead } from './mime-notes.ts';
import { type ParsedPart, parseMime } from './parse-mime.ts';
import { htmlIsBlank, textIsBlank } from './visible.ts';

/** An opened message, and what is behind its attachments: bytes, or an address of their own on the server. */
export interface Opened {
  readonly message: OpenedMessage;
  /** By attachment index. */
  readonly contents: readonly (Uint8Array<ArrayBuffer> | RemoteAttachment)[];
}

/** Opens a message from its MIME stream; what its headers do not say is taken from the list's row. */
export async function fromMime(row: MessageRow, bytes: Uint8Array): Promise<Opened> {
  const parsed = await parseMime(bytes);
  const inline = parsed.parts.map((part) => isInline(part, parsed.html));
  const attachments = parsed.parts.map((part, index) => localInfo(part, index, inline[index] === true));
  const listed = attachments.filter((attachment) => !attachment.inline).length;
  const blank = htmlIsBlank(parsed.html) && textIsBlank(parsed.text);
  const message: OpenedMessage = {
    messageId: row.id,
    subject: parsed.subject ?? row.subject,
    from: parsed.from.length > 0 ? parsed.from : parseAddresses(row.from),
    to: parsed.to.length > 0 ? parsed.to : parseAddresses(row.to),
    cc: parsed.cc,
    replyTo: parsed.replyTo,
    date: parsed.date ?? row.date,
    html: htmlIsBlank(parsed.html) ? null : parsed.html,
    text: textIsBlank(parsed.text) ? null : parsed.text,
    inlineImages: parsed.parts.filter((_, index) => inline[index]).map(imageOf),
    attachments,
    notes: blank ? [...parsed.notes, nothingToRead(listed)] : parsed.notes,
    whole: true,
  };
  return { message, contents: parsed.parts.map((part) => part.bytes) };
}

/** Opens a message that came as properties: its text, and attachments that are fetched by their own addresses. */
export function fromProperties(row: MessageRow, body: Extract<BodyResult, { kind: 'properties' }>): Opened {
  const { headers } = body;
  const blank = htmlIsBlank(body.html) && textIsBlank(body.text);
  const notes = [
    ...(body.why === 'large' ? [] : [body.why.refused.sentence]),
    ...(blank ? [nothingToRead(body.attachments.length)] : []),
  ];
  const message: OpenedMessage = {
    messageId: row.id,
    subject: headers.subject || row.subject,
    from: parseAddresses(headers.from || row.from),
    to: parseAddresses(headers.to || row.to),
    cc: parseAddresses(headers.cc),
    replyTo: [],
    date: headers.date ?? row.date,
    html: htmlIsBlank(body.html) ? null : body.html,
    text: textIsBlank(body.text) ? null : body.text,
    inlineImages: [],
    attachments: body.attachments.map((attachment, index) => remoteInfo(attachment, index, body.html)),
    notes,
    whole: false,
  };
  return { message, contents: body.attachments };
}

function localInfo(part: ParsedPart, index: number, inline: boolean): AttachmentInfo {
  const { mimeType, bytes } = part;
  const name = cleanAttachmentName(part.name, mimeType);
  const warning = attachmentWarning({ name, mimeType, start: bytes.subarray(0, 512) });
  return { index, part: '', name, mimeType, size: bytes.byteLength, local: true, inline, warning };
}

function remoteInfo(attachment: RemoteAttachment, index: number, html: string | null): AttachmentInfo {
  const { mimeType, size, contentId } = attachment;
  const name = cleanAttachmentName(attachment.name, mimeType);
  const warning = attachmentWarning({ name, mimeType, start: null });
  const inline = mimeType.startsWith('image/') && isReferenced(contentId, html);
  return { index, part: attachment.href, name, mimeType, size, local: false, inline, warning };
}

function isInline(part: ParsedPart, html: string | null): boolean {
  return part.mimeType.startsWith('image/') && isReferenced(part.contentId, html);
}

/** Whether the HTML shows this part by `cid:` (RFC 2392: the id may be percent-encoded). */
function isReferenced(contentId: string | null, html: string | null): boolean {
  if (!contentId || !html) return false;
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encodeURIComponent(contentId)}`);
}

function imageOf(part: ParsedPart): InlineImage {
  return { contentId: part.contentId ?? '', mimeType: part.mimeType, bytes: part.bytes };
}
