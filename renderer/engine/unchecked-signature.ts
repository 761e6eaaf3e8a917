import type { OpenedMessage } from '../../shared/contracts/engine.ts';
import { told } from '../../shared/language/told.ts';

/** Words without which no part is signed or encrypted (RFC 8551 section 3.2). */
export const PKCS7 = /application\/(?:x-)?pkcs7-(?:mime|signature)/i;

const TOO_LARGE = told(
  'The signature of this message was not checked: the message is too large to be looked at as a whole.',
);

/** Of a message that is not here in one piece; nothing where no part of it is signed or encrypted. */
export function uncheckedSignature(
  parts: readonly { readonly mimeType: string }[],
): Pick<OpenedMessage, 'signature'> {
  const isSigned = parts.some(({ mimeType }) => PKCS7.test(mimeType));
  return isSigned ? { signature: { kind: 'unreadable', ...TOO_LARGE } } : {};
}
