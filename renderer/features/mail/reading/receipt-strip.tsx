import { MailCheck, MailQuestion } from 'lucide-react';
import { domainOf, organisationOf } from '../../../../shared/mail/cues/hosts.ts';
import type { Address } from '../../../../shared/mail/types.ts';
import { Button } from '../../../components/button.tsx';
import { formatFull } from '../../../components/format/dates.ts';
import { shortName } from '../../../components/format/sender.ts';
import { plainOf } from '../../../components/format/text.ts';
import { Strip } from '../../../components/strip.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { ReceiptAsked } from './use-receipt.ts';

export interface ReceiptStripProps {
  readonly receipt: ReceiptAsked;
  readonly sender: Address | undefined;
}

/** The sender asks for a report that the message was read. None goes out by itself. */
export function ReceiptStrip({ receipt, sender }: ReceiptStripProps) {
  const say = useSay();
  const { sentAt, isSending, refusal, wanted } = receipt;
  if (sentAt !== null)
    return (
      <Strip icon={MailCheck} label={say('Receipt')}>
        <span role="status">
          {say('You sent a receipt on {date}. The Outbox says where it is.', { date: formatFull(sentAt) })}
        </span>
      </Strip>
    );
  return (
    <Strip
      icon={MailQuestion}
      label={say('Receipt')}
      actions={
        <>
          <Button kind="link" label={say('Send receipt')} disabled={isSending} onPress={receipt.send} />
          <Button kind="link" label={say('Don’t send')} disabled={isSending} onPress={receipt.decline} />
        </>
      }
    >
      <span role="status">{refusal ?? <Asked wanted={wanted} sender={sender} />}</span>
    </Strip>
  );
}

function Asked({ wanted, sender }: Pick<ReceiptAsked, 'wanted'> & Pick<ReceiptStripProps, 'sender'>) {
  const say = useSay();
  const home = organisationOf(domainOf(sender?.address ?? ''));
  const elsewhere = wanted.find(({ address }) => organisationOf(domainOf(address)) !== home);
  const name = plainOf(shortName(sender)).slice(0, 80);
  // RFC 8098 section 2.1: one that goes elsewhere may be asked for by somebody else than the sender.
  return elsewhere
    ? say('{name} asks for a receipt that you read this, sent to {address}, which is elsewhere.', {
        name,
        address: plainOf(elsewhere.address).slice(0, 80),
      })
    : say('{name} asks for a receipt that you read this; it would go to {address}.', {
        name,
        address: plainOf(wanted.map(({ address }) => address).join(', ')).slice(0, 160),
      });
}
