import { Agent, request } from 'node:http';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { builtInScenario } from '../../../electron/mock-exchange/scenarios/library.ts';

/** What came of one request: `cut` where the connection ended before the body was whole, status 0 where nothing came. */
export interface Outcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
  readonly cut: boolean;
}

/** A client that knows HTTP and nothing else, signed in as alex. */
export interface PlainClient {
  readonly mock: MockExchange;
  send(
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: string | Buffer,
  ): Promise<Outcome>;
  /** PUT of a message into Drafts. */
  draft(name: string, eml: string | Buffer): Promise<Outcome>;
  /** MOVE of a draft to the submission URI. */
  submit(name: string): Promise<Outcome>;
  /** The names of the items in a folder, by PROPFIND. */
  list(folder: string): Promise<readonly string[]>;
  /** The first path of an attachment that X-MS-ENUMATTS names for an item. */
  attachment(item: string): Promise<string>;
  stop(): Promise<void>;
}

/** No port, so that two servers answer with the same bytes. */
const HOST = 'localhost';
const ROOT = '/exchange/alex/';

export function message(
  id: string,
  subject: string,
  more: { readonly body?: string; readonly from?: string } = {},
) {
  const from = more.from === undefined ? '' : `From: ${more.from}\r\n`;
  return `${from}To: bo@halvorsen-lie.example\r\nSubject: ${subject}\r\nMessage-ID: <${id}@halvorsen-lie.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n${more.body ?? 'Hello.\r\n'}`;
}

/** The mailbox of a scenario without its faults. */
export async function healthyTwinOf(scenario: string): Promise<PlainClient> {
  return clientOf(await startMockExchange({ scenario: { ...(await builtInScenario(scenario)), rules: [] } }));
}

/** Starts the mock on a scenario of the library with its clock standing still, and a client for it. */
export async function clientOn(scenario: string, seed?: number): Promise<PlainClient> {
  const mock = await startMockExchange({ scenario, ...(seed === undefined ? {} : { seed }) });
  mock.clock.setRate(0);
  return clientOf(mock);
}

export async function clientOf(mock: MockExchange): Promise<PlainClient> {
  const account = mock.accounts.find(({ user }) => user === 'alex');
  if (!account) throw new Error('the scenario has no mailbox alex');
  const agent = new Agent({ keepAlive: false });
  const basic = `Basic ${Buffer.from(`alex:${account.password}`).toString('base64')}`;
  const send: PlainClient['send'] = (method, path, headers = {}, body) =>
    exchanged(mock.port, agent, method, path, { Host: HOST, Authorization: basic, ...headers }, body);
  return {
    mock,
    send,
    draft: (name, eml) =>
      send('PUT', `${ROOT}Drafts/${name}`, { 'Content-Type': 'message/rfc822', Translate: 'f' }, eml),
    submit: (name) =>
      send('MOVE', `${ROOT}Drafts/${name}`, { Destination: `${ROOT}%23%23DavMailSubmissionURI%23%23/` }),
    list: async (folder) => {
      const { text } = await send('PROPFIND', `${ROOT}${folder}/`, { Depth: '1,noroot' });
      return [...text.matchAll(/<a:response><a:href>([^<]*)<\/a:href>/g)].map((found) =>
        decodeURIComponent((found[1] ?? '').replace(/^.*\//, '')),
      );
    },
    attachment: async (item) => {
      const { text } = await send('X-MS-ENUMATTS', `${ROOT}${item}`);
      const href = /<a:response><a:href>([^<]*)<\/a:href>/.exec(text)?.[1];
      if (href === undefined) throw new Error(`${item} has no attachment: ${text}`);
      return href.replace(/^https?:\/\/[^/]*/, '');
    },
    stop: async () => {
      agent.destroy();
      await mock.stop();
    },
  };
}

function exchanged(
  port: number,
  agent: Agent,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer | undefined,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let head: { readonly status: number; readonly headers: Outcome['headers'] } = { status: 0, headers: {} };
    const done = (cut: boolean) => {
      const bytes = Buffer.concat(pieces);
      resolve({ ...head, bytes, text: bytes.toString(), cut });
    };
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      head = { status: response.statusCode ?? 0, headers: response.headers };
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', () => done(true));
      response.on('end', () => done(!response.complete));
      response.on('close', () => done(!response.complete));
    });
    // A reset is one of the outcomes that these tests are about.
    sent.on('error', () => done(true));
    sent.end(body);
  });
}

/** Fills the log-on form of Exchange 2003; what comes back is the Cookie header of the session. */
export async function logOn(client: PlainClient): Promise<string> {
  const password = client.mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  const fields = {
    destination: `http://${HOST}/exchange/`,
    flags: '4',
    trusted: '4',
    username: 'alex',
    password,
  };
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const form = new URLSearchParams(fields).toString();
  const answer = await client.send('POST', '/exchweb/bin/auth/owaauth.dll', type, form);
  const cookies = [answer.headers['set-cookie'] ?? []].flat();
  return cookies.map((each) => each.split(';')[0]).join('; ');
}

/** Copies that the oracle counts for a message: recipient → copies. */
export function copiesOf(mock: MockExchange, id: string): Readonly<Record<string, number>> {
  const found = mock.oracle().messages.find(({ messageId }) => messageId.includes(id));
  return Object.fromEntries((found?.deliveries ?? []).map(({ recipient, copies }) => [recipient, copies]));
}
