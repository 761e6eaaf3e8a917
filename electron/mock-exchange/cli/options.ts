import { PERSONALITIES, type PersonalityName, personalityOf } from '../personality/personality.ts';
import { SIGN_INS, type SignInName } from '../sign-in/sign-in.ts';
import { type Language, LANGUAGES } from '../store/well-known.ts';
import { CommandError } from './command-error.ts';
import { type RawFlags, rawFlags } from './flags.ts';

/** What the command line asks for, checked. */
export interface CliOptions {
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
  /** Null: not served. */
  readonly pop3Port: number | null;
  readonly imap4Port: number | null;
  readonly tls: boolean;
  /** Null where the flag is not given: what a scenario says, and Basic and 2003 where it says nothing. */
  readonly auth: SignInName | null;
  readonly personality: PersonalityName | null;
  /** Null: what a scenario says, and 1 where it says nothing. */
  readonly seed: number | null;
  /** Name of a built-in scenario, or path of a file. */
  readonly scenario: string | null;
  readonly messages: number;
  readonly folders: number;
  /** Largest attachment in bytes; null for the generator's own choice. */
  readonly attachmentSize: number | null;
  readonly imports: readonly string[];
  /** Null: what a scenario says, and English where it says nothing. */
  readonly language: Language | null;
  readonly json: boolean;
}

/** Texts that `--help` prints. */
export const HELP = `npm run -s mock -- [flags]

  --host ADDRESS           loopback address to listen on (127.0.0.1)
  --port N                 port of the mail server, 0 for a free one (8143)
  --admin-port N           port of the admin API, 0 for a free one (8144)
  --pop3-port N            serve the Inbox over POP3 too, for reading only; 0 for a free port
  --imap4-port N           serve all folders over IMAP4 too, for reading only; 0 for a free port
  --tls                    HTTPS with a certificate made at the start
  --auth basic|ntlm|forms|none                 how clients sign in (basic)
  --personality 2000|2003|2007|rfc4918         which server it is (2003); forms need 2003 or 2007
  --scenario NAME|FILE     begin with a built-in scenario, a scenario file or a bundle
  --seed N                 decides the generated mail and the password (1)
  --messages N             messages to generate, 0 to 100000 (400; 0 with --import)
  --folders N              folders besides the well-known ones, 0 to 1000 (12; 0 with --import)
  --import PATH            .eml file, mbox file, Maildir or a folder of them; may be repeated
  --attachment-size BYTES  size of the largest generated attachment (40000000)
  --language en|nb|fr|zh   names of the well-known folders (en)
  --json                   one line of JSON when ready, for scripts
  --help                   this text
`;

function refuse(sentence: string): never {
  throw new CommandError(2, sentence);
}

/** A whole number in decimal digits, between two bounds. */
function wholeNumber(
  flag: string,
  given: string | undefined,
  fallback: number,
  low: number,
  high: number,
): number {
  if (given === undefined) return fallback;
  const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= low && value <= high) return value;
  return refuse(`--${flag} takes a whole number from ${low} to ${high}, not ${JSON.stringify(given)}.`);
}

function oneOf<T extends string>(
  flag: string,
  given: string | undefined,
  known: readonly T[],
  fallback: T,
): T {
  if (given === undefined) return fallback;
  return (
    known.find((one) => one === given) ??
    refuse(`--${flag} takes ${known.join(', ')}, not ${JSON.stringify(given)}.`)
  );
}

/** Forms sign-in came with Exchange 2003 (reference 2.2). */
function signInAndServer(flags: RawFlags): Pick<CliOptions, 'auth' | 'personality'> {
  const auth = flags.auth === undefined ? null : oneOf('auth', flags.auth, SIGN_INS, 'basic');
  const personality =
    flags.personality === undefined ? null : oneOf('personality', flags.personality, PERSONALITIES, '2003');
  if (auth === 'forms' && personality !== null && !personalityOf(personality).forms)
    refuse(`--auth forms needs --personality 2003 or 2007; ${personality} has no forms.`);
  return { auth, personality };
}

function optionalPort(flag: string, given: string | undefined): number | null {
  return given === undefined ? null : wholeNumber(flag, given, 0, 0, 65_535);
}

function loopback(given: string | undefined): string {
  const host = given ?? '127.0.0.1';
  if (host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)) return host;
  return refuse(
    `--host takes an address of this machine only, such as 127.0.0.1, not ${JSON.stringify(host)}.`,
  );
}

/** Reads the command line; null where it asks for help. Throws a CommandError (status 2) that names the flag. */
export function optionsOf(args: readonly string[]): CliOptions | null {
  const flags = rawFlags(args);
  if (flags.help === true) return null;
  const imports = flags.import ?? [];
  const isGenerated = imports.length === 0;
  const size = flags['attachment-size'];
  return {
    host: loopback(flags.host),
    port: wholeNumber('port', flags.port, 8143, 0, 65_535),
    adminPort: wholeNumber('admin-port', flags['admin-port'], 8144, 0, 65_535),
    pop3Port: optionalPort('pop3-port', flags['pop3-port']),
    imap4Port: optionalPort('imap4-port', flags['imap4-port']),
    tls: flags.tls === true,
    ...signInAndServer(flags),
    seed: flags.seed === undefined ? null : wholeNumber('seed', flags.seed, 1, 0, 0xffff_ffff),
    scenario: flags.scenario ?? null,
    messages: wholeNumber('messages', flags.messages, isGenerated ? 400 : 0, 0, 100_000),
    folders: wholeNumber('folders', flags.folders, isGenerated ? 12 : 0, 0, 1000),
    attachmentSize: size === undefined ? null : wholeNumber('attachment-size', size, 0, 0, 100_000_000_000),
    imports,
    language: flags.language === undefined ? null : oneOf('language', flags.language, LANGUAGES, 'en'),
    json: flags.json === true,
  };
}
