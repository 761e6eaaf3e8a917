import { CommandError } from './command-error.ts';
import { type RawFlags, rawFlags } from './flags.ts';

const LANGUAGES = ['en', 'nb', 'fr', 'zh'] as const;

/** What the command line asks for, checked. */
export interface CliOptions {
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
  readonly seed: number;
  readonly messages: number;
  readonly folders: number;
  /** Largest attachment in bytes; null for the generator's own choice. */
  readonly attachmentSize: number | null;
  readonly imports: readonly string[];
  readonly language: (typeof LANGUAGES)[number];
  readonly json: boolean;
}

/** Texts that `--help` prints. */
export const HELP = `npm run -s mock -- [flags]

  --host ADDRESS           loopback address to listen on (127.0.0.1)
  --port N                 port of the mail server, 0 for a free one (8143)
  --admin-port N           port of the admin API, 0 for a free one (8144)
  --seed N                 decides the generated mail and the password (1)
  --messages N             messages to generate, 0 to 100000 (400; 0 with --import)
  --folders N              folders besides the well-known ones, 0 to 1000 (12; 0 with --import)
  --import PATH            .eml file, mbox file, Maildir or a folder of them; may be repeated
  --attachment-size BYTES  size of the largest generated attachment (40000000)
  --language en|nb|fr|zh   names of the well-known folders (en)
  --json                   one line of JSON when ready, for scripts
  --auth basic, --personality 2003    what this version serves
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

/** The flags are stable from the first version on; what they ask for arrives version by version. */
function refuseLaterFlags(flags: RawFlags): void {
  if (flags.tls === true) refuse('--tls is not built yet; this version serves plain HTTP on the loopback.');
  const auth = oneOf('auth', flags.auth, ['basic', 'ntlm', 'forms', 'none'], 'basic');
  if (auth !== 'basic') refuse(`--auth ${auth} is not built yet; this version serves Basic sign-in.`);
  const personality = oneOf('personality', flags.personality, ['2000', '2003', '2007', 'rfc4918'], '2003');
  if (personality !== '2003')
    refuse(`--personality ${personality} is not built yet; this version serves 2003.`);
  if (flags.scenario !== undefined)
    refuse('--scenario is not built yet; this version serves without faults.');
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
  refuseLaterFlags(flags);
  const imports = flags.import ?? [];
  const isGenerated = imports.length === 0;
  const size = flags['attachment-size'];
  return {
    host: loopback(flags.host),
    port: wholeNumber('port', flags.port, 8143, 0, 65_535),
    adminPort: wholeNumber('admin-port', flags['admin-port'], 8144, 0, 65_535),
    seed: wholeNumber('seed', flags.seed, 1, 0, 0xffff_ffff),
    messages: wholeNumber('messages', flags.messages, isGenerated ? 400 : 0, 0, 100_000),
    folders: wholeNumber('folders', flags.folders, isGenerated ? 12 : 0, 0, 1000),
    attachmentSize: size === undefined ? null : wholeNumber('attachment-size', size, 0, 0, 1_000_000_000),
    imports,
    language: oneOf('language', flags.language, LANGUAGES, 'en'),
    json: flags.json === true,
  };
}
