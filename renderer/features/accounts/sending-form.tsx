import type { FormEvent } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Sending } from '../../../shared/mail/smtp.ts';
import { Button } from '../../components/button.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { CheckReportView } from './check-report.tsx';
import { defaultRemember, useSecretsBackend } from './remember-choice.tsx';
import { SendingFields } from './sending-fields.tsx';
import { useSending } from './use-sending.ts';
import { useSay } from '../../hooks/use-say.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** Who sends the mail of an account whose own server only keeps it: checked, then kept; or nobody any more. */
export function SendingForm({
  account,
  onDone,
}: {
  readonly account: AccountSummary;
  readonly onDone: () => void;
}) {
  const say = useSay();
  const { bridge } = useServices();
  const backend = useSecretsBackend();
  const { draft, checking, complaint, checked, change, complete, check, setComplaint } = useSending(
    account.user,
    account,
  );
  const store = async (sending: Sending | null) => {
    try {
      const remember = defaultRemember(backend);
      await askMain(bridge, 'accounts.sending', { id: account.id, sending, remember });
      onDone();
    } catch (thrown) {
      setComplaint(sayTold(toFailure(thrown), say));
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!checked) return await check();
    const sending = complete();
    if (sending) await store(sending);
  };
  return (
    <form className="sending-form" onSubmit={(event) => void submit(event)} noValidate>
      <SendingFields draft={draft} onChange={change} />
      <CheckReportView checking={checking} onRetry={() => void check()} />
      {complaint && <p role="alert">{complaint}</p>}
      <div role="group" aria-label={say('Sending from {name}', { name: account.name })}>
        <Button kind="outline" label={say('Check sending')} onPress={() => void check()} />
        <Button kind="outline" label={say('Keep for sending')} disabled={!checked} submit />
        {account.sending && (
          <Button kind="outline" label={say('Do not send any more')} onPress={() => void store(null)} />
        )}
      </div>
    </form>
  );
}
