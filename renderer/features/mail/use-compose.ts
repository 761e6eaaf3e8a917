import { useEffect } from 'react';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import type { ReplyKind } from '../../../shared/mail/compose/reply.ts';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useCommand } from '../../hooks/commands.ts';
import { type Services, useServices } from '../../hooks/services.ts';
import { blankDraft, replyDraft } from '../compose/new-draft.ts';

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
      if (account) await openDraft(services, replyDraft(kind, message, account));
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
