import { fail } from '../errors.ts';
import { told } from '../language/told.ts';
import type { StepOf } from './steps.ts';

/** What would end a line of the envelope, or its address, before its time. */
const NEVER_IN_ADDRESS = /[\s<>\p{Cc}]/u;

/**
 * The lines before a message that is put as `message/rfc821` (reference 5.1): one recipient a line, the hidden ones too,
 * each line ended by CRLF, and an empty one. Throws 'invalid-input' where an address cannot stand in it.
 */
export function envelopeOf({
  from,
  recipients,
  hidden,
}: Pick<StepOf<'spooled'>, 'from' | 'recipients' | 'hidden'>): string {
  const everybody = [...new Set([...recipients, ...hidden])];
  const lines = [`MAIL FROM:<${checked(from)}>`, ...everybody.map((each) => `RCPT TO:<${checked(each)}>`)];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function checked(address: string): string {
  if (address !== '' && !NEVER_IN_ADDRESS.test(address)) return address;
  throw fail(
    'invalid-input',
    address === ''
      ? told(
          'The message cannot be sent with its envelope: the address of its sender is missing. Retinue did not send it. Take it back and correct the address.',
        )
      : told(
          'The message cannot be sent with its envelope: {address} is no address. Retinue did not send it. Take it back and correct the address.',
          { address: JSON.stringify(address) },
        ),
  );
}
