import type { AttachmentInfo, InlineImage, OpenedMessage } from '../../shared/contracts/engine.ts';
import type { BodyResult, StreamedBody, StreamedFile } from '../../shared/contracts/network.ts';
import { saidOf, told, type Told, toldFrom } from '../../shared/language/told.ts';
import { parseAddresses } from '../../shared/mail/addresses.ts';
import { cleanAttachmentName } from '../../shared/mail/attachment-name.ts';
import { attachmentWarning } from '../../shared/mail/attachment-risk.ts';
import { readReceipt, RECEIPT_TYPE } from '../../shared/mail/receipts.ts';
import type { RemoteAttachment } from '../../shared/mail/types.ts';
import type { MessageRow } from '../store/tables.ts';
import { nothingToRead } from './mime-notes.ts';
import { NO_THREAD, type ParsedMime, type ParsedPart, parseMime } from './parse-mime.ts';
import { decodeText } from './source.ts';
import { uncheckedSignature } from './unchecked-signature.ts';
import { htmlIsBlank, textIsBlank } from './visible.ts';

/** A file that the network process took out of the message; `number` says which. */
export interface KeptFile extends StreamedFile {
  readonly number: number;
}
/** Behind an attachment: bytes, an address of its own on the server, or a file that is kept. */
export type AttachmentContent = Uint8Array<ArrayBuffer> | RemoteAttachment | KeptFile;
/** An opened message, and what is behind its attachments. */
export interface Opened {
  readonly message: OpenedMessage;
  /** By attachment index. */
  readonly contents: readonly AttachmentContent[];
}
/** The beginning of a file that the network process keeps; null where it is gone. */
export type ReadFile = (fileId: string) => Promise<Uint8Array | null>;

/** Opens a message from its MIME stream; what its headers do not say is taken from the list's row. */
export async function fromMime(row: MessageRow, bytes: Uint8Array): Promise<Opened> {
  const parsed = await parseMime(bytes);
  const inline = parsed.parts.map((part) => isInline(part, parsed.html));
  const attachments = parsed.parts.map((part, index) => localInfo(part, index, inline[index] === true));
  const images = parsed.parts.filter((part, index) => inline[index] && isImage(part)).map(imageOf);
  const message = {
    ...headed(row, parsed),
    ...texts(parsed, attachments),
    ...receiptIn(parsed),
    inlineImages: images,
    attachments,
    calendar: calendarOf(parsed.parts),
  };
  return { message: { ...message, ...WHOLE }, contents: parsed.parts.map((part) => part.bytes) };
}

/**
 * Opens a message whose attachments were taken out on the way, or are being taken out: `body` is what is known so far.
 * Images that the text shows are read by `read`.
 */
export async function fromStreamed(row: MessageRow, body: StreamedBody, read: ReadFile): Promise<Opened> {
  const skeleton = await parseMime(body.skeleton);
  const parsed = { ...skeleton, html: skeleton.html ?? body.html, text: skeleton.text ?? body.text };
  const found = filesOf(parsed, body);
  const inline = found.map((part) => isInline(part, parsed.html));
  const attachments = found.map((part, index) => keptInfo(part, index, inline[index] === true));
  const images = found.filter((part, index) => inline[index] && isImage(part) && isThere(part.content));
  const inlineImages = (await Promise.all(images.map((part) => keptImage(part, read)))).flat();
  const shown = texts(parsed, attachments);
  const message: OpenedMessage = {
    ...headed(row, parsed),
    ...shown,
    // Of what has not come yet nothing is missing.
    notes: body.complete ? [...shown.notes, ...body.notes.map(toldFrom), ...damages(found)] : [],
    inlineImages,
    attachments,
    calendar: calendarOf(await calendarParts(found, read)),
    ...WHOLE,
    ...uncheckedSignature(found),
    whole: body.complete,
  };
  return { message, contents: found.map(({ content }) => content) };
}

/** Opens a message that came as properties: its text, and attachments that are fetched by their own addresses. */
export function fromProperties(row: MessageRow, body: Extract<BodyResult, { kind: 'properties' }>): Opened {
  const { headers } = body;
  const refused = body.why === 'large' ? null : body.why.refused;
  const blank = htmlIsBlank(body.html) && textIsBlank(body.text);
  const message: OpenedMessage = {
    messageId: row.id,
    subject: headers.subject || row.subject,
    from: parseAddresses(headers.from || row.from),
    to: parseAddresses(headers.to || row.to),
    cc: parseAddresses(headers.cc),
    replyTo: [],
    thread: { ...NO_THREAD, messageId: row.messageId },
    date: headers.date ?? row.date,
    html: htmlIsBlank(body.html) ? null : body.html,
    text: textIsBlank(body.text) ? null : body.text,
    inlineImages: [],
    attachments: body.attachments.map((attachment, index) => remoteInfo(attachment, index, body.html)),
    calendar: null,
    notes: blank ? [nothingToRead(body.attachments.length)] : [],
    whole: false,
    refused,
    wholeFetchable: refused !== null || !body.listed,
  };
  return { message, contents: body.attachments };
}

const CALENDAR_TYPE = 'text/calendar';
const WHOLE = { whole: true, refused: null, wholeFetchable: false } as const;

function headed(row: MessageRow, parsed: ParsedMime) {
  return {
    messageId: row.id,
    subject: parsed.subject ?? row.subject,
    from: parsed.from.length > 0 ? parsed.from : parseAddresses(row.from),
    to: parsed.to.length > 0 ? parsed.to : parseAddresses(row.to),
    cc: parsed.cc,
    replyTo: parsed.replyTo,
    headers: parsed.headers,
    thread: { ...parsed.thread, messageId: parsed.thread.messageId ?? row.messageId },
    date: parsed.date ?? row.date,
  };
}

/** A report on reading that the message is (RFC 8098). */
function receiptIn({ parts }: ParsedMime): Pick<OpenedMessage, 'receipt'> {
  const part = parts.find(({ mimeType }) => mimeType === RECEIPT_TYPE);
  const receipt = part ? readReceipt(decodeText(part.bytes)) : null;
  return receipt === null ? {} : { receipt };
}

/** What there is to read; a note says so where there is nothing. */
function texts({ html, text, notes }: ParsedMime, attachments: readonly AttachmentInfo[]) {
  const listed = attachments.filter((attachment) => !attachment.inline).length;
  const blank = htmlIsBlank(html) && textIsBlank(text);
  return {
    html: htmlIsBlank(html) ? null : html,
    text: textIsBlank(text) ? null : text,
    notes: blank ? [...notes, nothingToRead(listed)] : notes,
  };
}

/** A part of a message and where its bytes are. */
interface FoundPart extends Omit<ParsedPart, 'bytes'> {
  readonly content: Uint8Array<ArrayBuffer> | KeptFile;
}

/** The skeleton's parts with the files that they stand for, then the files that have no place in it. */
function filesOf({ parts }: ParsedMime, { marker, files }: StreamedBody): readonly FoundPart[] {
  const placed = new Set<number>();
  const inPlace = parts.flatMap((part): FoundPart[] => {
    const number = numberIn(part, marker);
    const file = number === null ? undefined : files[number];
    if (number === null || !file) return [{ ...part, content: part.bytes }];
    placed.add(number);
    return file.unpacked ? [] : [{ ...part, ...known(file), content: { ...file, number } }];
  });
  const inside = files.flatMap((file, number): FoundPart[] => {
    if (placed.has(number) || file.unpacked) return [];
    const blank = { name: null, mimeType: 'application/octet-stream', contentId: null };
    return [{ ...blank, ...known(file), content: { ...file, number } }];
  });
  return [...inPlace, ...inside];
}

/** The first calendar object of a message; the library gives it as UTF-8, whatever it came in. */
function calendarOf(parts: readonly Pick<ParsedPart, 'mimeType' | 'bytes'>[]): string | null {
  const part = parts.find(({ mimeType }) => mimeType === CALENDAR_TYPE);
  return part ? new TextDecoder().decode(part.bytes) : null;
}

async function calendarParts(found: readonly FoundPart[], read: ReadFile) {
  const [part] = found.filter(({ mimeType }) => mimeType === CALENDAR_TYPE);
  if (!part || !isThere(part.content)) return [];
  const bytes = part.content instanceof Uint8Array ? part.content : await read(part.content.fileId);
  return bytes === null ? [] : [{ mimeType: part.mimeType, bytes: new Uint8Array(bytes) }];
}

/** The number of the file that a part of the skeleton stands for; null for a part of its own. */
function numberIn({ bytes }: ParsedPart, marker: string): number | null {
  if (bytes.byteLength > marker.length + 8) return null;
  const text = new TextDecoder().decode(bytes);
  return text.startsWith(marker) ? Number(text.slice(marker.length)) : null;
}

/** What a file inside another says of itself. */
function known({ named }: StreamedFile): Partial<Pick<FoundPart, 'name' | 'mimeType' | 'contentId'>> {
  if (!named) return {};
  const name = named.name ?? (named.mimeType === 'message/rfc822' ? 'Forwarded message.eml' : null);
  return {
    ...(name === null ? {} : { name }),
    ...(named.mimeType === null ? {} : { mimeType: named.mimeType }),
    ...(named.contentId === null ? {} : { contentId: named.contentId }),
  };
}

const isThere = (content: FoundPart['content']) => content instanceof Uint8Array || content.size !== null;

function damages(found: readonly FoundPart[]): readonly Told[] {
  return found.flatMap(({ name, mimeType, content }) =>
    content instanceof Uint8Array || content.damage === null
      ? []
      : [
          told('{name}: {damage}', {
            name: cleanAttachmentName(name, mimeType),
            damage: saidOf(toldFrom(content.damage)),
          }),
        ],
  );
}

const isImage = ({ mimeType }: Pick<ParsedPart, 'mimeType'>) => mimeType.startsWith('image/');

async function keptImage(part: FoundPart, read: ReadFile): Promise<readonly InlineImage[]> {
  const { content, contentId, mimeType } = part;
  const bytes = content instanceof Uint8Array ? content : await read(content.fileId);
  return bytes === null ? [] : [{ contentId: contentId ?? '', mimeType, bytes }];
}

function keptInfo(
  { name: raw, mimeType, content }: FoundPart,
  index: number,
  inline: boolean,
): AttachmentInfo {
  const name = cleanAttachmentName(raw, mimeType);
  const isBytes = content instanceof Uint8Array;
  const start = isBytes ? content.subarray(0, 512) : null;
  const warning = attachmentWarning({ name, mimeType, start });
  const size = isBytes ? content.byteLength : content.size;
  return { index, part: isBytes ? null : '', name, mimeType, size, local: isThere(content), inline, warning };
}

function localInfo(part: ParsedPart, index: number, inline: boolean): AttachmentInfo {
  const { mimeType, bytes } = part;
  const name = cleanAttachmentName(part.name, mimeType);
  const warning = attachmentWarning({ name, mimeType, start: bytes.subarray(0, 512) });
  return { index, part: null, name, mimeType, size: bytes.byteLength, local: true, inline, warning };
}

function remoteInfo(attachment: RemoteAttachment, index: number, html: string | null): AttachmentInfo {
  const { mimeType, size, contentId } = attachment;
  const name = cleanAttachmentName(attachment.name, mimeType);
  const warning = attachmentWarning({ name, mimeType, start: null });
  const inline = mimeType.startsWith('image/') && isReferenced(contentId, html);
  return { index, part: attachment.href, name, mimeType, size, local: false, inline, warning };
}

/** It is shown in its place: an image in the text, or the calendar object of an invitation, which has no file name. */
function isInline(part: Pick<ParsedPart, 'mimeType' | 'contentId' | 'name'>, html: string | null): boolean {
  if (part.mimeType === CALENDAR_TYPE) return part.name === null;
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
