import { parseArgs } from 'node:util';
import { CommandError } from '../cli/command-error.ts';

/** What the command line asked for; null: help. */
export interface ArticleOptions {
  readonly seed: number;
  readonly messages: number;
  readonly json: boolean;
}

export const HELP = `Runs KB 329067 against the mock Exchange server and prints what each client met.

usage: npm run -s kb329067 -- [--seed N] [--messages N] [--json]

  --seed N      another mailbox (1)
  --messages N  everyday messages in the Inbox (300; 20 to 20000)
  --json        the figures as JSON
`;

const FLAGS = {
  seed: { type: 'string', default: '1' },
  messages: { type: 'string', default: '300' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the flags. Throws CommandError with status 2 and a line that names the flag. */
export function optionsOf(args: readonly string[]): ArticleOptions | null {
  const { seed, messages, json, help } = parsed(args);
  if (help) return null;
  return {
    seed: wholeNumber('seed', seed, 0, 2 ** 31 - 1),
    messages: wholeNumber('messages', messages, 20, 20_000),
    json,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS }).values;
  } catch (error) {
    throw new CommandError(2, rephrased(error), error);
  }
}

/** Node's own messages take several lines; scripts get one that names the flag. */
function rephrased(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const flag = /--?[\w-]+/.exec(words)?.[0];
  if (flag === undefined) return 'Only flags are taken; --help lists them.';
  const isUnknown = words.startsWith('Unknown option');
  return isUnknown
    ? `${flag} is not a flag of this command; --help lists them.`
    : `${flag} has no or a wrong value.`;
}

function wholeNumber(flag: string, given: string, least: number, most: number): number {
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= least && value <= most) return value;
  throw new CommandError(2, `--${flag} takes a whole number from ${least} to ${most}.`);
}
