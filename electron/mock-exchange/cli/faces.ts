import type { MockExchange, MockOptions } from '../api.ts';
import { CommandError } from './command-error.ts';
import type { CliOptions } from './options.ts';

/** POP3 and IMAP4 are served where a port was given for them. */
export function facesFor({ pop3Port, imap4Port }: CliOptions): Pick<MockOptions, 'pop3' | 'imap4'> {
  return {
    ...(pop3Port === null ? {} : { pop3: { port: pop3Port } }),
    ...(imap4Port === null ? {} : { imap4: { port: imap4Port } }),
  };
}

/** The URLs that mail programs and curl know, for the ready line. */
export function faceUrls(
  { pop3Port, imap4Port }: MockExchange,
  host: string,
): { readonly pop3?: string; readonly imap4?: string } {
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    ...(pop3Port === null ? {} : { pop3: `pop3://${name}:${pop3Port}/` }),
    ...(imap4Port === null ? {} : { imap4: `imap://${name}:${imap4Port}/` }),
  };
}

/** Names the flag where it is one of these ports that cannot be opened. */
export async function namingFaces<T>(options: CliOptions, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const port = error instanceof Error && 'port' in error ? error.port : null;
    const flag = port === null ? null : flagOf(options, port);
    if (flag === null) throw error;
    throw new CommandError(
      1,
      `Port ${String(port)} cannot be opened; choose another with --${flag}, or 0 for a free one.`,
      error,
    );
  }
}

function flagOf({ port: own, pop3Port, imap4Port }: CliOptions, port: unknown): string | null {
  if (port === own) return null;
  if (port === pop3Port) return 'pop3-port';
  return port === imap4Port ? 'imap4-port' : null;
}
