import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';

const FLAGS = {
  host: { type: 'string' },
  port: { type: 'string' },
  'admin-port': { type: 'string' },
  'pop3-port': { type: 'string' },
  'imap4-port': { type: 'string' },
  tls: { type: 'boolean' },
  auth: { type: 'string' },
  personality: { type: 'string' },
  scenario: { type: 'string' },
  seed: { type: 'string' },
  messages: { type: 'string' },
  folders: { type: 'string' },
  import: { type: 'string', multiple: true },
  'attachment-size': { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** What stood on the command line, before anybody looked at the values. */
export type RawFlags = ReturnType<typeof parse>;

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values;
}

/** Node's own messages take several lines and speak of `--`; scripts get one line that names the flag. */
function rephrased(error: Error & { readonly code: unknown }): string {
  const flag = /--?[\w-]+/.exec(error.message)?.[0] ?? 'a flag';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `${flag} is not a flag of this command; --help lists them.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL': {
      const word = /'([^']*)'/.exec(error.message)?.[1] ?? '';
      return `${JSON.stringify(word)} belongs to no flag; paths are given with --import.`;
    }
    default:
      return /does not take an argument/.test(error.message)
        ? `${flag} takes no value.`
        : `${flag} needs a value.`;
  }
}

/** Splits the command line into flags. Throws a CommandError that names the flag for anything it does not know. */
export function rawFlags(args: readonly string[]): RawFlags {
  try {
    return parse(args);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new CommandError(2, rephrased(error));
    throw error;
  }
}
