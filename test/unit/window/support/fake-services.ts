import type { EngineContract, OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type {
  AccountSummary,
  Bridge,
  CheckReport,
  MainCalls,
  MainEvents,
} from '../../../../shared/contracts/main.ts';
import { type Failure, FailureError, toFailure } from '../../../../shared/errors.ts';
import { USUAL_SETTINGS } from '../../../../shared/settings/settings.ts';
import { NO_FILING } from '../../../../shared/filing/filing.ts';
import type { Caller } from '../../../../shared/rpc/caller.ts';
import { createCommandBus } from '../../../../renderer/hooks/commands.ts';
import type { Services } from '../../../../renderer/hooks/services.ts';
import { RetinueDatabase } from '../../../../renderer/store/database.ts';
import { createDayTally } from '../../../../renderer/store/day-tally.ts';
import { misplaced, turned } from '../../../../renderer/store/heads.ts';
import { openReader } from '../../../../renderer/store/reader.ts';
import { withMarks } from '../../../../renderer/store/marks.ts';
import type { AccountStateRow, FolderRow, MessageRow } from '../../../../renderer/store/tables.ts';

export const NOW = new Date(2026, 10, 23, 14, 28).getTime();
export const INBOX = 'a|/Inbox';
export const ACCOUNT: AccountSummary = {
  id: 'a',
  name: 'Work',
  url: 'https://mail.example.com/',
  user: 'dagny',
  demo: false,
  needsPassword: false,
  identities: [],
  keeps: [],
  paused: false,
  offline: false,
  dialect: 'exchange' as const,
};

/** A message of the Inbox, `n` minutes old. */
export function mail(n: number, change: Partial<MessageRow> = {}): MessageRow {
  const date = change.date === undefined ? NOW - n * 60_000 : change.date;
  const row: MessageRow = {
    id: `a|/m${n}`,
    accountId: 'a',
    folderId: INBOX,
    key: `/m${n}`,
    href: `/m${n}`,
    permanentUrl: null,
    subject: `Subject ${n}`,
    from: `"Sender ${n}" <s${n}@example.com>`,
    to: 'dagny@example.com',
    date,
    nd: date === null ? 0 : -date,
    size: 2048,
    read: true,
    flagged: false,
    categories: [],
    hasAttachment: false,
    messageId: null,
    preview: `Preview ${n}`,
    ...change,
  };
  return withMarks(row, {});
}

/** A folder of an account, by the last part of its id: "b|/Deleted Items". */
export function folder(id: string, role: FolderRow['role'] = 'none'): FolderRow {
  const [accountId = '', path = ''] = id.split('|');
  const counts = { total: 0, unread: 0, contentTag: null };
  return { id, accountId, path, href: path, name: path.slice(1), parentPath: '/', role, ...counts };
}

/** What opening a message answers, from its row. */
export function opened(row: MessageRow, change: Partial<OpenedMessage> = {}): OpenedMessage {
  return {
    messageId: row.id,
    subject: row.subject,
    from: [{ name: 'Sender', address: 's@example.com' }],
    to: [{ name: 'Dagny', address: 'd@example.com' }],
    cc: [],
    replyTo: [],
    thread: { messageId: null, inReplyTo: null, references: [] },
    date: row.date,
    html: null,
    text: `Body of ${row.subject}`,
    inlineImages: [],
    attachments: [],
    calendar: null,
    notes: [],
    whole: true,
    refused: null,
    wholeFetchable: false,
    ...change,
  };
}

export interface World {
  readonly accounts?: readonly AccountSummary[];
  readonly rows?: readonly MessageRow[];
  /** Besides Inbox and Sent Items of the one account. */
  readonly folders?: readonly FolderRow[];
  readonly state?: Partial<AccountStateRow>;
  /** Answers of the engine by method; a failure is thrown. */
  readonly engine?: Partial<Record<keyof EngineContract['calls'], (args: never) => unknown>>;
  readonly report?: CheckReport;
  /** Answers of main by method, where the usual one will not do; a failure is thrown. */
  readonly bridge?: Partial<Record<keyof MainCalls, (args: never) => unknown>>;
  readonly smoke?: boolean;
}

/** Services over a real (fake-indexeddb) store, with an engine and a main process that note what they are asked. */
export async function fakeServices(world: World = {}) {
  const database = new RetinueDatabase(`window-${Math.random()}`);
  await seed(database, world);
  const asked: { readonly method: string; readonly args: unknown }[] = [];
  const listeners = new Map<string, (value: never) => void>();
  const engine = {
    async call(method: string, args: never) {
      asked.push({ method, args });
      const answer =
        world.engine?.[method as keyof EngineContract['calls']]?.(args) ?? (await byDefault(method, args));
      return answer;
    },
  } as unknown as Caller<EngineContract>;
  const byDefault = async (method: string, args: { readonly messageId?: string }) => {
    if (method === 'findings.look') return [];
    if (method === 'folders.now') return args;
    if (method === 'messages.read') return { step: null, count: 0 };
    const row =
      method === 'message.open' && args.messageId ? await database.messages.get(args.messageId) : undefined;
    return row ? opened(row) : null;
  };
  const main = new Map<string, Failure>();
  const bridge = {
    platform: 'linux',
    smoke: world.smoke ?? false,
    versions: { app: '0', electron: '0' },
    requestNetworkPort() {},
    on(event: string, listener: (value: never) => void) {
      listeners.set(event, listener);
      return () => void listeners.delete(event);
    },
    async call(method: string, args: unknown) {
      asked.push({ method, args });
      const failure = main.get(method);
      if (failure) return { ok: false, failure };
      try {
        const own = world.bridge?.[method as keyof MainCalls];
        return { ok: true, value: own ? await own(args as never) : mainAnswer(method, world) };
      } catch (thrown) {
        return { ok: false, failure: toFailure(thrown) };
      }
    },
  } as unknown as Bridge;
  const services: Services = {
    bridge,
    engine,
    reader: openReader(database),
    commands: createCommandBus(),
    now: () => Date.now(),
  };
  return {
    services,
    database,
    /** What main answers with a failure, by method. */
    main,
    asked: (method: string) => asked.filter((call) => call.method === method).map(({ args }) => args),
    emit<E extends keyof MainEvents>(event: E, value: MainEvents[E]) {
      listeners.get(event)?.(value as never);
    },
  };
}

export function failing(failure: Failure): () => never {
  return () => {
    throw new FailureError(failure);
  };
}

function mainAnswer(method: string, world: World): unknown {
  if (method === 'accounts.list') return world.accounts ?? [ACCOUNT];
  const none = ['mailto.take', 'mail.take', 'links.take', 'windows.take', 'categories.list', 'searches.list'];
  if (none.includes(method)) return [];
  if (method === 'updates.state') return { kind: 'off', why: 'development' };
  if (method === 'settings.get') return USUAL_SETTINGS;
  if (method === 'filing.get') return NO_FILING;
  if (method === 'secrets.backend') return { keychain: true, sentence: '' };
  if (method === 'accounts.check') return world.report ?? { steps: [], failure: null, dialect: 'exchange' };
  if (method === 'accounts.checkSending') return { steps: [], failure: null, dialect: 'plain' };
  return null;
}

async function seed(
  database: RetinueDatabase,
  { rows = [], folders = [], state = {} }: World,
): Promise<void> {
  const wrong = new Set(misplaced(rows));
  const settled = rows.map((row) => (wrong.has(row) ? turned(row) : row));
  const tally = createDayTally();
  for (const row of settled) tally.added(row);
  const common = { accountId: 'a', parentPath: '/', contentTag: null };
  await database.folders.bulkPut([
    ...folders,
    {
      ...common,
      id: INBOX,
      path: '/Inbox',
      href: '/Inbox',
      name: 'Inbox',
      role: 'inbox',
      total: rows.length,
      unread: 1,
    },
    {
      ...common,
      id: 'a|/Sent',
      path: '/Sent',
      href: '/Sent',
      name: 'Sent Items',
      role: 'sent',
      total: 0,
      unread: 0,
    },
  ]);
  await database.messages.bulkPut(settled);
  await database.days.bulkPut([...tally.days()]);
  await database.cursors.put({ folderId: INBOX, next: null, seen: null, completeAt: NOW });
  await database.accounts.put({
    accountId: 'a',
    connection: 'online',
    since: NOW,
    failure: null,
    nextTryAt: null,
    lastSyncAt: NOW,
    server: 'Exchange 2003',
    activity: null,
    ...state,
  });
}
