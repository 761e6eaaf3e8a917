import { decodeWords } from 'postal-mime';
import { threadFacts } from '../../../shared/mail/thread-names.ts';
import type { MessageHeader } from '../../../shared/mail/types.ts';
import { parseMailDate } from '../../../shared/mail/mail-date.ts';
import { isHtml, type Session, type SessionRequest, webPage } from '../session.ts';
import { fieldsOf, valuesOf } from '../header-fields.ts';
import type { Member, MemberMarks } from './members.ts';

type MailFile = Pick<Member, 'path' | 'href' | 'size' | 'modified'>;

/** Most headers are shorter; a longer one is asked for once more, whole. */
const FIRST_BYTES = 8 * 1024;
/** What is longer than this is shown by what is there. */
const MOST_BYTES = 256 * 1024;

/** The row of a message, from the first bytes of its file (a ranged GET; RFC 9110 section 14). */
export async function readHeader(
  session: Session,
  member: MailFile,
  marks: MemberMarks,
  signal: AbortSignal,
): Promise<MessageHeader> {
  let start = await firstBytes(session, member.href, FIRST_BYTES, signal);
  if (!start.isWhole && headerEnd(start.text) === null)
    start = await firstBytes(session, member.href, MOST_BYTES, signal);
  const header = start.text.slice(0, headerEnd(start.text) ?? start.text.length);
  return toHeader(header, member, marks);
}

function toHeader(header: string, member: MailFile, marks: MemberMarks): MessageHeader {
  const fields = fieldsOf(header);
  const first = (name: string) => valuesOf(fields, name)[0] ?? '';
  const text = (name: string) => decodeWords(first(name));
  return {
    key: member.path,
    href: member.href,
    permanentUrl: null,
    subject: text('subject'),
    from: text('from'),
    to: text('to'),
    date: parseMailDate(first('date')) ?? member.modified,
    size: member.size,
    ...marks,
    hasAttachment: /^\s*multipart\/mixed\b/i.test(first('content-type')),
    messageId: /<[^<>\s]+>/.exec(first('message-id'))?.[0] ?? null,
    ...threadFacts(first('references'), first('in-reply-to'), first('thread-index')),
    fields: { cc: text('cc'), sender: text('sender'), listId: text('list-id') },
    preview: '',
  };
}

/** Where the empty line is; null: it has not come yet. */
function headerEnd(text: string): number | null {
  const found = /\r?\n\r?\n/.exec(text);
  return found ? found.index : null;
}

/** A server that knows no ranges (200) is read up to the bytes that were wanted. */
async function firstBytes(
  session: Session,
  path: string,
  count: number,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const request: SessionRequest = {
    method: 'GET',
    path,
    headers: { range: `bytes=0-${count - 1}`, translate: 'f' },
    cap: Number.MAX_SAFE_INTEGER,
    lane: 'list',
    subject: 'message',
    expect: [200, 206, 416],
    due: 'bytes',
  };
  const answer = await session.request(request, signal);
  try {
    // An empty file has no first byte.
    if (answer.status === 416) return { text: '', isWhole: true };
    if (isHtml(answer.headers)) throw webPage(request, answer.status);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body) {
      chunks.push(chunk.slice());
      length += chunk.byteLength;
      if (length >= count) break;
    }
    const text = Buffer.concat(chunks).toString('latin1');
    return { text: text.slice(0, count), isWhole: length < count };
  } finally {
    answer.dispose();
  }
}
