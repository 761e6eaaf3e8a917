import type { Readable } from 'node:stream';
import MimeNode from 'nodemailer/lib/mime-node';
import type { Draft, DraftAttachment } from '../../../shared/mail/compose/draft.ts';
import { isShown } from '../../../shared/mail/compose/pictures.ts';
import { RECEIPT_TYPE, receiptPart } from '../../../shared/mail/receipts.ts';
import { plainTextOf } from '../../../shared/mail/compose/plain-text-of.ts';

/** What the tree is made of beside the draft. */
export interface BodySources {
  /** Keeps dividing lines apart from everything in the message. */
  readonly boundary: string;
  open(attachment: DraftAttachment): Readable;
}

type Parent = Pick<MimeNode, 'createChild'>;

/**
 * The content of the message as MIME: text alone, or multipart/alternative with the HTML, which lies in multipart/related
 * with its images; an answer to an invitation is one more alternative; all of it in multipart/mixed where there are files.
 * A report on reading is multipart/report. Starts with its own Content-Type.
 */
export function bodyTree(draft: Draft, sources: BodySources): MimeNode {
  const { body, attachments, calendar } = draft;
  const inline = attachments.filter((each) => isShown(each, body));
  const files = attachments.filter((each) => !inline.includes(each));
  // The holder keeps nodemailer from adding Date and Message-ID of its own. "=_" is in no base64 and no quoted-printable.
  const holder = new MimeNode(false, { baseBoundary: sources.boundary, boundaryPrefix: '=_' });
  if (draft.receipt) return reportTree(holder, draft, draft.receipt);
  const top = files.length === 0 ? null : holder.createChild('multipart/mixed');
  const content =
    body.kind === 'html'
      ? htmlPart(top ?? holder, body.html, inline, sources)
      : calendar
        ? alternativePart(top ?? holder, body.text)
        : textPart(top ?? holder, 'plain', body.text);
  if (calendar) calendarPart(content, calendar);
  for (const file of files) filePart(top ?? holder, file, 'attachment', sources);
  return top ?? content;
}

/** RFC 8098 section 3: a sentence for people, then the part for programs. */
function reportTree(parent: Parent, { body }: Draft, receipt: NonNullable<Draft['receipt']>): MimeNode {
  const report = parent.createChild('multipart/report; report-type=disposition-notification');
  textPart(report, 'plain', body.kind === 'text' ? body.text : plainTextOf(body.html));
  report.createChild(RECEIPT_TYPE).setContent(receiptPart(receipt));
  return report;
}

function alternativePart(parent: Parent, text: string): MimeNode {
  const alternative = parent.createChild('multipart/alternative');
  textPart(alternative, 'plain', text);
  return alternative;
}

/** The last of the alternatives: what understands it shows it before the text (RFC 6047 section 2.4). */
function calendarPart(alternative: MimeNode, { method, text }: NonNullable<Draft['calendar']>): void {
  const part = alternative.createChild(`text/calendar; charset=utf-8; method=${method}`);
  part.setHeader('Content-Transfer-Encoding', 'base64').setContent(text);
}

function htmlPart(
  parent: Parent,
  html: string,
  inline: readonly DraftAttachment[],
  sources: BodySources,
): MimeNode {
  const alternative = parent.createChild('multipart/alternative');
  textPart(alternative, 'plain', plainTextOf(html));
  const related =
    inline.length === 0 ? alternative : alternative.createChild('multipart/related; type="text/html"');
  textPart(related, 'html', html);
  for (const image of inline) filePart(related, image, 'inline', sources);
  return alternative;
}

function textPart(parent: Parent, subtype: 'plain' | 'html', text: string): MimeNode {
  return parent.createChild(`text/${subtype}; charset=utf-8`).setContent(text.replace(/\r\n?|\n/g, '\r\n'));
}

function filePart(
  parent: Parent,
  file: DraftAttachment,
  disposition: string,
  sources: BodySources,
): MimeNode {
  const node = parent.createChild(file.mimeType, { filename: file.name });
  node.setHeader('Content-Disposition', disposition);
  node.setHeader('Content-Transfer-Encoding', 'base64');
  if (file.contentId !== null) node.setHeader('Content-ID', `<${file.contentId}>`);
  return node.setContent(sources.open(file));
}
