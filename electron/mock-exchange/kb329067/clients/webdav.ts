import { request } from 'node:http';
import type { Account, Fetched, Listed, MailClient } from './client.ts';

const LIST = `<?xml version="1.0"?><D:searchrequest xmlns:D="DAV:"><D:sql>
SELECT "DAV:href", "DAV:getcontentlength" FROM SCOPE('SHALLOW TRAVERSAL OF ""')
WHERE "DAV:isfolder" = False ORDER BY "urn:schemas:httpmail:datereceived" DESC</D:sql></D:searchrequest>`;

interface Answer {
  readonly status: number;
  /** The body, where the caller wants it. */
  readonly text: string;
}

/** A WebDAV client of the plain sort: it lists with SEARCH and fetches messages whole. */
export function webdavClient({ port, user, password }: Account): MailClient {
  const headers = { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const ask = (method: string, path: string, body = '') =>
    asked({ port, method, path, headers, agent: false }, body);
  return {
    logOn: async () => {
      const inbox = `/exchange/${user}/Inbox/`;
      const { text } = await ask('SEARCH', inbox, LIST.replace('""', `"${inbox}"`));
      return listed(text);
    },
    fetch: async (path): Promise<Fetched> => {
      const answer = await ask('GET', path).catch(() => null);
      if (answer === null) return { kind: 'cut' };
      const { status } = answer;
      return status === 200 ? { kind: 'whole' } : { kind: 'refused', status };
    },
    close: () => undefined,
  };
}

/** One request on a connection of its own; rejects when that breaks. Bodies of messages are not kept. */
function asked(options: Parameters<typeof request>[1], body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', ...options }, (response) => {
      const isList = response.statusCode === 207;
      const kept: Buffer[] = [];
      response.on('data', (piece: Buffer) => {
        if (isList) kept.push(piece);
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(kept).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function listed(xml: string): readonly Listed[] {
  const rows = xml.split(/<(?:\w+:)?response>/).slice(1);
  return rows.map((row) => ({
    key: new URL(/<(?:\w+:)?href>([^<]+)</.exec(row)?.[1] ?? '/', 'http://127.0.0.1').pathname,
    size: Number(/getcontentlength[^>]*>(\d+)</.exec(row)?.[1] ?? 0),
  }));
}
