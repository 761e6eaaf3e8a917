import { useEffect } from 'react';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Draft, Mailbox } from '../../../shared/mail/compose/draft.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import {
  escapeHtml,
  htmlForward,
  htmlReply,
  plainForward,
  plainReply,
} from '../../../shared/mail/compose/quote.ts';
import { type ReplyKind, replyHeader } from '../../../shared/mail/compose/reply.ts';
import type { Address } from '../../../shared/mail/types.ts';
import { cleanHtml } from '../../components/clean-html.ts';
import { formatFull } from '../../components/format/dates.ts';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { readIdentity } from '../../hooks/identity.ts';
import { useCommand } from '../../hooks/commands.ts';
import { type Services, useServices } from '../../hooks/services.ts';

/** New message, and the drafts whose windows were open when Retinue ended. */
export function useNewMessage(accounts: readonly AccountSummary[]): void {
  const services = useServices();
  const { engine, bridge } = services;
  const notify = useNotify();
  useCommand('new-message', () => {
    const [account] = accounts;
    if (!account) return;
    openDraft(services, blankDraft(account)).catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  });
  useEffect(() => {
    const restore = async () => {
      const drafts = await engine.call('draft.list', null);
      for (const { id, open } of drafts ?? []) if (open) await askMain(bridge, 'compose.open', { id });
    };
    restore().catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  }, [engine, bridge, notify]);
}

/** Reply, Reply to all and Forward of the message on screen. */
export function useReplies(message: OpenedMessage | null, accountId: string | null): void {
  const services = useServices();
  const notify = useNotify();
  const answer = (kind: ReplyKind) => {
    if (!message || accountId === null) return;
    const work = async () => {
      const accounts = await askMain(services.bridge, 'accounts.list', null);
      const account = accounts.find(({ id }) => id === accountId);
      const row = await services.reader.message(message.messageId);
      if (account) await openDraft(services, replyDraft(kind, message, row?.messageId ?? null, account));
    };
    work().catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  };
  useCommand('reply', () => answer('reply'));
  useCommand('reply-all', () => answer('reply-all'));
  useCommand('forward', () => answer('forward'));
}

/** On disk first, then in its window. */
async function openDraft({ engine, bridge }: Services, draft: Draft): Promise<void> {
  await engine.call('draft.save', { draft, refused: NONE_REFUSED, open: true, touched: false });
  await askMain(bridge, 'compose.open', { id: draft.id });
}

/** An empty message from this account; its id and Message-ID are decided here, once. */
function blankDraft({ id: accountId, user, url }: AccountSummary): Draft {
  const host = new URL(url).hostname;
  const id = crypto.randomUUID().replaceAll('-', '');
  const address = user.includes('@') ? user : `${user.replace(/^.*\\/, '')}@${host}`;
  return {
    id,
    accountId,
    messageId: `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`,
    from: readIdentity(accountId) ?? { name: '', address },
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: '',
    body: { kind: 'html', html: '<p><br></p>' },
    attachments: [],
    inReplyTo: null,
    references: [],
  };
}

/** The answer, with what it answers quoted as text: in HTML where that came as HTML. */
export function replyDraft(
  kind: ReplyKind,
  message: OpenedMessage,
  messageId: string | null,
  account: AccountSummary,
): Draft {
  const blank = blankDraft(account);
  const [from, to, cc, replyTo] = [message.from, message.to, message.cc, message.replyTo].map(mailboxes);
  const original = {
    messageId,
    inReplyTo: null,
    references: [],
    from: from ?? [],
    to: to ?? [],
    cc: cc ?? [],
    replyTo: replyTo ?? [],
    subject: message.subject,
  };
  const header = replyHeader(kind, original, [blank.from.address]);
  const frame = {
    from: original.from[0] ?? { name: '', address: '' },
    date: message.date === null ? null : formatFull(message.date),
    signature: '',
    subject: message.subject,
    to: original.to,
    cc: original.cc,
  };
  const isForward = kind === 'forward';
  if (message.html === null) {
    const text = (isForward ? plainForward : plainReply)(message.text ?? '', frame);
    return { ...blank, ...header, body: { kind: 'text', text } };
  }
  const cleaned = cleanHtml(message.html) || `<p>${escapeHtml(message.text ?? '')}</p>`;
  return {
    ...blank,
    ...header,
    body: { kind: 'html', html: (isForward ? htmlForward : htmlReply)(cleaned, frame) },
  };
}

function mailboxes(addresses: readonly Address[]): readonly Mailbox[] {
  return addresses.filter(({ address }) => address !== '');
}
