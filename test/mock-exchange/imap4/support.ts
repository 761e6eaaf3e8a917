import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { lineClient, type LineClient } from '../support/line-client.ts';

/** An IMAP4 client that says commands and gives back the whole answer, tagged line included. */
export interface ImapClient {
  readonly line: LineClient;
  run(command: string): Promise<string>;
}

export async function dial(mock: MockExchange): Promise<ImapClient> {
  const line = await lineClient(mock.imap4Port ?? 0);
  await line.until(/^\* OK .*\r\n/);
  let tag = 0;
  return {
    line,
    run: (command) => {
      tag++;
      return line.ask(`t${tag} ${command}`, new RegExp(`(?:^|\\r\\n)t${tag} .*\\r\\n`));
    },
  };
}

export async function signedIn(mock: MockExchange): Promise<ImapClient> {
  const client = await dial(mock);
  await client.run('LOGIN alex secret');
  return client;
}

export async function selected(mock: MockExchange, folder = 'INBOX'): Promise<ImapClient> {
  const client = await signedIn(mock);
  await client.run(`EXAMINE ${folder}`);
  return client;
}

/** The literals of an answer, in order. */
export function literals(answer: string): readonly string[] {
  const found: string[] = [];
  for (let rest = answer; ; ) {
    const announced = /\{(\d+)\}\r\n/.exec(rest);
    if (announced === null) return found;
    const start = announced.index + announced[0].length;
    const end = start + Number(announced[1]);
    found.push(rest.slice(start, end));
    rest = rest.slice(end);
  }
}
