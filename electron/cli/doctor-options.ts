import path from 'node:path';
import { needed, parsed, passwordOf, urlOf, userOf, wrong } from './common-options.ts';

/** What `doctor` itself can do; everything else is the application's. */
export const DOCTOR_FIXES = ['adopt-and-send', 'move-to-drafts', 'delete', 'save-as-eml'] as const;
export type DoctorFix = (typeof DOCTOR_FIXES)[number];

export interface DoctorOptions {
  readonly url: URL;
  readonly user: string;
  readonly password: string;
  readonly json: boolean;
  /** Absolute; null: the server alone is looked at. */
  readonly spool: string | null;
  readonly fix: FixOptions | null;
}
export interface FixOptions {
  readonly action: DoctorFix;
  /** Id of a finding, or address or Message-ID of its item. */
  readonly item: string;
  /** Absolute: a file, or of adopt-and-send a folder; null where nothing is kept. */
  readonly out: string | null;
}

export const DOCTOR_HELP = `npm run -s doctor -- --url URL --user NAME [options]

Looks for mail that is stuck: in the server's Drafts and Outbox, and in a spool on this computer. Says what, why it
thinks so and what helps. Nothing on the server is changed without --fix.

  --url URL             the mailbox: https://mail.example.com/exchange/alex/
  --user NAME           the name for signing in; DOMAIN\\name where the server wants it so
  --password-file FILE  its first line is the password; - reads standard input.
                        Without it the environment variable RETINUE_PASSWORD is taken
  --spool DIR           look at the messages that wait there as well; nothing in it is changed
  --json                one JSON document: server and findings
  --fix ACTION          what to do about one finding; Sent Items is looked at first:
                          adopt-and-send  sends a draft that another program left; --out is a new
                                          folder for the message and a journal. Run again it looks
                                          what became of it, and never sends it twice
                          move-to-drafts  takes a message out of the server's Outbox
                          delete          removes a half-created draft, or one that another program
                                          left and that is written to --out before
                          save-as-eml     writes the message to --out; nothing is overwritten
  --item ID             which: the finding's id, or its item's address or Message-ID
  --out FILE            where the message is kept
  --help                this text

Exit status: 0 healthy, or fixed; 1 findings, or not fixed (why is said in one line); 2 wrong arguments; 4 could not look.
`;

const KNOWN = {
  url: { type: 'string' },
  user: { type: 'string' },
  'password-file': { type: 'string' },
  spool: { type: 'string' },
  json: { type: 'boolean', default: false },
  fix: { type: 'string' },
  item: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** The command line of `doctor`; null where help is asked for. Throws 'invalid-input' with one sentence. */
export async function doctorOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<DoctorOptions | null> {
  const given = parsed(args, KNOWN);
  if (given.help) return null;
  return {
    url: urlOf(needed(given, 'url')),
    user: userOf(needed(given, 'user')),
    fix: fixOf(given),
    password: await passwordOf(given['password-file'], environment['RETINUE_PASSWORD']),
    json: given.json,
    spool: given.spool === undefined ? null : path.resolve(needed(given, 'spool')),
  };
}

function fixOf(given: {
  readonly fix?: string | undefined;
  readonly item?: string | undefined;
  readonly out?: string | undefined;
}): FixOptions | null {
  if (given.fix === undefined) {
    if (given.item !== undefined || given.out !== undefined)
      throw wrong('--item and --out are for --fix, which is missing.');
    return null;
  }
  const action = DOCTOR_FIXES.find((each) => each === given.fix);
  if (action === undefined)
    throw wrong(`--fix ${JSON.stringify(given.fix)} is none of ${DOCTOR_FIXES.join(', ')}.`);
  const item = needed(given, 'item');
  if (action === 'move-to-drafts' && given.out !== undefined)
    throw wrong('--out is not for --fix move-to-drafts, which keeps nothing here.');
  if (action === 'delete' && given.out === undefined) return { action, item, out: null };
  return { action, item, out: action === 'move-to-drafts' ? null : path.resolve(needed(given, 'out')) };
}
