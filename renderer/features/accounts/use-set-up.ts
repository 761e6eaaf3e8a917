import { useState } from 'react';
import type { AccountForm, Remember } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Sending } from '../../../shared/mail/smtp.ts';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { completeForm, missingField } from './account-words.ts';
import type { Checking } from './check-report.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { sayTold } from '../../../shared/language/told.ts';

const EMPTY: AccountForm = { name: '', url: '', user: '', password: '' };

/** The account form, its check against the server, and adding the account. A changed form has not been checked. */
export function useSetUp(onAdded: () => void) {
  const say = useSay();
  const { bridge } = useServices();
  const [form, setForm] = useState(EMPTY);
  const [checking, setChecking] = useState<Checking>({ state: 'idle' });
  const [complaint, setComplaint] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);

  const check = async () => {
    const missing = missingField(form, say);
    setComplaint(missing);
    if (missing) return;
    setChecking({ state: 'running' });
    try {
      const report = await askMain(bridge, 'accounts.check', completeForm(form));
      setChecking({ state: 'done', report });
    } catch (thrown) {
      setChecking({ state: 'done', report: { steps: [], failure: toFailure(thrown), dialect: 'exchange' } });
    }
  };
  const add = async (remember: Remember, sending: Sending | null) => {
    setAdding(true);
    try {
      const dialect = checking.state === 'done' && checking.report.dialect === 'plain' ? 'plain' : 'exchange';
      await askMain(bridge, 'accounts.add', {
        form: completeForm(form),
        remember,
        dialect,
        ...(sending ? { sending } : {}),
      });
      onAdded();
    } catch (thrown) {
      setComplaint(sayTold(toFailure(thrown), say));
      setAdding(false);
    }
  };
  const change = (part: Partial<AccountForm>) => {
    setForm({ ...form, ...part });
    setComplaint(null);
    if (!('name' in part)) setChecking({ state: 'idle' });
  };
  const checked = checking.state === 'done' && checking.report.failure === null;
  const isPlain = checked && checking.state === 'done' && checking.report.dialect === 'plain';
  return { form, checking, complaint, adding, checked, isPlain, change, check, add };
}
