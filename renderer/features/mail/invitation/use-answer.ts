import { useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { NONE_REFUSED } from '../../../../shared/mail/compose/kept-draft.ts';
import { useTellFailure } from '../../../components/toasts.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { useUndoTime } from '../../../hooks/use-undo-time.ts';
import { answerDraft } from './answer-draft.ts';
import type { Choice } from './invitation-words.ts';
import type { Invitation } from './use-invitation.ts';

/** Answers an invitation by mail: on disk first, then to the Outbox, which proves what becomes of it; then it is remembered. */
export function useAnswer(message: OpenedMessage, { meeting, account, attendee }: Invitation) {
  const { engine, now } = useServices();
  const say = useSay();
  const tellFailure = useTellFailure();
  const [undoSeconds] = useUndoTime();
  const [busy, setBusy] = useState(false);
  const send = async (choice: Choice, comment: string) => {
    if (!account) return;
    const draft = answerDraft({ message, meeting, account, attendee, choice, comment, now: now() }, say);
    const { id } = draft;
    await engine.call('draft.save', { draft, refused: NONE_REFUSED, open: false, touched: true });
    await engine.call('draft.send', { id, sendAt: now() + undoSeconds * 1000, anyway: false });
    const { uid, occurrence, sequence, stamp } = meeting;
    const answered = { uid, occurrence, sequence, stamp };
    await engine.call('meeting.answered', { accountId: account.id, meeting: answered, partstat: choice, id });
  };
  const answer = (choice: Choice, comment: string) => {
    if (busy) return;
    setBusy(true);
    send(choice, comment)
      .catch(tellFailure)
      .finally(() => setBusy(false));
  };
  return { answer, busy };
}
