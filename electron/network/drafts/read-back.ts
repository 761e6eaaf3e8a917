import { createReadStream } from 'node:fs';
import { type AddressObject, MailParser } from 'mailparser';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { cleanAttachmentName } from '../../../shared/mail/attachment-name.ts';
import type { Draft, DraftAttachment, Mailbox } from '../../../shared/mail/compose/draft.ts';
import { readAddress } from '../../../shared/mail/compose/envelope-address.ts';
import { isShown } from '../../../shared/mail/compose/pictures.ts';

/** What a message says, to be written on; who sends it and under which id is for others to say. */
export type ReadBack = Omit<Draft, 'id' | 'accountId' | 'messageId' | 'bcc'>;

/** Puts a file in its place and gives its id and size. */
export type KeepFile = (bytes: AsyncIterable<Uint8Array>) => Promise<Pick<DraftAttachment, 'id' | 'size'>>;

/**
 * Reads a message of the outbox as a draft. Its files pass through, so its size does not matter. Rejects with
 * 'malformed-response' for one that names no sender.
 */
export async function readBack(eml: string, keep: KeepFile): Promise<ReadBack> {
  const source = createReadStream(eml);
  const parser = new MailParser({
    skipImageLinks: true,
    skipTextLinks: true,
    skipTextToHtml: true,
    skipHtmlToText: true,
  });
  let headers: ReadonlyMap<string, unknown> = new Map();
  let body: Draft['body'] = { kind: 'text', text: '' };
  const files: DraftAttachment[] = [];
  parser.on('headers', (found) => (headers = found));
  source.on('error', (thrown) => parser.destroy(thrown));
  source.pipe(parser);
  for await (const part of parser as AsyncIterable<Part>) {
    if (part.type === 'text') body = bodyOf(part);
    else files.push(await fileOf(part, keep));
  }
  const [from] = mailboxesIn(headers.get('from'));
  if (!from)
    throw fail(
      'malformed-response',
      told(
        'A message that was taken back names nobody who sends it, so it is no draft again. Its bytes are in the Outbox: save them as .eml (no-sender).',
      ),
    );
  return {
    from,
    to: mailboxesIn(headers.get('to')),
    cc: mailboxesIn(headers.get('cc')),
    replyTo: mailboxesIn(headers.get('reply-to')),
    subject: textIn(headers.get('subject')),
    body,
    attachments: files.map((file) => (isShown(file, body) ? file : { ...file, contentId: null })),
    inReplyTo: idsIn(headers.get('in-reply-to'))[0] ?? null,
    references: idsIn(headers.get('references')),
  };
}

interface FilePart {
  readonly type: 'attachment';
  readonly content: AsyncIterable<Uint8Array>;
  readonly contentType?: string;
  readonly filename?: string;
  readonly cid?: string;
  /** The parser goes on only then. */
  readonly release: () => void;
}
interface TextPart {
  readonly type: 'text';
  readonly html?: string | boolean;
  readonly text?: string;
}
type Part = FilePart | TextPart;

async function fileOf(part: FilePart, keep: KeepFile): Promise<DraftAttachment> {
  const kept = await keep(part.content);
  part.release();
  const mimeType = part.contentType ?? 'application/octet-stream';
  const name = cleanAttachmentName(part.filename ?? null, mimeType);
  return { ...kept, name, mimeType, contentId: part.cid ?? null };
}

/** The parser ends a text with one line end more than was written. */
function bodyOf({ html, text }: TextPart): Draft['body'] {
  const whole = typeof html === 'string' ? html : (text ?? '');
  const written = whole.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  return typeof html === 'string' ? { kind: 'html', html: written } : { kind: 'text', text: written };
}

/** The parser shows domains in their own letters; the envelope has them in ASCII. */
function mailboxesIn(value: unknown): readonly Mailbox[] {
  const fields = (
    Array.isArray(value) ? value : value === undefined ? [] : [value]
  ) as readonly AddressObject[];
  return fields
    .flatMap((field) => field.value)
    .flatMap((each) => each.group ?? [each])
    .flatMap(({ name, address }) => {
      const reading = readAddress(address ?? '');
      return reading.kind === 'fault' ? [] : [{ name, address: reading.address }];
    });
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function idsIn(value: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.flatMap((text) => textIn(text).match(/<[^<>\s]+>/g) ?? []);
}
