import { assertNever } from '../../../shared/errors.ts';
import type { NtlmIdentity } from './ntlm/messages.ts';

/** How requests prove who sends them; `unknown`: the server was not asked yet, and gets no password. */
export type Way =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'basic' }
  | { readonly kind: 'ntlm'; readonly scheme: NtlmIdentity['scheme'] }
  | { readonly kind: 'forms' };

/**
 * Which way a 401 leaves open after `tried`, by its WWW-Authenticate; null: the way was right, the password was not. NTLM
 * shows the password to nobody; Basic costs less where the line is encrypted, and is taken there first.
 */
export function wayOffered(offered: string, tried: Way, isEncrypted: boolean): Way | null {
  const names = [...offered.matchAll(/(?:^|,)\s*(Basic|NTLM|Negotiate)\b/gi)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  const scheme = names.includes('ntlm') ? 'NTLM' : names.includes('negotiate') ? 'Negotiate' : null;
  const isBasic = names.includes('basic');
  switch (tried.kind) {
    case 'basic':
      return scheme !== null && !isBasic ? { kind: 'ntlm', scheme } : null;
    case 'unknown':
      return scheme !== null && !(isBasic && isEncrypted) ? { kind: 'ntlm', scheme } : { kind: 'basic' };
    case 'ntlm':
    case 'forms':
      return null;
    default:
      return assertNever(tried);
  }
}
