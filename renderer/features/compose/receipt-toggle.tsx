import { MailCheck } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../hooks/use-say.ts';

/** Asks the recipients for a report on reading; each of them decides whether to send one. */
export function ReceiptToggle({
  asks,
  onChange,
}: {
  readonly asks: boolean;
  readonly onChange: (asks: boolean) => void;
}) {
  const say = useSay();
  return (
    <Button
      icon={MailCheck}
      label={say('Ask for a read receipt')}
      tip={say('Each recipient decides whether a receipt is sent')}
      kind="icon"
      pressed={asks}
      onPress={() => onChange(!asks)}
    />
  );
}
