import { Activity } from 'lucide-react';
import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';

/** *Test now* of a server that sends mail: it is connected to and signed in to, and no mail is named. */
export function SendingActions({ account }: { readonly account: AccountSummary | null }) {
  const { bridge } = useServices();
  const [isTesting, setTesting] = useState(false);
  const [sentence, setSentence] = useState('');
  const sending = account?.sending;
  if (!account || !sending) return null;
  const ask = async () => {
    setTesting(true);
    const { ownPassword, ...smtp } = sending;
    try {
      const kept = { smtp, same: !ownPassword, password: '' };
      const { steps } = await askMain(bridge, 'accounts.checkSending', { id: account.id, sending: kept });
      setSentence(steps.map((step) => step.sentence).join(' '));
    } catch (thrown) {
      setSentence(toFailure(thrown).sentence);
    } finally {
      setTesting(false);
    }
  };
  return (
    <div className="health-actions">
      <Button
        kind="outline"
        icon={Activity}
        label="Test now"
        tip="Connects and signs in; no mail is sent"
        disabled={isTesting}
        onPress={() => void ask()}
      />
      <p role="status">{isTesting ? 'Asking…' : sentence}</p>
    </div>
  );
}
