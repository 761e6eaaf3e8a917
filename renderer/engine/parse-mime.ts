import type { Attachment, Email, Address as MimeAddress } from 'postal-mime';
import type { Thread } from '../../shared/contracts/engine.ts';
import { isAddress, withoutComments } from '../../shared/mail/addresses.ts';
import { parseMailDate } from '../../shared/mail/mail-date.ts';
import { type MimeOutline, outlineOf, valueOf } from '../../shared/mail/mime-outline.ts';
import type { HeaderFields } from '../../shared/mail/header-fields.ts';
import type { Address } from '../../shared/mail/types.ts';
import { withHonestLabels } from './charset-labels.ts';
import { MIME_DEPTH, MIME_HEADER_BYTES, MIME_PARTS, SOURCE_BYTES } from './limits.ts';
import {
  NO_DATE,
  NO_SENDER,
  SEVERAL_SENDERS,
  structureNotes,
  UNREADABLE,
  UNREADABLE_DATE,
  UNREADABLE_SENDER,
} from './mime-notes.ts';
import { decodeSource } from './source.ts';
import { htmlIsBlank, textIsBlank } from './visible.ts';
import type { Told } from '../../shared/language/told.ts';

/** A MIME message taken apart. What the headers do not give is null or empty; the notes say why. */
export interface ParsedMime {
  readonly subject: string | null;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly headers: HeaderFields;
  readonly thread: Thread;
  readonly date: number | null;
  readonly html: string | null;
  readonly text: string | null;
  readonly parts: readonly ParsedPart[];
  readonly notes: readonly Told[];
}
export interface ParsedPart {
  readonly name: string | null;
  readonly mimeType: string;
  /** Without the angle brackets. */
  readonly contentId: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Parses a message, whatever it is: hostile or broken form becomes a note and the raw text, never an error and never
 * a blank. The outline is read first, so that depth and number of parts are known before the library builds anything.
 */
export async function parseMime(bytes: Uint8Array): Promise<ParsedMime> {
  const limits = { depth: MIME_DEPTH, parts: MIME_PARTS, headerBytes: MIME_HEADER_BYTES };
  const chars = latin1(bytes);
  const labelled = withHonestLabels(bytes, chars);
  const outline = outlineOf(labelled === bytes ? chars : latin1(labelled), limits);
  if (outline.excessive) return rawMessage(bytes);
  try {
    // Loaded at the first message: the engine's start does not wait for it.
    const { default: PostalMime, addressParser, decodeWords } = await import('postal-mime');
    const email = await PostalMime.parse(labelled, {
      maxNestingDepth: MIME_DEPTH,
      maxHeadersSize: 2 * MIME_HEADER_BYTES,
    });
    const parsed = take(email, outline, { addressParser, decodeWords });
    return withBody(withReport(parsed), bytes, outline);
  } catch {
    return rawMessage(bytes); // the library refuses by throwing; the person gets the text and a note
  }
}

/** A multipart whose dividing lines are missing has no part at all: then its raw body is better than nothing. */
function withBody(parsed: ParsedMime, bytes: Uint8Array, outline: MimeOutline): ParsedMime {
  if (!outline.noParts || parsed.parts.length > 0) return parsed;
  if (!htmlIsBlank(parsed.html) || !textIsBlank(parsed.text)) return parsed;
  return { ...parsed, text: decodeSource(bytes.subarray(outline.bodyStart), SOURCE_BYTES).text };
}

/** A delivery report without text of its own (RFC 3464) says what happened in the part for machines. */
function withReport(parsed: ParsedMime): ParsedMime {
  if (!htmlIsBlank(parsed.html) || !textIsBlank(parsed.text)) return parsed;
  const report = parsed.parts.filter((part) => part.mimeType === 'message/delivery-status');
  if (report.length === 0) return parsed;
  return { ...parsed, text: report.map((part) => decodeSource(part.bytes, SOURCE_BYTES).text).join('\n\n') };
}

interface Tools {
  readonly addressParser: (text: string, options: { flatten: true }) => MimeAddress[];
  readonly decodeWords: (text: string) => string;
}

function take(email: Email, outline: MimeOutline, tools: Tools): ParsedMime {
  const sender = senderOf(email, outline, tools);
  const date = dateOf(outline);
  const html = email.html ?? null;
  const text = email.text ?? null;
  const subject = headerText(outline, 'subject', tools.decodeWords);
  return {
    subject,
    from: sender.from,
    to: addresses(email.to),
    cc: addresses(email.cc),
    replyTo: addresses(email.replyTo),
    headers: outline.headers,
    thread: threadOf(outline),
    date: date.ms,
    html,
    text,
    parts: email.attachments.map(partOf),
    notes: [
      ...sender.notes,
      ...date.notes,
      ...structureNotes(outline, `${subject ?? ''} ${text ?? html ?? ''}`),
    ],
  };
}

function senderOf(
  email: Email,
  outline: MimeOutline,
  { addressParser, decodeWords }: Tools,
): { readonly from: readonly Address[]; readonly notes: readonly Told[] } {
  const lines = outline.headers.filter(([name, value]) => name === 'from' && value !== '');
  const line = email.headers.find(({ key, value }) => key === 'from' && value.trim() !== '')?.value;
  if (line === undefined) return { from: [], notes: [NO_SENDER] };
  const parsed = addresses(addressParser(line, { flatten: true }));
  const plainly = parsed.some(({ address }) => isAddress(address))
    ? parsed
    : addresses(addressParser(withoutComments(line), { flatten: true }));
  const real = plainly.filter(({ address }) => isAddress(address));
  const several = lines.length > 1 ? [SEVERAL_SENDERS] : [];
  if (real.length > 0) return { from: real, notes: several };
  return { from: [{ name: decodeWords(line).trim(), address: '' }], notes: [UNREADABLE_SENDER, ...several] };
}

function dateOf(outline: MimeOutline): { readonly ms: number | null; readonly notes: readonly Told[] } {
  const header = valueOf(outline.headers, 'date');
  if (header === undefined || header === '') return { ms: null, notes: [NO_DATE] };
  const ms = parseMailDate(header);
  return { ms, notes: ms === null ? [UNREADABLE_DATE] : [] };
}

/** Comments and phrases of old programs between the ids are left out (RFC 5322 section 4.5.4). */
function threadOf({ headers }: MimeOutline): Thread {
  const ids = (name: string) => valueOf(headers, name)?.match(/<[^<>\s]+@[^<>\s]+>/g) ?? [];
  const [messageId = null] = ids('message-id');
  const answered = ids('in-reply-to');
  // Several parents name no one thread: then References alone counts (section 3.6.4).
  return {
    messageId,
    inReplyTo: answered.length === 1 ? (answered[0] ?? null) : null,
    references: ids('references'),
  };
}
export const NO_THREAD: Thread = { messageId: null, inReplyTo: null, references: [] };

/** A header as text: UTF-8 where its bytes are that, else Latin-1 (raw 8-bit headers of old programs), words decoded. */
function headerText(
  outline: MimeOutline,
  name: string,
  decodeWords: (text: string) => string,
): string | null {
  const raw = valueOf(outline.headers, name);
  if (raw === undefined) return null;
  const bytes = Uint8Array.from(raw, (char) => char.charCodeAt(0));
  return decodeWords(decodeSource(bytes, SOURCE_BYTES).text);
}

function addresses(list: readonly MimeAddress[] | undefined): readonly Address[] {
  return (list ?? []).flatMap((one): readonly Address[] => (one.group ? one.group.map(plain) : [plain(one)]));
}

function plain({ name, address }: { readonly name: string; readonly address?: string | undefined }): Address {
  return { name, address: address ?? '' };
}

function partOf(attachment: Attachment): ParsedPart {
  const { content, contentId } = attachment;
  return {
    name: attachment.filename,
    mimeType: attachment.mimeType,
    contentId: contentId ? contentId.trim().replace(/^<|>$/g, '') : null,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  };
}

function rawMessage(bytes: Uint8Array): ParsedMime {
  const { text } = decodeSource(bytes, SOURCE_BYTES);
  const none = {
    subject: null,
    from: [],
    to: [],
    cc: [],
    replyTo: [],
    headers: [],
    date: null,
    html: null,
    parts: [],
  };
  return { ...none, thread: NO_THREAD, text, notes: [UNREADABLE] };
}

/** One char a byte, really: the decoder named latin1 is windows-1252 and moves 0x80 to 0x9f. */
function latin1(bytes: Uint8Array): string {
  const chunk = 8192;
  let text = '';
  for (let at = 0; at < bytes.byteLength; at += chunk) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return text;
}
