import { joined, piece } from './pieces.ts';
import { dateField, mailboxesField, words } from './header-fields.ts';
import { scanFile } from './attachments.ts';
import { partOf } from './content.ts';
import { fileEntity, multipart, textEntity } from './entities.ts';
import type { MessageContent } from '../store/content.ts';
import { randomFor } from './random.ts';

/** A message with one file of any size. Addresses are plain, e.g. `bo@example.com`. */
export interface LargeMessage {
  readonly seed: number;
  readonly subject: string;
  readonly from: string;
  readonly to: readonly string[];
  /** ms since 1970. */
  readonly date: number;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly text: string;
  readonly file: { readonly name: string; readonly bytes: number; readonly type?: string | undefined };
}

/** Nothing of the file exists until somebody reads: 10 GB cost no memory and no disk. The same wish, the same bytes. */
export function largeMessage(wish: LargeMessage): MessageContent {
  const { seed, subject, text, messageId, file } = wish;
  const named = (addresses: readonly string[]) => addresses.map((address) => ({ name: '', address }));
  const attached = scanFile(file.name, file.bytes, seed, file.type);
  const body = textEntity('plain', text.replace(/\r?\n/g, '\r\n'), 'utf-8', randomFor(seed));
  const top = multipart('mixed', `=_large_${seed.toString(36)}`, [body, fileEntity(attached)]);
  const fields = [
    `From: ${mailboxesField(named([wish.from]), 'utf-8')}`,
    `To: ${mailboxesField(named(wish.to), 'utf-8')}`,
    `Subject: ${words(subject, 'utf-8')}`,
    `Date: ${dateField(wish.date, 0)}`,
    `Message-ID: ${messageId}`,
    'MIME-Version: 1.0',
    ...top.headers,
  ];
  const rawHeaders = fields.map((field) => `${field}\r\n`).join('');
  const mime = joined([piece(`${rawHeaders}\r\n`), top.body]);
  return {
    summary: {
      subject,
      from: wish.from,
      to: wish.to.join(', '),
      cc: '',
      bcc: '',
      replyTo: '',
      date: wish.date,
      messageId,
      inReplyTo: null,
      references: null,
      contentType: 'multipart/mixed',
      importance: 1,
      hasAttachment: true,
      rawHeaders,
    },
    size: mime.size,
    source: mime.source,
    bytes: () => mime.bytes(),
    text: () => text,
    html: () => null,
    attachments: () => [partOf(attached)],
  };
}
