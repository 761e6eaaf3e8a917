import type { ByteSource } from './bytes.ts';
import type { StoredProperty } from './nodes.ts';
import type { Grants } from './rights.ts';

/**
 * What the store needs to know of a message to promote properties, and how it gets the bytes. Generated mail renders
 * its bytes only when somebody asks, so that 100,000 messages cost little; imported mail holds what it was given.
 */
export interface MessageSummary {
  readonly subject: string;
  /** As a header shows it, decoded: `"Name" <address>`. Empty where there is none. */
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly replyTo: string;
  /** The Date header, ms; null where it cannot be read. */
  readonly date: number | null;
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: string | null;
  readonly contentType: string;
  readonly importance: 0 | 1 | 2;
  readonly hasAttachment: boolean;
  /** The header block as it came (decoded as Latin-1), with its line ends, for PR_TRANSPORT_MESSAGE_HEADERS and mailheader:*. */
  readonly rawHeaders: string;
}

/** An attachment as X-MS-ENUMATTS lists it. */
export interface AttachmentPart {
  /** Never empty: a part without a name is called after its type (`ATT00001.png`). */
  readonly name: string;
  readonly mimeType: string;
  readonly contentId: string | null;
  readonly inline: boolean;
  /** Decoded size in bytes. */
  readonly size: number;
  bytes(): Buffer;
  /** The same bytes, made while they are read; only where they are too many to hold. */
  readonly source?: ByteSource | undefined;
}

/** A message as the store holds it. */
export interface MessageContent {
  readonly summary: MessageSummary;
  /** Exact length of `bytes()`. */
  readonly size: number;
  /** The MIME stream, byte for byte as it arrived. Rendered on demand for generated mail; the same bytes each time. */
  bytes(): Buffer;
  /** The same bytes, made while they are read; only where they are too many to hold. */
  readonly source?: ByteSource | undefined;
  /** Decoded text of the first text/plain part (or from HTML); empty where there is none. May parse. */
  text(): string;
  /** Decoded HTML; null where the message has none. May parse. */
  html(): string | null;
  attachments(): readonly AttachmentPart[];
}

/** A message on its way into the store. */
export interface NewMessage {
  readonly content: MessageContent;
  /** When it was delivered, ms. */
  readonly received: number;
  readonly read: boolean;
  readonly flagged?: boolean;
  /** Unsent, as in Drafts. */
  readonly draft?: boolean;
  /** In the store's submission queue, as in Outbox. */
  readonly submitted?: boolean;
  /** Sent by the owner of the mailbox: PR_MESSAGE_FLAGS 0x20. */
  readonly fromMe?: boolean;
  /** Set over what the header says, by canonical name. */
  readonly properties?: Map<string, StoredProperty>;
  /** Properties only, no MIME stream (KB 329067). */
  readonly mapiOnly?: boolean;
  /** Made of `properties` by PROPPATCH, with no stream of its own. */
  readonly composed?: boolean;
}

/** A folder on its way into the store; `role` makes it a well-known one. */
export interface NewFolder {
  readonly name: string;
  readonly role?:
    | 'inbox'
    | 'drafts'
    | 'sentitems'
    | 'deleteditems'
    | 'outbox'
    | 'calendar'
    | 'contacts'
    | 'tasks'
    | 'notes'
    | 'journal';
  /** IPF.Note by default. */
  readonly folderClass?: string;
  /** Whom it lets in besides its owner, with the folders in it; absent: as the folder above says. */
  readonly grants?: Grants;
  readonly messages: Iterable<NewMessage>;
  readonly folders?: readonly NewFolder[];
}

/** A whole mailbox, as the generator and the importer make it. */
export interface NewMailbox {
  /** The alias: `alex` in /exchange/alex/. */
  readonly user: string;
  readonly displayName: string;
  readonly address: string;
  readonly folders: readonly NewFolder[];
  /** Whom it lets in besides its owner, into all of it; nobody where absent. */
  readonly grants?: Grants;
}
