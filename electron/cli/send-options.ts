import path from 'node:path';
import * as v from 'valibot';
import type { SmtpSignIn } from '../../shared/contracts/control.ts';
import { SMTP_SECURITY, smtpSchema, usualPort } from '../../shared/mail/smtp.ts';
import { checkSecurity } from '../network/smtp/server.ts';
import { needed, parsed, passwordOf, urlOf, userOf, wrong } from './common-options.ts';

export interface SendOptions {
  readonly url: URL;
  readonly user: string;
  readonly password: string;
  /** Absolute. */
  readonly eml: string;
  readonly spool: string;
  /** Who sends, of a mailbox on a plain WebDAV server; null: the mailbox is on Exchange, which does. */
  readonly smtp: SmtpSignIn | null;
  readonly json: boolean;
  /** How long waits are sat out, ms. */
  readonly patienceMs: number;
}

export const SEND_HELP = `npm run -s send -- --url URL --user NAME --eml FILE --spool DIR [options]

Sends one message through an Exchange mailbox, or by SMTP from a mailbox on a plain WebDAV server, and proves what became of it. Run again with the same spool it goes on where
it was, after any interruption, and never sends twice: DIR holds the message and a journal of every step.

  --url URL             the mailbox: https://mail.example.com/exchange/alex/
  --user NAME           the name for signing in; DOMAIN\\name where the server wants it so
  --eml FILE            the message; its Bcc recipients get it and stay hidden
  --spool DIR           where the message is kept until it is proven sent; made when missing
  --password-file FILE  its first line is the password; - reads standard input.
                        Without it the environment variable RETINUE_PASSWORD is taken
  --smtp HOST[:PORT]    the server that sends; the mailbox at --url is on a plain WebDAV server then, and gets the copy
  --smtp-security HOW   tls (the default, port 465), starttls (587), or none (25, on this computer only)
  --smtp-user NAME      the name for signing in there (--user); '' where it asks for none
  --smtp-password-file FILE  where that password is another one
  --patience SECONDS    how long waits are sat out (120)
  --json                one JSON line a step; the last one says how it ended
  --help                this text

Exit status: 0 submitted; 1 blocked or waiting (why is said in one line); 2 wrong arguments or message; 5 not known (what is known is printed).
`;

const KNOWN = {
  url: { type: 'string' },
  user: { type: 'string' },
  eml: { type: 'string' },
  spool: { type: 'string' },
  'password-file': { type: 'string' },
  smtp: { type: 'string' },
  'smtp-security': { type: 'string' },
  'smtp-user': { type: 'string' },
  'smtp-password-file': { type: 'string' },
  patience: { type: 'string', default: '120' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The command line of `send`; null where help is asked for. Throws 'invalid-input' with one sentence. */
export async function sendOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SendOptions | null> {
  const given = parsed(args, KNOWN);
  if (given.help) return null;
  return {
    url: urlOf(needed(given, 'url')),
    user: userOf(needed(given, 'user')),
    eml: path.resolve(needed(given, 'eml')),
    spool: path.resolve(needed(given, 'spool')),
    password: await passwordOf(given['password-file'], environment['RETINUE_PASSWORD']),
    smtp: await smtpOf(given),
    json: given.json,
    patienceMs: secondsOf(given.patience) * 1000,
  };
}

interface SmtpGiven {
  readonly user?: string | undefined;
  readonly smtp?: string | undefined;
  readonly 'smtp-security'?: string | undefined;
  readonly 'smtp-user'?: string | undefined;
  readonly 'smtp-password-file'?: string | undefined;
}

async function smtpOf(given: SmtpGiven): Promise<SmtpSignIn | null> {
  const more = (['smtp-security', 'smtp-user', 'smtp-password-file'] as const).find(
    (name) => given[name] !== undefined,
  );
  if (given.smtp === undefined) {
    if (more === undefined) return null;
    throw wrong(`--${more} says something of a server that --smtp does not name.`);
  }
  const word = given['smtp-security'] ?? 'tls';
  const security = SMTP_SECURITY.find((each) => each === word);
  if (!security) throw wrong(`--smtp-security ${JSON.stringify(word)} is none of tls, starttls and none.`);
  const place = URL.canParse(`smtp://${given.smtp}`) ? new URL(`smtp://${given.smtp}`) : null;
  const port = place?.port ? Number(place.port) : usualPort(security);
  const host = place?.hostname.replace(/^\[|\]$/g, '');
  const server = v.safeParse(smtpSchema, { host, port, security, user: given['smtp-user'] ?? given.user });
  const isPlain = place?.username === '' && /^\/?$/.test(place.pathname);
  if (!server.success || !isPlain || host === '')
    throw wrong(`--smtp ${JSON.stringify(given.smtp)} is not HOST or HOST:PORT.`);
  checkSecurity(server.output);
  const file = given['smtp-password-file'];
  return { ...server.output, password: file === undefined ? null : await passwordOf(file, undefined) };
}

function secondsOf(text: string): number {
  if (/^[0-9]{1,6}$/.test(text)) return Number(text);
  throw wrong(`--patience ${JSON.stringify(text)} is not a number of seconds.`);
}
