import type {
  AttachmentPart,
  MessageContent,
  MessageSummary,
  NewMessage,
} from '../../../electron/mock-exchange/store/content.ts';

/** A message of the tests' own making: raw bytes, and what the store is told of them. */
export function content(
  raw: string,
  summary: Partial<MessageSummary> = {},
  parts: readonly AttachmentPart[] = [],
): MessageContent {
  const bytes = Buffer.from(raw);
  const [head = ''] = raw.split('\r\n\r\n');
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return {
    summary: {
      subject: field('Subject'),
      from: field('From'),
      to: field('To'),
      cc: field('Cc'),
      bcc: '',
      replyTo: '',
      date: Number.isNaN(Date.parse(field('Date'))) ? null : Date.parse(field('Date')),
      messageId: field('Message-ID') || null,
      inReplyTo: null,
      references: null,
      contentType: 'text/plain',
      importance: 1,
      hasAttachment: parts.length > 0,
      rawHeaders: `${head}\r\n`,
      ...summary,
    },
    size: bytes.length,
    bytes: () => bytes,
    text: () => raw.slice(head.length + 4),
    html: () => null,
    attachments: () => parts,
  };
}

/** A plain message with this subject. */
export function message(
  subject: string,
  more: Partial<NewMessage> & { readonly body?: string; readonly id?: number } = {},
): NewMessage {
  const { body = 'Hello there.\r\n', id = 1, ...rest } = more;
  const raw = `From: "Ada Byron" <ada@example.com>\r\nTo: Alex <alex@example.com>, "Bo, Jr." <bo@example.com>\r\nSubject: ${subject}\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\nMessage-ID: <${id}@example.com>\r\n\r\n${body}`;
  return {
    content: content(raw, { subject }),
    received: Date.UTC(2026, 10, 2, 10, 0, id),
    read: false,
    ...rest,
  };
}

/** A message with two files of the same name. */
export function messageWithFiles(subject: string): NewMessage {
  const part = (size: number): AttachmentPart => {
    const bytes = Buffer.alloc(size, 7);
    return {
      name: 'plan ä.pdf',
      mimeType: 'application/pdf',
      contentId: null,
      inline: false,
      size,
      bytes: () => bytes,
    };
  };
  const raw = `From: ada@example.com\r\nSubject: ${subject}\r\n\r\nSee the files.\r\n`;
  return { content: content(raw, {}, [part(1000), part(2000)]), received: Date.UTC(2026, 10, 3), read: true };
}
