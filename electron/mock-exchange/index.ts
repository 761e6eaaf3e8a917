import { fail } from '../../shared/errors.ts';
import type { MockExchange, MockOptions } from './api.ts';
import { methodTable } from './http/dispatch.ts';
import { newJournal } from './http/journal.ts';
import { isLoopbackHost } from './http/loopback.ts';
import { listen } from './http/server.ts';
import { deliverInto, type Mailbox } from './store/mailbox.ts';
import { descendants } from './store/nodes.ts';
import { openMailbox } from './store/open-mailbox.ts';
import { encodeSegment, plainName } from './store/url-names.ts';
import type { Folder } from './store/nodes.ts';

export type * from './api.ts';

/** Starts a mock Exchange server (2003, Basic sign-in) and resolves when it accepts connections. */
export async function startMockExchange(options: MockOptions): Promise<MockExchange> {
  const host = options.host ?? '127.0.0.1';
  if (!isLoopbackHost(host)) {
    throw fail(
      'invalid-input',
      `The mock server only listens on this machine, and ${host} is not an address of it. Choose 127.0.0.1.`,
    );
  }
  const now = options.now ?? Date.now;
  const mailboxes = new Map<string, Mailbox>();
  const fill = () => {
    for (const each of options.mailboxes) {
      mailboxes.set(each.user.toLowerCase(), openMailbox(each, options.language ?? 'en', now));
    }
  };
  fill();
  const journal = newJournal(options.onRequest);
  const server = await listen({ host, port: options.port ?? 0 }, { mailboxes, now }, methodTable(), journal);
  const origin = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${server.port}`;
  return {
    origin,
    port: server.port,
    mailboxUrl: (user) => `${origin}/exchange/${encodeSegment(user)}/`,
    journal: journal.entries,
    clearJournal: () => journal.clear(),
    reset: () => {
      fill();
      journal.clear();
    },
    deliver: (user, message) => {
      const mailbox = existing(mailboxes, user);
      deliverInto(mailbox, mailbox.roles.get('inbox') ?? mailbox.root, message);
    },
    folders: (user) => listFolders(existing(mailboxes, user)),
    stop: () => server.stop(),
  };
}

function existing(mailboxes: ReadonlyMap<string, Mailbox>, user: string): Mailbox {
  const mailbox = mailboxes.get(user.toLowerCase());
  if (!mailbox)
    throw fail(
      'not-found',
      `The mock server has no mailbox ${user}. Choose one of those it was started with.`,
    );
  return mailbox;
}

function listFolders(mailbox: Mailbox) {
  const rows: { path: string; total: number; unread: number }[] = [];
  for (const node of descendants(mailbox.root)) {
    if (node.kind === 'folder')
      rows.push({ path: pathOf(node), total: node.items.size, unread: node.unread });
  }
  return rows;
}

function pathOf(folder: Folder): string {
  const above = folder.parent?.parent ? `${pathOf(folder.parent)}/` : '';
  return above + plainName(folder.name);
}
