import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Sending } from '../../../shared/mail/smtp.ts';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import type { Checking } from './check-report.tsx';
import { beginSending, type SendingDraft, sendingOf } from './sending-words.ts';
import { useSay } from '../../hooks/use-say.ts';

/** The fields about sending and their check. What was changed has not been checked. */
export function useSending(user: string, account?: AccountSummary) {
  const say = useSay();
  const { bridge } = useServices();
  const [edited, setEdited] = useState<SendingDraft | null>(null);
  const [checking, setChecking] = useState<Checking>({ state: 'idle' });
  const [complaint, setComplaint] = useState<string | null>(null);
  const draft = edited ?? beginSending(user, account?.sending);
  const hasPassword = account?.sending?.ownPassword === true;

  const change = (next: SendingDraft) => {
    setEdited(next);
    setComplaint(null);
    setChecking({ state: 'idle' });
  };
  /** Gives what can be used, or says what is wrong. */
  const complete = (): Sending | null => {
    const sending = sendingOf(draft, hasPassword, say);
    setComplaint(typeof sending === 'string' ? sending : null);
    return typeof sending === 'string' ? null : sending;
  };
  /** `reading`: the password for reading, where main does not keep it yet. */
  const check = async (reading?: string) => {
    const sending = complete();
    if (!sending) return;
    setChecking({ state: 'running' });
    const isNew = reading !== undefined && sending.same;
    const asked = isNew ? { ...sending, same: false, password: reading } : sending;
    try {
      const report = await askMain(bridge, 'accounts.checkSending', {
        id: account?.id ?? null,
        sending: asked,
      });
      setChecking({ state: 'done', report });
    } catch (thrown) {
      setChecking({ state: 'done', report: { steps: [], failure: toFailure(thrown), dialect: 'plain' } });
    }
  };
  const checked = checking.state === 'done' && checking.report.failure === null;
  return { draft, checking, complaint, checked, change, complete, check, setComplaint };
}
