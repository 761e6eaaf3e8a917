import { Activity } from 'lucide-react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useTest } from './use-test.ts';

/** *Test now* of a server that sends mail: it is connected to and signed in to, and no mail is named. */
export function SendingActions({ account }: { readonly account: AccountSummary | null }) {
  const say = useSay();
  const { bridge } = useServices();
  const { test, isTesting, sentence } = useTest();
  const sending = account?.sending;
  if (!account || !sending) return null;
  const ask = async () => {
    const { ownPassword, ...smtp } = sending;
    const kept = { smtp, same: !ownPassword, password: '' };
    const { steps } = await askMain(bridge, 'accounts.checkSending', { id: account.id, sending: kept });
    return steps.map((step) => sayTold(step, say)).join(' ');
  };
  return (
    <div className="health-actions">
      <Button
        kind="outline"
        icon={Activity}
        label={say('Test now')}
        tip={say('Connects and signs in; no mail is sent')}
        disabled={isTesting}
        onPress={() => test(ask)}
      />
      <p role="status">{isTesting ? say('Asking…') : sentence}</p>
    </div>
  );
}
