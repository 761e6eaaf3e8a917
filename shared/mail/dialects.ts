/** Servers that Retinue speaks with: Exchange 2000 to 2007, and any RFC 4918 server that holds .eml files. */
export const DIALECTS = ['exchange', 'plain'] as const;
/** How a mailbox is kept: by one of those, or in a folder on this computer. */
export const MAILBOXES = [...DIALECTS, 'local'] as const;
export type DialectName = (typeof MAILBOXES)[number];
