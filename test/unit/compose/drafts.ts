import type { Draft, DraftAttachment } from '../../../shared/mail/compose/draft.ts';

/** A draft that can be sent. */
export const DRAFT: Draft = {
  id: 'd1',
  accountId: 'a1',
  messageId: '<d1@example.com>',
  from: { name: 'Alex Doe', address: 'alex@example.com' },
  to: [{ name: 'Bo', address: 'bo@example.com' }],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Minutes',
  body: { kind: 'text', text: 'Hello\n' },
  attachments: [],
  inReplyTo: null,
  references: [],
};

/** An attachment of so many bytes. */
export function attached(size: number, more: Partial<DraftAttachment> = {}): DraftAttachment {
  return { id: 'f1', name: 'a.bin', mimeType: 'application/octet-stream', size, contentId: null, ...more };
}
