/** Servers that Retinue speaks with: Exchange 2000 to 2007, and any RFC 4918 server that holds .eml files. */
export const DIALECTS = ['exchange', 'plain'] as const;
export type DialectName = (typeof DIALECTS)[number];
