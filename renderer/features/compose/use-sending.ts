import { useEffect, useState } from 'react';
import type { AccountSummary, Bridge } from '../../../shared/contracts/main.ts';
import { encodedSize } from '../../../shared/mail/compose/encoded-size.ts';
import { withoutLostPictures } from '../../../shared/mail/compose/pictures.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { DraftCalls } from './draft-calls.ts';
import { reasonOf } from './fields.ts';
import { learntFrom } from './from-row.tsx';
import type { EditedDraft } from './use-draft.ts';

export interface Sending {
  /** Why Send waits, or null. */
  readonly reason: string | null;
  /** Bytes that are known not to be taken, where the message has that many; else null. */
  readonly over: number | null;
  readonly busy: boolean;
  /** `anyway`: though it is larger than what the server refused before. */
  readonly send: (sendAt: number, anyway?: boolean) => void;
  readonly discard: () => void;
  readonly close: (comesBack: boolean) => void;
}

export interface SendingOptions {
  readonly edited: EditedDraft;
  readonly accounts: readonly AccountSummary[];
  readonly calls: DraftCalls;
  readonly bridge: Bridge;
}

/** The ways in which the window of a message ends. */
export function useSending({ edited, accounts, calls, bridge }: SendingOptions): Sending {
  const tell = useTellFailure();
  const say = useSay();
  const { kept, flush } = edited;
  const { draft } = kept;
  const [busy, setBusy] = useState(false);
  const limit = useSizeLimit(draft.accountId, calls);
  const reason = reasonOf(kept, say);
  const over = limit !== null && encodedSize(withoutLostPictures(draft)) > limit ? limit : null;
  const leave = () => askMain(bridge, 'compose.close', null);
  const send = async (sendAt: number, anyway: boolean) => {
    if (reason !== null || busy || (over !== null && !anyway)) return;
    setBusy(true);
    try {
      await flush();
      await calls('draft.send', { id: draft.id, sendAt, anyway });
    } catch (thrown) {
      setBusy(false);
      tell(thrown);
      return;
    }
    const account = accounts.find(({ id }) => id === draft.accountId);
    const identities = learntFrom(account, draft.from);
    // It goes out whatever comes of this: the next message only asks once more.
    if (identities)
      await askMain(bridge, 'accounts.identities', { id: draft.accountId, identities }).catch(tell);
    await leave();
  };
  const discard = () => void calls('draft.discard', { id: draft.id }).then(leave).catch(tell);
  const close = useLatest((comesBack: boolean) => {
    if (busy) return;
    const saved =
      kept.touched || comesBack
        ? flush((before) => ({ ...before, open: comesBack }))
        : calls('draft.discard', { id: draft.id });
    void saved.then(leave).catch(tell);
  });
  useEffect(() => bridge.on('compose.closing', ({ comesBack }) => close(comesBack)), [bridge, close]);
  return {
    reason,
    over,
    busy,
    send: (sendAt, anyway = false) => void send(sendAt, anyway).catch(tell),
    discard,
    close,
  };
}

/** Bytes that the account's server is known to take; null where nobody knows. */
function useSizeLimit(accountId: string, calls: DraftCalls): number | null {
  const [limit, setLimit] = useState<number | null>(null);
  useEffect(() => {
    let live = true;
    calls('draft.limit', { accountId }).then(
      (known) => live && setLimit(known.bytes),
      // The account is gone, or the process starts again: Send says so, and knows the limit itself.
      () => live && setLimit(null),
    );
    return () => {
      live = false;
    };
  }, [accountId, calls]);
  return limit;
}
