import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { AttachmentPart, MessageContent, MessageSummary } from '../store/content.ts';
import { attachmentName } from './attachment-names.ts';
import { rawBodyOf, rawDate, rawField, rawHeadersOf } from './raw-headers.ts';

/** No data: URLs, links or HTML made of text: the server hands out what came, the client decides how it looks. */
const PARSER_OPTIONS = {
  keepCidLinks: true,
  skipImageLinks: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  checksumAlgo: false,
  maxHtmlLengthToParse: 2_000_000,
} as const;

/** What mailparser made of a message; null where it gave up. */
async function parsed(raw: Buffer): Promise<ParsedMail | null> {
  try {
    return await simpleParser(raw, { ...PARSER_OPTIONS });
  } catch {
    // Not swallowed: the message is served as it is and described from its raw header instead.
    return null;
  }
}

function addressText(given: AddressObject | AddressObject[] | undefined): string {
  if (given === undefined) return '';
  return Array.isArray(given) ? given.map((one) => one.text).join(', ') : given.text;
}

/** `Importance` first, `X-Priority` (1 high … 5 low) where there is none. */
function importanceOf(rawHeaders: string): 0 | 1 | 2 {
  const word = (rawField(rawHeaders, 'importance') ?? '').toLowerCase();
  if (word === 'high') return 2;
  if (word === 'low') return 0;
  const digit = Number.parseInt(rawField(rawHeaders, 'x-priority') ?? '3', 10);
  if (digit === 1 || digit === 2) return 2;
  return digit === 4 || digit === 5 ? 0 : 1;
}

/** A field as plain text, never trimmed: mailparser gives a list where a message repeats it. */
function firstText(value: unknown): string | null {
  if (Array.isArray(value)) return firstText(value[0]);
  return typeof value === 'string' ? value : null;
}

/** Non-empty text of a raw field, or null. */
function fieldOrNull(rawHeaders: string, name: string): string | null {
  const value = rawField(rawHeaders, name);
  return value === null || value === '' ? null : value;
}

function summaryOf(mail: ParsedMail | null, rawHeaders: string, hasAttachment: boolean): MessageSummary {
  const subject = firstText(mail?.headers?.get('subject')) ?? rawField(rawHeaders, 'subject') ?? '';
  return {
    subject,
    from: mail === null ? (rawField(rawHeaders, 'from') ?? '') : addressText(mail.from),
    to: addressText(mail?.to),
    cc: addressText(mail?.cc),
    bcc: addressText(mail?.bcc),
    replyTo: addressText(mail?.replyTo),
    date: rawDate(rawHeaders),
    messageId: fieldOrNull(rawHeaders, 'message-id'),
    inReplyTo: fieldOrNull(rawHeaders, 'in-reply-to'),
    references: fieldOrNull(rawHeaders, 'references'),
    contentType:
      (rawField(rawHeaders, 'content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '',
    importance: importanceOf(rawHeaders),
    hasAttachment,
    rawHeaders,
  };
}

/** A part counts as inline where the HTML shows it: related to it, or named in a `cid:` link. */
function attachmentParts(mail: ParsedMail | null): readonly AttachmentPart[] {
  const html = mail === null || mail.html === false ? '' : (mail.html ?? '');
  return (mail?.attachments ?? []).map((part, index) => {
    const cid = part.cid === undefined || part.cid === '' ? null : part.cid;
    const mimeType = part.contentType.toLowerCase();
    return {
      name: attachmentName(part.filename, mimeType, index + 1),
      mimeType,
      contentId: cid,
      inline: cid !== null && (part.related || html.includes(`cid:${cid}`)),
      size: part.content.length,
      bytes: () => part.content,
    };
  });
}

/**
 * Reads a message with mailparser (another library than the client's, or one mistake would cancel the other).
 * Never rejects: what does not parse is served byte for byte, described from its raw header as far as that goes.
 * The parts are decoded once, here, because mailparser works in streams while the store asks in plain calls.
 */
export async function contentOf(raw: Buffer): Promise<MessageContent> {
  const mail = await parsed(raw);
  const rawHeaders = rawHeadersOf(raw);
  const parts = attachmentParts(mail);
  const summary = summaryOf(
    mail,
    rawHeaders,
    parts.some((part) => !part.inline),
  );
  const html = mail === null || mail.html === false ? null : (mail.html ?? null);
  return {
    summary,
    size: raw.length,
    bytes: () => raw,
    text: () => (mail === null ? rawBodyOf(raw) : (mail.text ?? '')),
    html: () => html,
    attachments: () => parts,
  };
}
