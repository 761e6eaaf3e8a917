import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { USER } from '../engine/house.ts';
import { ask, propfindBody, updateBody } from '../../mock-exchange/support/server.ts';

/** A folder or a message as another mail program sees it: paths decoded, below the mailbox and without a slash at the end. */
export interface SeenFolder {
  readonly path: string;
  readonly total: number;
  readonly unread: number;
}
export interface SeenMessage {
  /** As it is asked for. */
  readonly href: string;
  readonly folder: string;
  readonly subject: string;
  readonly read: boolean;
}

/** Another mail program at the same mailbox, with a reader of its own. Each change answers whether the server made it. */
export interface OtherClient {
  folders(): Promise<readonly SeenFolder[]>;
  messages(folder: string): Promise<readonly SeenMessage[]>;
  mark(href: string, read: boolean): Promise<boolean>;
  move(href: string, folder: string): Promise<boolean>;
  copy(href: string, folder: string): Promise<boolean>;
  remove(href: string): Promise<boolean>;
  createFolder(path: string): Promise<boolean>;
  renameFolder(path: string, to: string): Promise<boolean>;
  removeFolder(path: string): Promise<boolean>;
}

const ROOT = `/exchange/${USER}/`;
const ALLOW_RENAME = { overwrite: 'F', 'allow-rename': 't' };

export function otherClient(mock: MockExchange): OtherClient {
  const hrefOf = (path: string) => ROOT + path.split('/').map(encodeURIComponent).join('/');
  const did = async (
    method: string,
    href: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ) => (await ask(mock, method, href, headers, body)).status < 300;
  const into = (href: string, folder: string) =>
    `${mock.origin}${hrefOf(folder)}/${href.split('/').pop() ?? ''}`;
  const list = async (href: string, ...names: readonly string[]) => {
    const headers = { depth: '1', 'content-type': 'text/xml', brief: 't' };
    const { status, text } = await ask(mock, 'PROPFIND', href, headers, propfindBody(...names));
    if (status === 404) return [];
    if (status !== 207) throw new Error(`PROPFIND ${href}: ${status}`);
    return [...text.matchAll(/<(?:\w+:)?response>([\s\S]*?)<\/(?:\w+:)?response>/g)].map(
      ([, inner = '']) => inner,
    );
  };
  const folderRows = async (path: string): Promise<readonly SeenFolder[]> => {
    const href = path === '' ? ROOT : `${hrefOf(path)}/`;
    const rows = await list(href, 'D:isfolder', 'D:visiblecount', 'h:unreadcount', 'D:displayname');
    const own = rows
      .filter((row) => value(row, 'isfolder') === '1')
      .map((row) => ({
        path: pathOf(value(row, 'href')),
        total: Number(value(row, 'visiblecount')),
        unread: Number(value(row, 'unreadcount')),
      }));
    const below = own.filter((folder) => folder.path !== path);
    const deeper = await Promise.all(below.map((folder) => folderRows(folder.path)));
    return [...below, ...deeper.flat()];
  };
  return {
    folders: () => folderRows(''),
    async messages(folder) {
      const rows = await list(`${hrefOf(folder)}/`, 'D:isfolder', 'h:subject', 'h:read');
      return rows
        .filter((row) => value(row, 'isfolder') !== '1')
        .map((row) => ({
          href: value(row, 'href').replace(/^https?:\/\/[^/]*/, ''),
          folder,
          subject: value(row, 'subject'),
          read: value(row, 'read') === '1',
        }));
    },
    mark: (href, read) =>
      did(
        'PROPPATCH',
        href,
        { 'content-type': 'text/xml', 'if-match': '*' },
        updateBody(`<h:read>${read ? 1 : 0}</h:read>`),
      ),
    move: (href, folder) => did('MOVE', href, { destination: into(href, folder), ...ALLOW_RENAME }),
    copy: (href, folder) => did('COPY', href, { destination: into(href, folder), ...ALLOW_RENAME }),
    remove: (href) => did('DELETE', href),
    createFolder: (path) => did('MKCOL', `${hrefOf(path)}/`),
    renameFolder: (path, to) =>
      did('MOVE', `${hrefOf(path)}/`, { destination: `${mock.origin}${hrefOf(to)}/`, overwrite: 'F' }),
    removeFolder: (path) => did('DELETE', `${hrefOf(path)}/`),
  };
}

function pathOf(href: string): string {
  const path = decodeURIComponent(href.replace(/^https?:\/\/[^/]*/, '')).replace(/\/$/, '');
  return path.slice(ROOT.length);
}

function value(row: string, name: string): string {
  const text = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(row)?.[1] ?? '';
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
