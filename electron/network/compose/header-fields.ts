import type { Draft, Mailbox } from '../../../shared/mail/compose/draft.ts';

/** RFC 2047 section 2: an encoded word has at most 75 characters; `=?UTF-8?B?` and `?=` take twelve of them. */
const WORD_BYTES = 45;
/** RFC 5322 section 2.1.1: what a line should have at most, less the longest name of a field. */
const LINE_CHARS = 76;

/**
 * The header fields of the message itself, each line ending in CRLF. The draft was found without faults. Bcc is not
 * among them: nobody who gets these bytes can read there who else got them.
 */
export function headerFields(draft: Draft, now: number): string {
  const { from, to, cc, replyTo } = draft;
  return [
    mailboxField('From', [from]),
    mailboxField('Reply-To', replyTo),
    // RFC 5322 section 3.6.3 does without; some servers put Bcc there themselves.
    to.length + cc.length === 0 ? 'To: undisclosed-recipients:;\r\n' : mailboxField('To', to),
    mailboxField('Cc', cc),
    mailboxField('Disposition-Notification-To', draft.asksReceipt === true ? [from] : []),
    `Subject: ${unstructured(draft.subject)}\r\n`,
    `Date: ${new Date(now).toUTCString().replace('GMT', '+0000')}\r\n`,
    `Message-ID: ${draft.messageId}\r\n`,
    draft.inReplyTo === null ? '' : `In-Reply-To: ${draft.inReplyTo}\r\n`,
    draft.references.length === 0 ? '' : `References: ${draft.references.join('\r\n ')}\r\n`,
    'MIME-Version: 1.0\r\n',
  ].join('');
}

function mailboxField(name: string, mailboxes: readonly Mailbox[]): string {
  return mailboxes.length === 0 ? '' : `${name}: ${mailboxes.map(mailboxText).join(',\r\n ')}\r\n`;
}

function mailboxText({ name, address }: Mailbox): string {
  if (name === '') return `<${address}>`;
  // Names with marks go encoded: quoted ones are read differently by some programs.
  const words =
    /^[A-Za-z0-9][A-Za-z0-9 .,'()-]*$/.test(name) && isPlain(name) ? `"${name}"` : encodedWords(name);
  return `${words}${name.length > LINE_CHARS / 2 ? '\r\n' : ''} <${address}>`;
}

/** A text as it stands, folded at its spaces, or in encoded words where it would not come back the same. */
function unstructured(text: string): string {
  return isPlain(text) ? folded(text.split(' ')) : encodedWords(text);
}

/** Visible ASCII in words that fit a line, one space between them, nothing that looks like an encoded word. */
function isPlain(text: string): boolean {
  return text === '' || (/^[!-~]{1,60}(?: [!-~]{1,60})*$/.test(text) && !text.includes('=?'));
}

function folded(words: readonly string[]): string {
  let text = '';
  let line = 'Reply-To: '.length;
  for (const word of words) {
    const fits = line + 1 + word.length <= LINE_CHARS;
    text += text === '' ? word : `${fits ? ' ' : '\r\n '}${word}`;
    line = fits ? line + 1 + word.length : 1 + word.length;
  }
  return text;
}

/** Whole characters in each word (RFC 2047 section 5), a line a word: white space between two words is not read. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let chunk = '';
  let bytes = 0;
  for (const char of text) {
    const more = Buffer.byteLength(char);
    if (bytes + more > WORD_BYTES) {
      words.push(chunk);
      [chunk, bytes] = ['', 0];
    }
    chunk += char;
    bytes += more;
  }
  return [...words, chunk].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}
