import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { fail } from '../../../../shared/errors.ts';
import { NONE_REFUSED } from '../../../../shared/mail/compose/kept-draft.ts';
import type { Address } from '../../../../shared/mail/types.ts';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { receiptDraft } from '../new-draft.ts';

/**
 * Hands the report on reading to the Outbox, which proves what becomes of it. Its id is the message's: pressed again,
 * also after a crash, the Outbox takes it once.
 */
export function useSendReceipt(
  message: OpenedMessage,
  accountId: string,
  wanted: readonly Address[],
): () => Promise<void> {
  const { bridge, engine, now } = useServices();
  const say = useSay();
  return async () => {
    const accounts = await askMain(bridge, 'accounts.list', null);
    const account = accounts.find(({ id }) => id === accountId);
    if (!account || account.identities.length === 0)
      throw fail(
        'not-found',
        say(
          'Retinue does not know yet from which address you write. No receipt was sent. Write a message first, then try again.',
        ),
      );
    const draft = receiptDraft(message, wanted, account, say);
    await engine.call('draft.save', { draft, refused: NONE_REFUSED, open: false, touched: true });
    await engine.call('draft.send', { id: draft.id, sendAt: now(), anyway: false });
  };
}
