import { MailCheck } from 'lucide-react';
import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import type { ReadReceipt } from '../../../../shared/mail/receipts.ts';
import { plainOf } from '../../../components/format/text.ts';
import { Strip } from '../../../components/strip.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** The message is a report on reading that came back. It is the recipient's word and no proof. */
export function ReadReportStrip({ receipt, from }: { readonly receipt: ReadReceipt; readonly from: string }) {
  const say = useSay();
  return (
    <Strip icon={MailCheck} label={say('Read receipt')}>
      <b>{say('This is a read receipt.')}</b> {reportWords(receipt, from, say)}
    </Strip>
  );
}

/** What the report says of the message that was sent. */
export function reportWords(
  { recipient, disposition, isManual }: ReadReceipt,
  from: string,
  say: Say,
): string {
  const who = plainOf(recipient || from).slice(0, 100);
  switch (disposition) {
    case 'displayed':
      return isManual
        ? say('{who} says that your message was shown.', { who })
        : say('The mail program of {who} says that your message was shown.', { who });
    case 'deleted':
      return say('{who} deleted your message; whether it was read before is unknown.', { who });
    case 'dispatched':
    case 'processed':
      return say('A program of {who} handled your message; whether anybody read it is unknown.', { who });
    case 'denied':
      return say('{who} does not want to say whether your message was read.', { who });
    case 'failed':
      return say('The mail program of {who} could not make the receipt that you asked for.', { who });
    case null:
      return say('It does not say in words that Retinue knows what {who} did with your message.', { who });
    default:
      return assertNever(disposition);
  }
}
