import {
  DAV,
  EXCHANGE,
  HTTPMAIL,
  MAILHEADER,
  PR_ARTICLE_NUMBER,
  PR_MESSAGE_FLAGS,
  PR_MESSAGE_SIZE,
  PR_TRANSPORT_HEADERS,
  PROPTAG,
} from '../../../shared/exchange/names.ts';
import { mimeSkeleton } from '../mime/skeleton.ts';
import type { MessageContent, MessageSummary } from './content.ts';
import { addressOf, displayNames, headerValue, nameOf } from './headers.ts';
import { statedSize } from './mapi-size.ts';
import type { Item } from './nodes.ts';
import { base64, date, flag, i8, int, type PropValue, text } from './values.ts';

type ItemReader = (item: Item, place: unknown) => PropValue | undefined;

/** Properties that mail and other files share, by canonical name. */
export const ITEM_PROPERTIES: ReadonlyMap<string, ItemReader> = new Map<string, ItemReader>([
  [
    `${DAV}contentclass`,
    (item) => text(`urn:content-classes:${item.documentType === null ? 'message' : 'document'}`),
  ],
  [`${DAV}getcontenttype`, (item) => text(item.documentType ?? 'message/rfc822')],
  [`${DAV}getcontentlength`, (item) => int(statedSize(item))],
  [PROPTAG + PR_ARTICLE_NUMBER, (item) => int(item.article)],
  [PROPTAG + PR_MESSAGE_SIZE, (item) => int(statedSize(item))],
  [`${PROPTAG}x0e080014`, (item) => i8(statedSize(item))],
]);

/** Properties of mail (reference 4.2, 4.3), by canonical name. `mailheader:*` is read from the header block instead. */
export const MESSAGE_PROPERTIES: ReadonlyMap<string, ItemReader> = new Map<string, ItemReader>([
  [`${HTTPMAIL}subject`, fromSummary((s) => s.subject)],
  [`${HTTPMAIL}normalizedsubject`, fromSummary((s) => normalizedSubject(s.subject))],
  [`${HTTPMAIL}thread-topic`, fromSummary((s) => normalizedSubject(s.subject))],
  [`${HTTPMAIL}from`, address((s) => s.from)],
  [`${HTTPMAIL}fromname`, address((s) => nameOf(s.from) || addressOf(s.from))],
  [`${HTTPMAIL}fromemail`, address((s) => addressOf(s.from))],
  [`${HTTPMAIL}sender`, address((s) => s.from)],
  [`${HTTPMAIL}sendername`, address((s) => nameOf(s.from) || addressOf(s.from))],
  [`${HTTPMAIL}senderemail`, address((s) => addressOf(s.from))],
  [`${HTTPMAIL}to`, address((s) => s.to)],
  [`${HTTPMAIL}cc`, address((s) => s.cc)],
  [`${HTTPMAIL}bcc`, address((s) => s.bcc)],
  [`${HTTPMAIL}reply-to`, address((s) => s.replyTo)],
  [`${HTTPMAIL}displayto`, fromSummary((s) => displayNames(s.to))],
  [`${HTTPMAIL}displaycc`, fromSummary((s) => displayNames(s.cc))],
  [
    `${HTTPMAIL}date`,
    ({ content }) => (content.summary.date === null ? undefined : date(content.summary.date)),
  ],
  [`${HTTPMAIL}datereceived`, (item) => date(item.received)],
  [`${HTTPMAIL}textdescription`, ({ content }) => text(content.text())],
  [`${HTTPMAIL}htmldescription`, htmlDescription],
  [`${HTTPMAIL}hasattachment`, ({ content }) => flag(content.summary.hasAttachment)],
  [`${HTTPMAIL}importance`, ({ content }) => int(content.summary.importance)],
  [`${HTTPMAIL}priority`, ({ content }) => int(content.summary.importance - 1)],
  [`${HTTPMAIL}read`, (item) => flag(item.read)],
  [`${HTTPMAIL}submitted`, (item) => flag(item.submitted)],
  [`${HTTPMAIL}content-media-type`, ({ content }) => text(content.summary.contentType)],
  [`${MAILHEADER}importance`, importanceWord],
  [`${EXCHANGE}outlookmessageclass`, (item) => text(messageClass(item))],
  [`${EXCHANGE}sensitivity`, () => int(0)],
  [PROPTAG + PR_MESSAGE_FLAGS, (item) => int(messageFlags(item))],
  [PROPTAG + PR_TRANSPORT_HEADERS, transportHeaders],
  [`${PROPTAG}x66590102`, internetContent],
]);

/** PR_MESSAGE_FLAGS: 0x1 read, 0x2 unmodified, 0x4 submitted, 0x8 unsent, 0x10 has attachments, 0x20 from me. */
export function messageFlags(item: Item): number {
  const { hasAttachment } = item.content.summary;
  return (
    (item.read ? 0x1 : 0) |
    (item.draft ? 0x8 : 0x2) |
    (item.submitted ? 0x4 : 0) |
    (hasAttachment ? 0x10 : 0) |
    (item.fromMe ? 0x20 : 0)
  );
}

/** Reports have a class of their own, by which clients know them (reference 4.2). */
function messageClass({ content: { summary } }: Item): string {
  if (summary.contentType !== 'multipart/report') return 'IPM.Note';
  const type = headerValue(summary.rawHeaders, 'content-type') ?? '';
  return /report-type="?disposition-notification/i.test(type)
    ? 'REPORT.IPM.Note.IPNRN'
    : 'REPORT.IPM.Note.NDR';
}

function fromSummary(pick: (summary: MessageSummary) => string): ItemReader {
  return ({ content }) => text(pick(content.summary));
}

/** A recipient field that the message does not have is an absent property, not an empty one. */
function address(pick: (summary: MessageSummary) => string): ItemReader {
  return ({ content }) => {
    const value = pick(content.summary);
    return value === '' ? undefined : text(value);
  };
}

function normalizedSubject(subject: string): string {
  return subject.replace(/^(?:\s*[\p{L}]{1,3}(?:\[\d+\])?:\s*)+/u, '');
}

function importanceWord({ content }: Item): PropValue {
  const given = headerValue(content.summary.rawHeaders, 'importance');
  return text(given ?? ['low', 'normal', 'high'][content.summary.importance] ?? 'normal');
}

/** Exchange converts plain text to HTML where the message has none (reference 4.2). */
function htmlDescription({ content }: Item): PropValue {
  const html = content.html();
  if (html !== null) return text(html);
  const escaped = content.text().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return text(`<HTML><BODY><PRE>${escaped}</PRE></BODY></HTML>`);
}

/** Only mail that came by SMTP or PUT has it; a draft made of properties has no header block (reference 4.2, 8). */
function transportHeaders({ content, composed, mapiOnly }: Item): PropValue | undefined {
  return composed !== null || mapiOnly || content.summary.rawHeaders === ''
    ? undefined
    : text(withSkeleton(content));
}

/** The header block alone, or with the part headers and boundaries of a multipart message below it. */
function withSkeleton(content: MessageContent): string {
  const { rawHeaders } = content.summary;
  const skeleton = mimeSkeleton(rawHeaders, content);
  return skeleton === '' ? rawHeaders : `${rawHeaders.trimEnd()}\r\n\r\n${skeleton}`;
}

/** PR_INTERNET_CONTENT is the stream itself: reading properties never makes one (reference 6.3). */
function internetContent({ content, mapiOnly }: Item): PropValue | undefined {
  return mapiOnly ? undefined : base64(content.bytes().toString('base64'));
}
