import { isLoopback } from '../address.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { smtpOrigin, type SmtpSecurity } from '../../../shared/mail/smtp.ts';

/** The server that takes mail for sending, and who signs in there. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly security: SmtpSecurity;
  /** '': it asks nobody who they are. */
  readonly user: string;
  /** null: nobody has given it yet. */
  readonly password: string | null;
  /** Certificates of authorities that are trusted besides Node's own, in PEM. */
  readonly ca?: readonly string[];
}

/** Throws 'invalid-input' where mail and password would go unencrypted over a network. */
export function checkSecurity(server: Pick<SmtpServer, 'host' | 'port' | 'security'>): void {
  const { host, security } = server;
  if (security !== 'none' || isOwnComputer(host)) return;
  throw fail(
    'invalid-input',
    told(
      'Without encryption, mail is handed over on this computer only, and {origin} is on another one. Retinue sent nothing. Choose TLS or STARTTLS.',
      { origin: smtpOrigin(server) },
    ),
  );
}

function isOwnComputer(host: string): boolean {
  const address = `http://${host.includes(':') ? `[${host}]` : host}`;
  return URL.canParse(address) && isLoopback(new URL(address));
}
