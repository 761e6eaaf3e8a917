import { shortHash } from '../short-hash.ts';
import { baseSubject } from './base-subject.ts';
import type { MessageHeader } from './types.ts';

/** What a message tells of its conversation. */
export type ThreadFacts = Pick<MessageHeader, 'references' | 'conversation'>;
/** What of a message decides which thread it belongs to. `key` is its own within the account. */
export type ThreadMessage = ThreadFacts &
  Pick<MessageHeader, 'key' | 'messageId' | 'subject' | 'from' | 'to' | 'date'>;

/** As many as a long thread keeps: the first and the newest (what answers carry on is cut alike). */
const MOST_REFERENCES = 30;
/** A header line has no more (RFC 5322 section 2.1.1). */
const MOST_ID = 998;
/** An id without `@` is of use where it is too long to be a counter. */
const LEAST_BARE = 12;
/** Fields are read up to here: a hostile one has thousands of ids. */
const MOST_TEXT = 64 * 1024;

/** The Message-IDs in a header field, in order; what cannot be one is left out. */
export function idsIn(text: string): readonly string[] {
  const ids = text.slice(0, MOST_TEXT).match(/<[^<>\s]+>/g) ?? [];
  return ids.filter((id) => id.length <= MOST_ID && (/^<[^@]+@.+>$/.test(id) || id.length >= LEAST_BARE));
}

/**
 * What the header fields of a message tell of its conversation. In-Reply-To counts where there are no References and it
 * is one id and nothing else (RFC 5322 section 3.6.4): old programs wrote a phrase with the sender's address there,
 * which would join all that answers one person.
 */
export function threadFacts(references: string, inReplyTo: string, threadIndex: string): ThreadFacts {
  const named = idsIn(references);
  const single = /^\s*<[^<>\s]+>\s*(?:\([^()]*\)\s*)?$/.test(inReplyTo) ? idsIn(inReplyTo) : [];
  const all = [...new Set(named.length > 0 ? named : single)];
  const kept = all.length <= MOST_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MOST_REFERENCES)];
  const conversation = conversationIn(threadIndex);
  return {
    ...(kept.length > 0 ? { references: kept } : {}),
    ...(conversation === null ? {} : { conversation }),
  };
}

/**
 * The 22 bytes of a Thread-Index that all messages of a conversation share: a time and a GUID (MS-OXOMSG 2.2.1.3). Its
 * first 29 characters hold all but two bits of them. null where it is too short, or its GUID is of one byte alone.
 */
function conversationIn(threadIndex: string): string | null {
  const text = threadIndex.slice(0, MOST_TEXT).replaceAll(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]{30}/.test(text)) return null;
  const start = text.slice(0, 29);
  return /^.{9}(.)\1*$/.test(start) ? null : start;
}

/** The names of messages by their Message-IDs. */
export function messageNames(ids: readonly string[]): readonly string[] {
  return ids.map((id) => shortHash(`id ${id}`));
}

/**
 * The names by which a message is known, or knows others: its Message-ID, those that it refers to, its conversation.
 * Messages that share a name are of one thread. A conversation counts together with the subject, because a message that
 * was made from an old one keeps its Thread-Index. A message without any name has its own key.
 */
export function namesOf(message: ThreadMessage): readonly string[] {
  const own = idsIn(message.messageId ?? '').slice(0, 1);
  const names = [...messageNames([...own, ...(message.references ?? [])])];
  if (message.conversation !== undefined)
    names.push(shortHash(`conversation ${message.conversation} ${baseSubject(message.subject)}`));
  return names.length > 0 ? [...new Set(names)] : [shortHash(`key ${message.key}`)];
}
