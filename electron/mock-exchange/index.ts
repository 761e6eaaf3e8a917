import { fail } from '../../shared/errors.ts';
import type { MockExchange, MockOptions } from './api.ts';
import { methodTable } from './http/dispatch.ts';
import { newClock } from './clock/clock.ts';
import { newJournal } from './journal/journal.ts';
import { isLoopbackHost } from './http/loopback.ts';
import { listen } from './http/server.ts';
import { deliverInto, type Mailbox } from './store/mailbox.ts';
import { descendants } from './store/nodes.ts';
import { newWorld, type WorldPlan } from './world.ts';
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
  const plan = planOf(options);
  const clock = newClock(options.clock);
  const journal = newJournal(options.onRequest);
  let world = newWorld(plan, clock);
  const server = await listen(
    { host, port: options.port ?? 0 },
    { world: () => world, methods: methodTable(), journal },
  );
  const watch = () => world.worker.onCrash(() => server.dropConnections());
  watch();
  const origin = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${server.port}`;
  return {
    origin,
    port: server.port,
    mailboxUrl: (user) => `${origin}/exchange/${encodeSegment(user)}/`,
    journal: journal.entries,
    clearJournal: () => journal.clear(),
    reset: () => {
      clock.restart(options.clock ?? {});
      world = newWorld(plan, clock);
      watch();
      journal.clear();
    },
    deliver: (user, message) => {
      const mailbox = existing(world.mailboxes, user);
      deliverInto(mailbox, mailbox.roles.get('inbox') ?? mailbox.root, message);
    },
    folders: (user) => listFolders(existing(world.mailboxes, user)),
    stop: async () => {
      clock.stop();
      await server.stop();
    },
  };
}

function planOf(options: MockOptions): WorldPlan {
  return {
    seed: options.seed ?? 1,
    personality: options.personality ?? '2003',
    auth: options.auth ?? 'basic',
    language: options.language ?? 'en',
    mailboxes: options.mailboxes,
    publicFolders: options.publicFolders ?? [],
    settings: options.settings ?? {},
    rules: options.rules ?? [],
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
