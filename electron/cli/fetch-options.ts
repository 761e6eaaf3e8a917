import path from 'node:path';
import { needed, parsed, passwordOf, urlOf, userOf, wrong } from './common-options.ts';

export interface FetchOptions {
  readonly url: URL;
  readonly user: string;
  readonly password: string;
  /** Absolute. */
  readonly out: string;
  readonly json: boolean;
  /** Bytes a second; null: no cap. */
  readonly limit: number | null;
  /** null: what suits the server. */
  readonly connections: number | null;
}

export const FETCH_HELP = `npm run -s fetch -- --url URL --user NAME --out FILE [options]

Fetches one file or attachment whatever the line or the server does. Run again after any interruption it goes on where
it was: FILE.part holds the bytes, FILE.part.json the journal, until FILE is whole.

  --url URL             what to fetch (http or https)
  --user NAME           the name for signing in; DOMAIN\\name where the server wants it so
  --out FILE            where to put it; a file that exists is never overwritten
  --password-file FILE  its first line is the password; - reads standard input.
                        Without it the environment variable RETINUE_PASSWORD is taken
  --json                one JSON line a second; the last one says how it ended
  --limit RATE          at most so many bytes a second: 500k, 2M, 1.5MiB
  --connections N       at most so many connections, 1 to 16 (an Exchange server gets one unless told otherwise)
  --help                this text

Exit status: 0 whole; 1 gave up (why is said in one line, the part is kept); 2 wrong arguments; 3 the item changed or is gone.
`;

const KNOWN = {
  url: { type: 'string' },
  user: { type: 'string' },
  out: { type: 'string' },
  'password-file': { type: 'string' },
  json: { type: 'boolean', default: false },
  limit: { type: 'string' },
  connections: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** The command line of `fetch`; null where help is asked for. Throws 'invalid-input' with one sentence. */
export async function fetchOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<FetchOptions | null> {
  const given = parsed(args, KNOWN);
  if (given.help) return null;
  return {
    url: urlOf(needed(given, 'url')),
    user: userOf(needed(given, 'user')),
    out: path.resolve(needed(given, 'out')),
    password: await passwordOf(given['password-file'], environment['RETINUE_PASSWORD']),
    json: given.json,
    limit: given.limit === undefined ? null : rateOf(given.limit),
    connections: given.connections === undefined ? null : connectionsOf(given.connections),
  };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1000,
  kb: 1000,
  kib: 1024,
  m: 1e6,
  mb: 1e6,
  mib: 2 ** 20,
  g: 1e9,
  gb: 1e9,
  gib: 2 ** 30,
};

/** "500k", "2M", "1.5MiB", "250000": bytes a second. */
function rateOf(text: string): number {
  const found = /^([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([kmg]?(?:i?b)?)(?:\/s)?$/i.exec(text.trim());
  const unit = UNITS[found?.[2]?.toLowerCase() ?? '-'];
  const rate = found && unit !== undefined ? Math.round(Number(found[1]) * unit) : 0;
  if (rate < 1) throw wrong(`--limit ${JSON.stringify(text)} is not a rate such as 500k, 2M or 1.5MiB.`);
  return rate;
}

function connectionsOf(text: string): number {
  const count = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 16)
    throw wrong(`--connections ${JSON.stringify(text)} is not a number from 1 to 16.`);
  return count;
}
