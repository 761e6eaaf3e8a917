import { useEffect } from 'react';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import type { ReplyKind } from '../../../shared/mail/compose/reply.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useCommand, useCommandWith } from '../../hooks/commands.ts';
import { type Services, useServices } from '../../hooks/services.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { blankDraft, mailtoDraft, replyDraft, withNote } from './new-draft.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { Say } from '../../../shared/language/say.ts';

const NEW = { refused: NONE_REFUSED, open: true } as const;

/** New message, and the drafts whose windows were open when Retinue ended. */
export function useNewMessage(accounts: readonly AccountSummary[]): void {
  const services = useServices();
  const { engine, bridge } = services;
  const tellFailure = useTellFailure();
  useCommand('new-message', () => {
    const [account] = accounts;
    if (!account) return;
    openDraft(services, blankDraft(account)).catch(tellFailure);
  });
  useEffect(() => {
    const restore = async () => {
      const drafts = await engine.call('draft.list', null);
      for (const { id, open } of drafts ?? []) if (open) await askMain(bridge, 'compose.open', { id });
    };
    restore().catch(tellFailure);
  }, [engine, bridge, tellFailure]);
}

/** Messages to the addresses of links that other programs gave to Retinue, also of the one that started it. */
export function useMailtoLinks(): void {
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const write = useLatest(useMailto(null));
  useCommandWith('write-to', write);
  useEffect(() => {
    const take = () => {
      askMain(bridge, 'mailto.take', null).then((links) => {
        for (const link of links) write(link);
      }, tellFailure);
    };
    take();
    return bridge.on('mailto.waiting', take);
  }, [bridge, tellFailure, write]);
}

/** Reply, Reply to all and Forward of the message on screen. */
export function useReplies(message: OpenedMessage | null, accountId: string | null): void {
  const say = useSay();
  const services = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const answer = (kind: ReplyKind) => {
    if (!message || accountId === null) return;
    const work = async () => {
      const accounts = await askMain(services.bridge, 'accounts.list', null);
      const account = accounts.find(({ id }) => id === accountId);
      if (!account) return;
      const draft = replyDraft(kind, message, account, say);
      if (kind !== 'forward' || message.attachments.length === 0) return await openDraft(services, draft);
      notify(say('Retinue fetches the attachments; the message opens when they are here.'));
      await openDraft(services, await withAttachments(services, draft, message, say));
    };
    work().catch(tellFailure);
  };
  useCommand('reply', () => answer('reply'));
  useCommand('reply-all', () => answer('reply-all'));
  useCommand('forward', () => answer('forward'));
}

/** A message to the address of a `mailto:` link, from this account or the first one. */
export function useMailto(accountId: string | null): (url: string) => void {
  const say = useSay();
  const services = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  return (url) => {
    const work = async () => {
      const accounts = await askMain(services.bridge, 'accounts.list', null);
      const account = accounts.find(({ id }) => id === accountId) ?? accounts[0];
      if (account) await openDraft(services, mailtoDraft(url, account));
      else
        notify(
          say(
            'There is no account to write from. Nothing was opened. Add an account, then click the link again.',
          ),
        );
    };
    work().catch(tellFailure);
  };
}

/**
 * The forwarded message's files, fetched from the server where they are not here, in the draft's folder. One that cannot be
 * had is named where the reader of the draft sees it.
 */
async function withAttachments(
  { engine }: Services,
  draft: Draft,
  message: OpenedMessage,
  say: Say,
): Promise<Draft> {
  const { messageId } = message;
  await engine.call('draft.save', { draft, ...NEW, touched: false });
  const missing: string[] = [];
  for (const { index, name, mimeType } of message.attachments) {
    try {
      const { fileId } = await engine.call('attachment.fetch', { messageId, index });
      const source = { kind: 'fetched', fileId, name, mimeType, contentId: null } as const;
      await engine.call('draft.attach', { id: draft.id, source });
    } catch (thrown) {
      missing.push(
        say('[Not attached: {name}: {sentence}]', { name, sentence: sayTold(toFailure(thrown), say) }),
      );
    }
  }
  return missing.length === 0 ? draft : withNote(draft, missing);
}

/** On disk first, then in its window. */
async function openDraft({ engine, bridge }: Services, draft: Draft): Promise<void> {
  await engine.call('draft.save', { draft, ...NEW, touched: false });
  await askMain(bridge, 'compose.open', { id: draft.id });
}
