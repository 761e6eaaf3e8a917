import { useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { receiptWanted } from '../../../../shared/mail/receipts.ts';
import type { Address } from '../../../../shared/mail/types.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useAccounts } from '../../../hooks/use-accounts.ts';
import { useRemembered } from '../../../hooks/use-remembered.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { useSendReceipt } from './use-send-receipt.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** The question for a report on reading, and what became of it. */
export interface ReceiptAsked {
  /** Who wants the report. */
  readonly wanted: readonly Address[];
  /** When the person sent one; null: not yet. */
  readonly sentAt: number | null;
  readonly isSending: boolean;
  /** Why it was not sent. */
  readonly refusal: string | null;
  readonly send: () => void;
  readonly decline: () => void;
}

/** null where nobody asks, the person writes to themselves, or they said no before. */
export function useReceipt(message: OpenedMessage, accountId: string): ReceiptAsked | null {
  const { now } = useServices();
  const say = useSay();
  const notify = useNotify();
  const accounts = useAccounts();
  const sent = useRemembered('receipts-sent');
  const declined = useRemembered('receipts-declined');
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const wanted = receiptWanted(message.headers ?? []);
  const hand = useSendReceipt(message, accountId, wanted);
  const key = message.thread.messageId ?? message.messageId;

  if (accounts.state !== 'known') return null;
  const own = accounts.list.flatMap(({ identities }) => identities);
  const isOwn = own.some(({ address }) => address.toLowerCase() === message.from[0]?.address.toLowerCase());
  if (wanted.length === 0 || isOwn || declined.at(key) !== null) return null;
  const send = async () => {
    setSending(true);
    try {
      await hand();
      sent.remember(key, now());
    } catch (thrown) {
      setRefusal(sayTold(toFailure(thrown), say));
    } finally {
      setSending(false);
    }
  };
  return {
    wanted,
    sentAt: sent.at(key),
    isSending,
    refusal,
    send: () => void send(),
    decline() {
      declined.remember(key, now());
      notify(say('No receipt is sent. The sender is told nothing.'));
    },
  };
}
