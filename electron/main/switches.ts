import path from 'node:path';
import { fail } from '../../shared/errors.ts';

/** What Retinue was told on its command line. Chromium's own switches are not ours to judge and pass through. */
export interface Switches {
  /** False by --no-demo: the built-in mock is not started and no demo account is made. */
  readonly demo: boolean;
  /** How many messages the demo mailbox holds; null leaves it to the mock. */
  readonly demoMessages: number | null;
  readonly demoSeed: number | null;
  /** Opens the demo account in a folder of its own, waits for a readable Inbox, takes a picture and quits. */
  readonly smoke: boolean;
  /** Where the picture of the window goes once the Inbox is readable. */
  readonly screenshot: string | null;
  readonly userDataDir: string | null;
  /** One line on standard output for each request to a server: method, path, status, size, time. */
  readonly logRequests: boolean;
}

/** Reads the switches; throws 'invalid-input' with a sentence for a value that cannot be used. */
export function readSwitches(argv: readonly string[]): Switches {
  const value = (name: string): string | null => {
    const found = argv.findLast((arg) => arg.startsWith(`--${name}=`));
    return found === undefined ? null : found.slice(name.length + 3);
  };
  const folder = value('user-data-dir');
  const screenshot = value('screenshot');
  return {
    demo: !argv.includes('--no-demo'),
    demoMessages: count('demo-messages', value('demo-messages'), 100_000),
    demoSeed: count('demo-seed', value('demo-seed'), 2 ** 31 - 1),
    smoke: argv.includes('--smoke'),
    logRequests: argv.includes('--log-requests'),
    screenshot: screenshot === null ? null : path.resolve(screenshot),
    userDataDir: folder === null ? null : path.resolve(folder),
  };
}

function count(name: string, text: string | null, most: number): number | null {
  if (text === null) return null;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  throw fail('invalid-input', `--${name} takes a whole number from 0 to ${most}; ${text} is not one.`);
}
