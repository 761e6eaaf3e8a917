/** Every size, time and number that bounds the engine, each with its reason. */

/** Rows a page and a transaction: 100 to 250 write fastest without starving readers (measured). */
export const PAGE_ROWS = 250;
/** The first look for new mail: new messages are on top and usually few. */
export const NEWEST_ROWS = 50;
/** A folder with no more messages than this tells who is in it in one answer; it is asked at every change. */
export const IDENTITIES_FEW = 1000;
/** A span of time with no more messages than this is listed instead of counted in halves: a listing costs a few hundred bytes a message, a count about a thousand. */
export const SPAN_FEW = 250;
/** Time between polls; new mail should show within half a minute, and the server should not notice us. */
export const POLL_MS = 30_000;
/** Time between looks at the contacts of an account: they change seldom. */
export const CONTACTS_MS = 15 * 60_000;
/** The same while the server tells of changes by itself: what it does not tell is found all the same. */
export const TOLD_POLL_MS = 300_000;
/**
 * A look rests for so many times as long as its listing took, up to `TOLD_POLL_MS`: a plain server lists all of its files
 * at every look, and one that struggles is slow.
 */
export const REST_A_LOOK = 20;
/** How long a server is not asked again to tell of changes after it refused or stopped; twice as long each time. */
export const NEWS_REST_MS = 60_000;
export const NEWS_REST_MOST_MS = 3_600_000;
/** Polls of several accounts and installations drift apart by up to this share. */
export const POLL_JITTER = 0.2;
/** Messages in one call that changes, moves or removes them. */
export const ITEMS_A_CALL = 100;
/** Progress is written to the store at most four times a second. */
export const ACTIVITY_MS = 250;
/** Bodies fetched in idle time: the newest of the Inbox, small ones only. */
export const PREFETCH_COUNT = 50;
export const PREFETCH_BYTES = 256 * 1024;
/** A MIME tree deeper than this is no mail but an attack. */
export const MIME_DEPTH = 64;
/** More parts than this are not shown one by one. */
export const MIME_PARTS = 2_000;
/** Headers beyond this are not read. */
export const MIME_HEADER_BYTES = 1024 * 1024;
/** The source view and the raw text of an unreadable message are cut here. */
export const SOURCE_BYTES = 1024 * 1024;
/** An image that the text of a streamed message shows. */
export const INLINE_IMAGE_BYTES = 5 * 2 ** 20;
/** A message that came as a file and is shown: larger ones are for a program of their own. */
export const EMBEDDED_BYTES = 16 * 2 ** 20;
/** Messages of a folder that is kept that are looked at in one read of the store. */
export const KEEP_LOOK = 100;
