import path from 'node:path';
import { needed, parsed, passwordOf, urlOf, userOf, wrong } from './common-options.ts';

export interface SendOptions {
  readonly url: URL;
  readonly user: string;
  readonly password: string;
  /** Absolute. */
  readonly eml: string;
  readonly spool: string;
  readonly json: boolean;
  /** How long waits are sat out, ms. */
  readonly patienceMs: number;
}

export const SEND_HELP = `npm run -s send -- --url URL --user NAME --eml FILE --spool DIR [options]

Sends one message through an Exchange mailbox, and proves what became of it. Run again with the same spool it goes on where
it was, after any interruption, and never sends twice: DIR holds the message and a journal of every step.

  --url URL             the mailbox: https://mail.example.com/exchange/alex/
  --user NAME           the name for signing in; DOMAIN\\name where the server wants it so
  --eml FILE            the message; its Bcc recipients get it and stay hidden
  --spool DIR           where the message is kept until it is proven sent; made when missing
  --password-file FILE  its first line is the password; - reads standard input.
                        Without it the environment variable RETINUE_PASSWORD is taken
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
    json: given.json,
    patienceMs: secondsOf(given.patience) * 1000,
  };
}

function secondsOf(text: string): number {
  if (/^[0-9]{1,6}$/.test(text)) return Number(text);
  throw wrong(`--patience ${JSON.stringify(text)} is not a number of seconds.`);
}
