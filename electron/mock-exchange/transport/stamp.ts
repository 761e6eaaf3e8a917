import { createHash } from 'node:crypto';
import { dateField, mailboxField } from '../generate/header-fields.ts';
import type { Personality } from '../personality/personality.ts';
import { encodeWords } from '../store/composed.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { type HeaderBlock, onTop, valuesOf, withDefault } from './header-block.ts';

/** The client and the server are both this machine. */
const HOST = 'EXMOCK 127.0.0.1 from 127.0.0.1 127.0.0.1';

/** What the store adds to a message on its way out. */
export interface Stamp {
  readonly sender: Mailbox;
  /** Used where the message has none of its own. */
  readonly messageId: string;
  /** ms */
  readonly now: number;
}

/** Fills in what the client left out (reference 5.1, 5.3): From, Date, Message-ID, and the fields that only Exchange writes. */
export function stamped(block: HeaderBlock, { sender, messageId, now }: Stamp): HeaderBlock {
  const owner = mailboxField({ name: sender.displayName, address: sender.address }, 'utf-8');
  const topic = (valuesOf(block, 'subject')[0] ?? '').replace(/^(?:[a-z]{2,3}:\s*)+/i, '');
  const given = valuesOf(block, 'message-id')[0] ?? messageId;
  const fields: readonly (readonly [name: string, value: string])[] = [
    ['From', owner],
    ['Date', dateField(now, 0)],
    ['Message-ID', messageId],
    ['Content-class', 'urn:content-classes:message'],
    ['X-MimeOLE', 'Produced By Microsoft Exchange V6.5'],
    ['Thread-Topic', encodeWords(topic)],
    ['Thread-Index', threadIndex(given, now)],
  ];
  return fields.reduce((done, [name, value]) => withDefault(done, name, value), block);
}

/** Puts the store's trace field over those that the client wrote (reference 5.3). */
export function traced(block: HeaderBlock, { webStorage }: Personality, now: number): HeaderBlock {
  return onTop(
    block,
    'Received',
    `${HOST} via HTTP with MS-WebStorage ${webStorage ?? ''};\r\n\t${dateField(now, 0)}`,
  );
}

/** 22 bytes: the first six of a FILETIME, then a GUID (MS-OXOMSG 2.2.1.3); the same for the same message. */
function threadIndex(messageId: string, now: number): string {
  const fileTime = Buffer.alloc(8);
  fileTime.writeBigUInt64BE((BigInt(now) + 11_644_473_600_000n) * 10_000n);
  const guid = createHash('sha256').update(messageId).digest().subarray(0, 16);
  return Buffer.concat([fileTime.subarray(0, 6), guid]).toString('base64');
}
