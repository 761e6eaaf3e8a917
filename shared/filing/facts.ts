import { parseAddresses } from '../mail/addresses.ts';
import type { Address, HeaderFields } from '../mail/types.ts';

/** What is known of a message when it is judged. What is not known is null. */
export interface FilingFacts {
  readonly accountId: string;
  readonly folderId: string;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  /** null: not known. */
  readonly cc: readonly Address[] | null;
  /** Who posted it for its author (RFC 5322 section 3.6.2); null: not known. */
  readonly sender: readonly Address[] | null;
  /** Without brackets, in small letters; '': it has none. null: not known. */
  readonly listId: string | null;
  readonly subject: string;
  /** Bytes. */
  readonly size: number;
  readonly hasAttachment: boolean;
  /** It names messages that it answers. */
  readonly answers: boolean;
}

/** A listed message as far as it is judged. */
export interface ListedMessage {
  readonly accountId: string;
  readonly folderId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly size: number;
  readonly hasAttachment: boolean;
  readonly references?: readonly string[];
}

/** What its row says, and what its header fields say where they are known. */
export function factsOf(row: ListedMessage, fields: HeaderFields | null): FilingFacts {
  const { accountId, folderId, subject, size, hasAttachment } = row;
  return {
    accountId,
    folderId,
    subject,
    size,
    hasAttachment,
    answers: (row.references?.length ?? 0) > 0,
    from: parseAddresses(row.from),
    to: parseAddresses(row.to),
    cc: fields && parseAddresses(fields.cc),
    sender: fields && parseAddresses(fields.sender),
    listId: fields && listIdOf(fields.listId),
  };
}

/** `A list <list.example.com>` is list.example.com (RFC 2919 section 3). */
export function listIdOf(field: string): string {
  return (/<([^<>]*)>\s*$/.exec(field)?.[1] ?? field).trim().toLowerCase();
}
