import MimeNode from 'nodemailer/lib/mime-node';
import { assertNever } from '../../../shared/errors.ts';
import { dateField } from '../generate/header-fields.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { domainOf } from './addresses.ts';

/** Why a recipient got no copy: nobody of that address, no room in the mailbox, or a message over the limit. */
export type Obstacle = 'unknown' | 'mailbox-full' | 'too-large';

/** A recipient that a message came back from. */
export interface Returned {
  readonly address: string;
  readonly obstacle: Obstacle;
}

/** What a non-delivery report tells about. */
export interface NonDelivery {
  readonly sender: Mailbox;
  /** Of the report itself. */
  readonly messageId: string;
  readonly now: number;
  readonly returned: readonly Returned[];
  readonly original: { readonly messageId: string; readonly subject: string; readonly header: string };
}

/** The report as Exchange sends it: multipart/report with a text, the delivery status (RFC 3464) and the header that came back. */
export async function nonDeliveryReport(report: NonDelivery): Promise<Buffer> {
  const { sender, original } = report;
  const domain = domainOf(sender.address);
  const root = new MimeNode('multipart/report; report-type=delivery-status', {
    baseBoundary: report.messageId.replace(/[^0-9a-z]/gi, ''),
  });
  root.setHeader({
    From: `System Administrator <postmaster@${domain}>`,
    To: `"${sender.displayName.replace(/["\\]/g, '\\$&')}" <${sender.address}>`,
    Subject: `Undeliverable: ${original.subject}`,
    Date: dateField(report.now, 0),
    'Message-ID': report.messageId,
    'In-Reply-To': original.messageId,
    References: original.messageId,
    'Auto-Submitted': 'auto-replied',
  });
  root.createChild('text/plain; charset=utf-8').setContent(wordsOf(report));
  root.createChild('message/delivery-status').setContent(statusOf(report, domain));
  root.createChild('text/rfc822-headers').setContent(original.header);
  return crlf(await root.build());
}

function wordsOf({ original, returned }: NonDelivery): string {
  const rows = returned.map(
    ({ address, obstacle }) => `      ${address}\r\n            ${sentenceOf(obstacle)}\r\n`,
  );
  return (
    'Your message did not reach some or all of the intended recipients.\r\n\r\n' +
    `      Subject:  ${original.subject}\r\n\r\n` +
    `The following recipient(s) could not be reached:\r\n\r\n${rows.join('\r\n')}`
  );
}

function statusOf({ original, returned }: NonDelivery, domain: string): string {
  const message = `Reporting-MTA: dns; exmock.${domain}\r\nOriginal-Message-ID: ${original.messageId}\r\n`;
  const recipients = returned.map(
    ({ address, obstacle }) =>
      `\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: ${codeOf(obstacle)}\r\n` +
      `Diagnostic-Code: smtp; 550 ${codeOf(obstacle)} ${sentenceOf(obstacle)}\r\n`,
  );
  return message + recipients.join('');
}

/** Enhanced status codes of RFC 3463. */
function codeOf(obstacle: Obstacle): string {
  switch (obstacle) {
    case 'unknown':
      return '5.1.1';
    case 'mailbox-full':
      return '5.2.2';
    case 'too-large':
      return '5.2.3';
    default:
      return assertNever(obstacle);
  }
}

function sentenceOf(obstacle: Obstacle): string {
  switch (obstacle) {
    case 'unknown':
      return 'The e-mail account does not exist at the organization this message was sent to.';
    case 'mailbox-full':
      return "The recipient's mailbox is full.";
    case 'too-large':
      return 'The message is larger than the current system limit.';
    default:
      return assertNever(obstacle);
  }
}

/** The composer leaves the line ends of quoted headers as they are; mail has CRLF throughout. */
function crlf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}
