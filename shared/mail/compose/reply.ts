import { assertNever } from '../../errors.ts';
import { ANSWERED, FORWARDED } from '../subject-prefix.ts';
import type { Draft, Mailbox } from './draft.ts';
import { recipientKey } from './tidy-draft.ts';
import { isMessageId } from './check-draft.ts';

export type ReplyKind = 'reply' | 'reply-all' | 'forward';

/** What a reply needs to know of the message it answers. Addresses are in the form of the envelope. */
export interface Original {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
}

type Addressed = Pick<Draft, 'to' | 'cc' | 'subject' | 'inReplyTo' | 'references'>;

/** Oldest and newest that a long thread keeps: header fields have bounds (RFC 5322 section 2.1.1), servers lower ones. */
const MOST_REFERENCES = 30;

/** Header fields of a reply or of a forwarded message. `own` are all addresses of the person who answers. */
export function replyHeader(kind: ReplyKind, original: Original, own: readonly string[]): Addressed {
  switch (kind) {
    case 'reply':
      return {
        ...answerTo(original, own),
        cc: [],
        ...thread(original),
        subject: prefixed('Re', original.subject),
      };
    case 'reply-all':
      return {
        ...answerToAll(original, own),
        ...thread(original),
        subject: prefixed('Re', original.subject),
      };
    case 'forward':
      // Belongs to the thread by References, and answers nobody.
      return {
        to: [],
        cc: [],
        ...thread(original),
        inReplyTo: null,
        subject: prefixed('Fwd', original.subject),
      };
    default:
      return assertNever(kind);
  }
}

/** Reply-To where there is one (RFC 5322 section 3.6.2). To a message of one's own the answer goes where that went. */
function answerTo(original: Original, own: readonly string[]): Pick<Draft, 'to'> {
  const answered = original.replyTo.length > 0 ? original.replyTo : original.from;
  const others = distinct(without(answered, own));
  if (others.length > 0) return { to: others };
  const sentTo = distinct(without(original.to, own));
  return { to: sentTo.length > 0 ? sentTo : distinct(answered) };
}

function answerToAll(original: Original, own: readonly string[]): Pick<Draft, 'to' | 'cc'> {
  const { to } = answerTo(original, own);
  const fromSelf = without(original.from, own).length === 0;
  const named = to.map(({ address }) => address);
  const rest = fromSelf ? original.cc : [...original.to, ...original.cc];
  return { to, cc: distinct(without(rest, [...own, ...named])) };
}

function without(mailboxes: readonly Mailbox[], addresses: readonly string[]): readonly Mailbox[] {
  const keys = new Set(addresses.map(recipientKey));
  return mailboxes.filter(({ address }) => address !== '' && !keys.has(recipientKey(address)));
}

function distinct(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  return [...new Map(mailboxes.map((each) => [recipientKey(each.address), each])).values()];
}

/**
 * In-Reply-To and References as RFC 5322 section 3.6.4 makes them: the parent's References, or its In-Reply-To where that
 * names one message alone, then the parent. What is no Message-ID is left out, because it could not be written.
 */
function thread({ messageId, inReplyTo, references }: Original): Pick<Draft, 'inReplyTo' | 'references'> {
  const parent = messageId !== null && isMessageId(messageId) ? messageId : null;
  const before = references.length > 0 ? references : inReplyTo === null ? [] : [inReplyTo];
  const known = [...before.filter(isMessageId), ...(parent === null ? [] : [parent])];
  const once = known.filter((id, at) => known.lastIndexOf(id) === at);
  const kept =
    once.length <= MOST_REFERENCES ? once : [...once.slice(0, 1), ...once.slice(1 - MOST_REFERENCES)];
  return { inReplyTo: parent, references: kept };
}

/** The subject with its prefix once: a run of prefixes of the same meaning, in any language, becomes one. */
function prefixed(prefix: 'Re' | 'Fwd', subject: string): string {
  const same = prefix === 'Re' ? ANSWERED : FORWARDED;
  // Header fields are folded at white space; controls from a hostile subject would stop the answer.
  let rest = subject.replace(/[\p{Cc}\ud800-\udfff]+/gu, ' ').trim();
  for (let match = same.exec(rest); match !== null; match = same.exec(rest))
    rest = rest.slice(match[0].length);
  return `${prefix}: ${rest}`.trim();
}
