import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { Draft, Mailbox } from '../../../shared/mail/compose/draft.ts';
import { answeringIdentity, NO_SIGNATURE } from '../../../shared/mail/compose/identity.ts';
import { isMessageId } from '../../../shared/mail/compose/check-draft.ts';
import { readMailto } from '../../../shared/mail/compose/mailto.ts';
import {
  escapeHtml,
  htmlForward,
  htmlReply,
  plainForward,
  plainReply,
} from '../../../shared/mail/compose/quote.ts';
import { type ReplyKind, replyHeader } from '../../../shared/mail/compose/reply.ts';
import { mixed } from '../../../shared/short-hash.ts';
import type { Say } from '../../../shared/language/say.ts';
import type { Address } from '../../../shared/mail/types.ts';
import { cleanHtml } from '../../components/clean-html.ts';
import { formatFull } from '../../components/format/dates.ts';
import { signedBody } from '../../components/signature.ts';

/**
 * An empty message from this account; its id and Message-ID are decided here, once. It is from whom `addressed` names
 * of the account's identities; from nobody yet where none is known.
 */
export function blankDraft(account: AccountSummary, addressed: readonly Mailbox[] = []): Draft {
  const id = crypto.randomUUID().replaceAll('-', '');
  const identity = answeringIdentity(account.identities, addressed);
  const { name, address, replyTo } = identity ?? { name: '', address: '', replyTo: null };
  const domain = address.slice(address.lastIndexOf('@') + 1) || new URL(account.url).hostname;
  return {
    id,
    accountId: account.id,
    messageId: `<${id}@${domain}>`,
    from: { name, address },
    to: [],
    cc: [],
    bcc: [],
    replyTo: replyTo === null ? [] : [{ name: '', address: replyTo }],
    subject: '',
    body: signedBody({ kind: 'html', html: '<p><br></p>' }, identity?.signature ?? NO_SIGNATURE),
    attachments: [],
    inReplyTo: null,
    references: [],
  };
}

/**
 * A report that a message was read, to whoever asked for it (RFC 8098). Its id and Message-ID come from the message that it
 * is about: made twice, it is the same report.
 */
export function receiptDraft(
  message: OpenedMessage,
  wanted: readonly Address[],
  account: AccountSummary,
  say: Say,
): Draft {
  const blank = blankDraft(account, mailboxes([...message.to, ...message.cc]));
  const { messageId } = message.thread;
  const original = messageId !== null && isMessageId(messageId) ? messageId : null;
  const name = `receipt ${account.id} ${messageId ?? message.messageId}`;
  const id = [0, 1].flatMap((n) => mixed(`${n} ${name}`).map(hex)).join('');
  return {
    ...blank,
    id,
    messageId: `<${id}${blank.messageId.slice(blank.messageId.indexOf('@'))}`,
    to: mailboxes(wanted).map(({ address }) => ({ name: '', address })),
    replyTo: [],
    subject: say('Read: {subject}', { subject: message.subject }),
    body: {
      kind: 'text',
      text: say(
        'Your message “{subject}” was shown to {address}. This says nothing about whether it was read to its end or understood.',
        { subject: message.subject, address: blank.from.address },
      ),
    },
    references: original === null ? [] : [original],
    receipt: { recipient: blank.from.address, originalMessageId: original },
  };
}

/** A message that a `mailto:` link begins. */
export function mailtoDraft(url: string, account: AccountSummary): Draft {
  const blank = blankDraft(account);
  const { text, ...fields } = readMailto(url);
  if (text === '') return { ...blank, ...fields };
  const paragraphs = text.split('\n').map((line) => `<p>${escapeHtml(line) || '<br>'}</p>`);
  const body = { kind: 'html', html: paragraphs.join('') } as const;
  return { ...blank, ...fields, body: signedBody(body, signatureOf(account, blank)) };
}

/** The draft with these lines above its text: what was not attached. */
export function withNote(draft: Draft, lines: readonly string[]): Draft {
  const { body } = draft;
  return {
    ...draft,
    body:
      body.kind === 'text'
        ? { kind: 'text', text: `\n${lines.join('\n')}\n${body.text}` }
        : {
            kind: 'html',
            html: `<p><br></p>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}${body.html}`,
          },
  };
}

/** The answer, with what it answers quoted as text: in HTML where that came as HTML. */
export function replyDraft(
  kind: ReplyKind,
  message: OpenedMessage,
  account: AccountSummary,
  say: Say,
): Draft {
  const [from, to, cc, replyTo] = [message.from, message.to, message.cc, message.replyTo].map(mailboxes);
  const original = {
    ...message.thread,
    from: from ?? [],
    to: to ?? [],
    cc: cc ?? [],
    replyTo: replyTo ?? [],
    subject: message.subject,
  };
  const blank = blankDraft(account, [...original.to, ...original.cc, ...original.from]);
  const own = [blank.from.address, ...account.identities.map(({ address }) => address)];
  return {
    ...blank,
    ...replyHeader(kind, original, own),
    body: signedBody(quoted(kind, message, original, say), signatureOf(account, blank)),
  };
}

/** A signed number of 32 bits as 8 hex digits. */
function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}

function signatureOf({ identities }: AccountSummary, { from }: Draft) {
  return answeringIdentity(identities, [from])?.signature ?? NO_SIGNATURE;
}

function quoted(
  kind: ReplyKind,
  message: OpenedMessage,
  { from, to, cc }: { readonly from: readonly Mailbox[] } & Pick<Draft, 'to' | 'cc'>,
  say: Say,
): Draft['body'] {
  const frame = {
    from: from[0] ?? { name: '', address: '' },
    date: message.date === null ? null : formatFull(message.date),
    signature: '',
    subject: message.subject,
    to,
    cc,
  };
  const isForward = kind === 'forward';
  if (message.html === null) {
    const text = (isForward ? plainForward : plainReply)(message.text ?? '', frame, say);
    return { kind: 'text', text };
  }
  const cleaned = cleanHtml(message.html) || `<p>${escapeHtml(message.text ?? '')}</p>`;
  return { kind: 'html', html: (isForward ? htmlForward : htmlReply)(cleaned, frame, say) };
}

function mailboxes(addresses: readonly Address[]): readonly Mailbox[] {
  return addresses.filter(({ address }) => address !== '');
}
