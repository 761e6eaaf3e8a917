/**
 * Namespaces and property names of the Exchange store (reference sections 1.2, 4). Names only: the client and the
 * mock each have their own reader and writer, or one mistake would cancel the other.
 */
export const DAV = 'DAV:';
export const HTTPMAIL = 'urn:schemas:httpmail:';
export const MAILHEADER = 'urn:schemas:mailheader:';
export const EXCHANGE = 'http://schemas.microsoft.com/exchange/';
/** Of the subscription ids in an answer to POLL: with a capital E (reference 3.11). */
export const NOTIFICATION = 'http://schemas.microsoft.com/Exchange/';
export const PROPTAG = 'http://schemas.microsoft.com/mapi/proptag/';
export const MAPI_ID = 'http://schemas.microsoft.com/mapi/id/';
/** Named properties that tasks have, and those of reminders (MS-OXPROPS: PSETID_Task, PSETID_Common). */
export const TASK_ID = `${MAPI_ID}{00062003-0000-0000-C000-000000000046}/`;
export const COMMON_ID = `${MAPI_ID}{00062008-0000-0000-C000-000000000046}/`;
/** Named properties of contacts and distribution lists (MS-OXPROPS: PSETID_Address). */
export const ADDRESS_ID = `${MAPI_ID}{00062004-0000-0000-C000-000000000046}/`;
export const CONTACTS = 'urn:schemas:contacts:';
/** Named MAPI properties by their names, for example the addresses of contacts (reference 4.5). */
export const MAPI = 'http://schemas.microsoft.com/mapi/';
export const REPL = 'http://schemas.microsoft.com/repl/';
/** Namespace of the `dt` type attribute that the server writes. */
export const DATATYPES = 'urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/';
/** Namespace of the `v` children of multi-valued properties: the literal URI `xml:`. */
export const MULTI_VALUE = 'xml:';

/** PR_BODY, plain text. */
export const PR_BODY = 'x1000001f';
/** PR_TRANSPORT_MESSAGE_HEADERS. */
export const PR_TRANSPORT_HEADERS = 'x007d001f';
/** PR_MESSAGE_DELIVERY_TIME. */
export const PR_DELIVERY_TIME = 'x0e060040';
/** PR_DEFERRED_SEND_TIME: the moment before which its writer does not want it to leave. */
export const PR_DEFERRED_SEND_TIME = 'x3fef0040';
/** PR_MESSAGE_FLAGS. */
export const PR_MESSAGE_FLAGS = 'x0e070003';
/** PR_FLAG_STATUS: 2 flagged, 1 complete, 0 or absent neither. */
export const PR_FLAG_STATUS = 'x10900003';
/** PR_FLAG_COMPLETE_TIME. */
export const PR_FLAG_COMPLETE_TIME = 'x10910040';
/** PR_REPLY_TIME: by when, as Outlook up to 2003 and Entourage keep it. */
export const PR_REPLY_TIME = 'x00300040';
/** PR_MESSAGE_SIZE. */
export const PR_MESSAGE_SIZE = 'x0e080003';
/** PR_MESSAGE_SIZE_EXTENDED, 64 bits; of the mailbox itself: all that is in it. */
export const PR_MESSAGE_SIZE_EXTENDED = 'x0e080014';
/** PidTagMaximumSubmitMessageSize of a mailbox, in KiB (MS-OXPROPS). */
export const PR_MAX_SUBMIT_SIZE = 'x666d0003';
/** PR_PROHIBIT_SEND_QUOTA of a mailbox, in KiB (MS-OXPROPS). */
export const PR_PROHIBIT_SEND_QUOTA = 'x666e0003';
/** PR_INTERNET_ARTICLE_NUMBER. */
export const PR_ARTICLE_NUMBER = 'x0e230003';
/** PR_URL_COMP_NAME. */
export const PR_URL_COMP_NAME = 'x10f3001f';
/** PR_ATTACH_SIZE. */
export const PR_ATTACH_SIZE = 'x0e200003';
/** PR_ATTACH_NUM. */
export const PR_ATTACH_NUM = 'x0e210003';
/** PR_ATTACH_FILENAME (8.3). */
export const PR_ATTACH_FILENAME = 'x3704001f';
/** PR_ATTACH_METHOD: 1 by value, 5 embedded message, 6 OLE. */
export const PR_ATTACH_METHOD = 'x37050003';
/** PR_ATTACH_MIME_TAG. */
export const PR_ATTACH_MIME_TAG = 'x370e001f';
/** PR_ATTACH_CONTENT_ID. */
export const PR_ATTACH_CONTENT_ID = 'x3712001f';
/** Running total of items deleted from a folder. */
export const PR_DELETED_COUNT_TOTAL = 'x670b0003';

/** The well-known folders that a PROPFIND on the mailbox root names, in HTTPMAIL. */
export const WELL_KNOWN_FOLDERS = [
  'msgfolderroot',
  'inbox',
  'outbox',
  'drafts',
  'sentitems',
  'deleteditems',
  'sendmsg',
  'calendar',
  'contacts',
  'tasks',
  'notes',
  'journal',
] as const;
/** The last segment of the submission URI, percent-encoded as it must be sent. */
export const SUBMISSION_SEGMENT = '%23%23DavMailSubmissionURI%23%23';
