import { type Sending, type SmtpSecurity, usualPort } from '../../../shared/mail/smtp.ts';
import { assertNever } from '../../../shared/errors.ts';
import { isLoopback } from './account-words.ts';
import type { Say } from '../../../shared/language/say.ts';

/** The fields about sending, as they are typed. */
export interface SendingDraft {
  readonly host: string;
  readonly port: string;
  readonly security: SmtpSecurity;
  readonly user: string;
  readonly same: boolean;
  readonly password: string;
}

/** What a protection is called; TLS and STARTTLS are names. */
export function securityWords(security: SmtpSecurity, say: Say): string {
  switch (security) {
    case 'tls':
      return 'TLS';
    case 'starttls':
      return 'STARTTLS';
    case 'none':
      return say('None (this computer only)');
    default:
      return assertNever(security);
  }
}

/** As the fields stand at first: what is kept, else the usual. */
export function beginSending(
  user: string,
  kept?: Sending['smtp'] & { readonly ownPassword: boolean },
): SendingDraft {
  if (!kept) return { host: '', port: '465', security: 'tls', user, same: true, password: '' };
  const { ownPassword, port, ...others } = kept;
  return { ...others, port: String(port), same: !ownPassword, password: '' };
}

/** Another protection brings its port along, unless somebody chose one. */
export function withSecurity(draft: SendingDraft, security: SmtpSecurity): SendingDraft {
  const isUsual = draft.port === '' || draft.port === String(usualPort(draft.security));
  return { ...draft, security, port: isUsual ? String(usualPort(security)) : draft.port };
}

/** The fields as they are used, or what is wrong with them. `hasPassword`: one of its own is kept already. */
export function sendingOf(draft: SendingDraft, hasPassword: boolean, say: Say): Sending | string {
  const { security, same, password } = draft;
  const host = draft.host.trim().replace(/^\[(.*)\]$/, '$1');
  const user = draft.user.trim();
  const port = Number(draft.port);
  if (host === '') return say('Enter the name of the mail server.');
  if (/[\s/@]/.test(host))
    return say('Enter the name of the mail server alone, for example smtp.example.com.');
  if (!/^[0-9]{1,5}$/.test(draft.port.trim()) || port < 1 || port > 65_535)
    return say('The port is a number from 1 to 65535.');
  if (security === 'none' && !isLoopback(host.includes(':') ? `[${host}]` : host))
    return say('Without encryption, mail is handed over on this computer only. Choose TLS or STARTTLS.');
  if (user !== '' && !same && password === '' && !hasPassword) return say('Enter the password for sending.');
  return { smtp: { host, port, security, user }, same, password: same ? '' : password };
}
