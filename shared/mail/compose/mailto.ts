import type { Mailbox } from './draft.ts';
import { readRecipients } from './recipients.ts';

/** What a `mailto:` link begins a message with. */
export interface MailtoStart {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  readonly subject: string;
  /** Plain text; lines end in LF. */
  readonly text: string;
}

/** A link is somebody else's: longer ones are no help in writing. */
const TEXT_CHARS = 20_000;
const MOST = 100;

/**
 * Reads a `mailto:` address (RFC 6068). Only recipients, subject and body are taken: no other field is for a link to set
 * (section 4), an attachment of this computer least of all. What is no address is left out.
 */
export function readMailto(url: string): MailtoStart {
  const [, path = '', query = ''] = /^mailto:([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  const fields = query.split('&').map((field) => {
    const at = field.indexOf('=');
    return at < 0 ? ['', ''] : [decoded(field.slice(0, at)).toLowerCase(), decoded(field.slice(at + 1))];
  });
  const all = (name: string) => fields.flatMap(([key, value]) => (key === name ? [value ?? ''] : []));
  const mailboxes = (texts: readonly string[]) =>
    readRecipients(texts.join(',').slice(0, TEXT_CHARS))
      .flatMap((each) => (each.kind === 'recipient' ? [each.mailbox] : []))
      .slice(0, MOST);
  return {
    to: mailboxes([decoded(path), ...all('to')]),
    cc: mailboxes(all('cc')),
    bcc: mailboxes(all('bcc')),
    subject: (all('subject')[0] ?? '')
      .replace(/[\p{Cc}\ud800-\udfff]+/gu, ' ')
      .trim()
      .slice(0, 1000),
    text: all('body')
      .join('\n')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\t\n]/gu, '')
      .slice(0, TEXT_CHARS),
  };
}

/** Percent signs that escape nothing stand for themselves; a plus sign is one (section 5). */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run; // bytes of an old charset: shown as they are
      }
    });
  }
}
