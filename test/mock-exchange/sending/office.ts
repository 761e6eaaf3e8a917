import { expect } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { OracleMessage } from '../../../electron/mock-exchange/oracle/shapes.ts';
import type { NewFolder } from '../../../electron/mock-exchange/store/content.ts';
import { type Answer, ask, NOW, propfindBody, texts } from '../support/server.ts';

export const SUBMISSION = '/exchange/alex/%23%23DavMailSubmissionURI%23%23';
export const DRAFTS = '/exchange/alex/Drafts';
export const RFC822 = { 'Content-Type': 'message/rfc822' };
export const RFC821 = { 'Content-Type': 'message/rfc821' };

/** Three people in one office, and a server between them; `folders` are those of alex. */
export function office(
  more: Partial<MockOptions> & { readonly folders?: readonly NewFolder[] } = {},
): Promise<MockExchange> {
  const { folders = [], ...options } = more;
  const person = (user: string, displayName: string) => ({
    user,
    displayName,
    address: `${user}@example.com`,
    password: 'secret',
    folders: user === 'alex' ? folders : [],
  });
  return startMockExchange({
    mailboxes: [person('alex', 'Alex Example'), person('bo', 'Bo Berg'), person('cy', 'Cy Dahl')],
    clock: { start: NOW, rate: 0 },
    ...options,
  });
}

/** A message with these header lines; a Message-ID unless they bring one. */
export function mail(lines: readonly string[], body = 'Hello.\r\n', id = 'one@client.example'): string {
  const own = lines.some((line) => /^message-id:/i.test(line)) ? [] : [`Message-ID: <${id}>`];
  return `${[...lines, ...own].join('\r\n')}\r\n\r\n${body}`;
}

/** A request signed in as one of the three. */
export function as(
  user: string,
  mock: MockExchange,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Buffer,
): Promise<Answer> {
  const Authorization = `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`;
  return ask(mock, method, path, { Authorization, ...headers }, body);
}

/** The paths of the items in a folder, in the server's order. */
export async function list(mock: MockExchange, user: string, folder: string): Promise<readonly string[]> {
  const path = `/exchange/${user}/${encodeURIComponent(folder)}`;
  const { text, status } = await as(
    user,
    mock,
    'PROPFIND',
    path,
    { Depth: '1,noroot' },
    propfindBody('D:href'),
  );
  expect(status).toBe(207);
  return texts(text.replace(/<\w+:prop>.*?<\/\w+:prop>/gs, ''), 'href').map((href) => new URL(href).pathname);
}

/** The streams of all items in a folder. */
export async function read(mock: MockExchange, user: string, folder: string): Promise<readonly string[]> {
  const paths = await list(mock, user, folder);
  return Promise.all(
    paths.map(async (path) =>
      (await as(user, mock, 'GET', path, { Translate: 'f' })).bytes.toString('latin1'),
    ),
  );
}

/** One property of a resource of alex; undefined where it has none. */
export async function property(mock: MockExchange, path: string, name: string): Promise<string | undefined> {
  const { text } = await ask(mock, 'PROPFIND', path, { Depth: '0', Brief: 't' }, propfindBody(name));
  return texts(text, name.replace(/^.*:/, ''))[0];
}

/** What the oracle says of a message. */
export function oracleOf(mock: MockExchange, messageId: string): OracleMessage | undefined {
  return mock.oracle().messages.find((each) => each.messageId === messageId);
}

/** `{ "bo@example.com": 1 }` */
export function copies(mock: MockExchange, messageId: string): Readonly<Record<string, number>> {
  const rows = oracleOf(mock, messageId)?.deliveries ?? [];
  return Object.fromEntries(rows.map(({ recipient, copies: count }) => [recipient, count]));
}
