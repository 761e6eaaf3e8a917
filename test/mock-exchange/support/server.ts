import { request } from 'node:http';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { NewFolder, NewMessage } from '../../../electron/mock-exchange/store/content.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);
export const BASIC = `Basic ${Buffer.from('alex:secret').toString('base64')}`;

/** A server with the mailbox alex / secret whose Inbox holds these messages. */
export function serverWith(
  inbox: readonly NewMessage[],
  more: Partial<MockOptions> & { readonly folders?: readonly NewFolder[] } = {},
): Promise<MockExchange> {
  const { folders = [], ...options } = more;
  const mailbox = {
    user: 'alex',
    displayName: 'Alex Example',
    address: 'alex@example.com',
    password: 'secret',
    folders: [{ name: 'Inbox', role: 'inbox' as const, messages: inbox }, ...folders],
  };
  return startMockExchange({ mailboxes: [mailbox], clock: { start: NOW, rate: 0 }, ...options });
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

/** One request as the test words it: path below the origin, signed in unless it says otherwise. */
export function ask(
  mock: Pick<MockExchange, 'port'>,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: mock.port,
        method,
        path,
        headers: { Authorization: BASIC, ...headers },
        agent: false,
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(pieces);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            bytes,
            text: bytes.toString(),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const PREFIXES =
  'xmlns:D="DAV:" xmlns:h="urn:schemas:httpmail:" xmlns:p="http://schemas.microsoft.com/mapi/proptag/" xmlns:e="http://schemas.microsoft.com/exchange/" xmlns:m="urn:schemas:mailheader:"';

/** A propfind body for these prefixed names: D, h (httpmail), p (proptag), e (exchange), m (mailheader). */
export function propfindBody(...names: readonly string[]): string {
  return `<?xml version="1.0"?><D:propfind ${PREFIXES}><D:prop>${names.map((name) => `<${name}/>`).join('')}</D:prop></D:propfind>`;
}

/** A propertyupdate body; `set` is the markup inside of prop. */
export function updateBody(set: string, remove = ''): string {
  const part = (name: string, inner: string) =>
    inner === '' ? '' : `<D:${name}><D:prop>${inner}</D:prop></D:${name}>`;
  return `<?xml version="1.0"?><D:propertyupdate ${PREFIXES}>${part('set', set)}${part('remove', remove)}</D:propertyupdate>`;
}

/** A searchrequest body for the SQL. */
export function searchBody(sql: string): string {
  const escaped = sql.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<?xml version="1.0"?><D:searchrequest xmlns:D="DAV:"><D:sql>${escaped}</D:sql></D:searchrequest>`;
}

/** The text of all elements with this local name, in order. */
export function texts(xml: string, localName: string): readonly string[] {
  const pattern = new RegExp(`<(?:\\w+:)?${localName}(?:\\s[^>]*)?>([^<]*)<`, 'g');
  return [...xml.matchAll(pattern)].map((found) => found[1] ?? '');
}
