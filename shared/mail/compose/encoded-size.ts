import { assertNever } from '../../errors.ts';
import type { Draft } from './draft.ts';
import { utf8Length } from './envelope-address.ts';

/** RFC 2045 section 6.8: a line of base64. */
const LINE_CHARS = 76;
/** Header fields of an attachment, with a name of 200 bytes in percent signs and its dividing line. */
const PART_HEADER = 1200;
const MESSAGE_HEADER = 2000;
/** A mailbox beside its name and address: encoded words, brackets, folding. */
const MAILBOX_HEADER = 20;

/** Bytes that so many become as base64 in lines that all end in CRLF. Exact. */
export function base64Length(bytes: number): number {
  const chars = 4 * Math.ceil(bytes / 3);
  return chars + 2 * Math.ceil(chars / LINE_CHARS);
}

/**
 * Bytes of the whole message before it is built, never less than it will have: attachments to the byte, the text and
 * the header fields by their upper bounds (quoted-printable makes three of one).
 */
export function encodedSize(draft: Draft): number {
  const files = draft.attachments.reduce((sum, { size }) => sum + base64Length(size) + PART_HEADER, 0);
  return files + bodySize(draft.body) + headerSize(draft);
}

function bodySize(body: Draft['body']): number {
  switch (body.kind) {
    case 'text':
      return textSize(body.text);
    case 'html':
      // Its plain text goes along.
      return 2 * textSize(body.html) + 2 * PART_HEADER;
    default:
      return assertNever(body);
  }
}

/** Nodemailer takes base64 where quoted-printable would be longer; lines and their ends included. */
function textSize(text: string): number {
  return Math.ceil(base64Length(utf8Length(text)) * 1.1) + 2 * text.length;
}

function headerSize({ from, to, cc, replyTo, subject, references }: Draft): number {
  const mailboxes = [from, ...to, ...cc, ...replyTo].reduce(
    (sum, { name, address }) => sum + 3 * utf8Length(name) + utf8Length(address) + MAILBOX_HEADER,
    0,
  );
  return MESSAGE_HEADER + mailboxes + 3 * utf8Length(subject) + references.join('\r\n ').length;
}
