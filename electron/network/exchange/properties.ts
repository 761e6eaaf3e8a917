import {
  COMMON_ID,
  DAV,
  EXCHANGE,
  HTTPMAIL,
  MAILHEADER,
  PR_ATTACH_CONTENT_ID,
  PR_ATTACH_FILENAME,
  PR_ATTACH_MIME_TAG,
  PR_ATTACH_SIZE,
  PR_DEFERRED_SEND_TIME,
  PR_FLAG_COMPLETE_TIME,
  PR_FLAG_STATUS,
  PR_MESSAGE_FLAGS,
  PR_MESSAGE_SIZE,
  PR_REPLY_TIME,
  PROPTAG,
  REPL,
  TASK_ID,
} from '../../../shared/exchange/names.ts';
import type { PropertyValue } from '../dav/multistatus.ts';
import { property } from '../dav/property.ts';

/** The properties that Retinue reads (reference 4). */
export const P = {
  displayName: property(DAV, 'displayname'),
  isFolder: property(DAV, 'isfolder'),
  isHidden: property(DAV, 'ishidden'),
  hasFolders: property(DAV, 'hassubs'),
  visibleCount: property(DAV, 'visiblecount'),
  contentLength: property(DAV, 'getcontentlength'),
  lastModified: property(DAV, 'getlastmodified'),
  contentType: property(DAV, 'getcontenttype'),
  etag: property(DAV, 'getetag'),
  creationDate: property(DAV, 'creationdate'),
  resourceType: property(DAV, 'resourcetype'),
  syncToken: property(DAV, 'sync-token'),
  unreadCount: property(HTTPMAIL, 'unreadcount'),
  subject: property(HTTPMAIL, 'subject'),
  from: property(HTTPMAIL, 'from'),
  to: property(HTTPMAIL, 'to'),
  cc: property(HTTPMAIL, 'cc'),
  date: property(HTTPMAIL, 'date'),
  dateReceived: property(HTTPMAIL, 'datereceived'),
  read: property(HTTPMAIL, 'read'),
  flagStatus: property(PROPTAG, PR_FLAG_STATUS),
  flagText: property(HTTPMAIL, 'messageflag'),
  flagDone: property(PROPTAG, PR_FLAG_COMPLETE_TIME),
  replyTime: property(PROPTAG, PR_REPLY_TIME),
  taskStart: property(TASK_ID, '0x8104'),
  taskDue: property(TASK_ID, '0x8105'),
  reminderSet: property(COMMON_ID, '0x8503'),
  reminderTime: property(COMMON_ID, '0x8502'),
  reminderSignal: property(COMMON_ID, '0x8560'),
  keywords: property(EXCHANGE, 'keywords-utf8'),
  hasAttachment: property(HTTPMAIL, 'hasattachment'),
  text: property(HTTPMAIL, 'textdescription'),
  html: property(HTTPMAIL, 'htmldescription'),
  attachmentName: property(HTTPMAIL, 'attachmentfilename'),
  messageId: property(MAILHEADER, 'message-id'),
  references: property(MAILHEADER, 'references'),
  inReplyTo: property(MAILHEADER, 'in-reply-to'),
  threadIndex: property(MAILHEADER, 'thread-index'),
  listId: property(MAILHEADER, 'list-id'),
  sender: property(MAILHEADER, 'sender'),
  bcc: property(MAILHEADER, 'bcc'),
  messageFlags: property(PROPTAG, PR_MESSAGE_FLAGS),
  submitted: property(HTTPMAIL, 'submitted'),
  hiddenTo: property(HTTPMAIL, 'bcc'),
  deferredUntil: property(PROPTAG, PR_DEFERRED_SEND_TIME),
  permanentUrl: property(EXCHANGE, 'permanenturl'),
  folderClass: property(EXCHANGE, 'outlookfolderclass'),
  messageClass: property(EXCHANGE, 'outlookmessageclass'),
  contentTag: property(REPL, 'contenttag'),
  replUid: property(REPL, 'repl-uid'),
  messageSize: property(PROPTAG, PR_MESSAGE_SIZE),
  attachSize: property(PROPTAG, PR_ATTACH_SIZE),
  attachShortName: property(PROPTAG, PR_ATTACH_FILENAME),
  attachType: property(PROPTAG, PR_ATTACH_MIME_TAG),
  attachContentId: property(PROPTAG, PR_ATTACH_CONTENT_ID),
  attachCn: property('urn:schemas:contacts:', 'cn'),
} as const;

type Found = ReadonlyMap<string, PropertyValue>;

/** Text as the server wrote it; null where absent. */
export function textOf(found: Found, { key }: { readonly key: string }): string | null {
  return found.get(key)?.text ?? null;
}

/** A whole number not below zero; null where absent or unreadable. */
export function countOf(found: Found, { key }: { readonly key: string }): number | null {
  const text = found.get(key)?.text.trim() ?? '';
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}

/** Booleans are 0 and 1; other servers write true and false. */
export function flagOf(found: Found, { key }: { readonly key: string }): boolean {
  return /^(?:1|true)$/i.test(found.get(key)?.text.trim() ?? '');
}

/** 1601 means unset and 4501 means none in the store. */
const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(4500, 0, 1);

/** A moment in ms: ISO as Exchange writes it, RFC 1123 as RFC 4918 has it; null where absent, unreadable or "none". */
export function dateOf(found: Found, { key }: { readonly key: string }): number | null {
  const ms = Date.parse(found.get(key)?.text.trim() ?? '');
  return Number.isNaN(ms) || ms < EARLIEST || ms > LATEST ? null : ms;
}
