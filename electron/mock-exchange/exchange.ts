import { fail } from '../../shared/errors.ts';
import type { MockAccount, MockExchange, MockState } from './api.ts';
import { bundleOf } from './bundle/bundle.ts';
import { clockReading } from './clock/reading.ts';
import { harOf } from './har/har.ts';
import type { World } from './http/call.ts';
import type { RunningServer } from './http/server.ts';
import { contentOf } from './mime/content.ts';
import { oracleReport } from './oracle/report.ts';
import type { JournalEntry } from './journal/entry.ts';
import { replay } from './replay/replay.ts';
import { planOf, type ScenarioBase } from './scenarios/plan.ts';
import { scenarioFrom } from './scenarios/source.ts';
import type { Stage } from './stage.ts';
import type { NewMessage } from './store/content.ts';
import type { Faces } from './line-server/faces.ts';
import type { Mailbox } from './store/mailbox.ts';
import { descendants, type Folder } from './store/nodes.ts';
import { encodeSegment, plainName } from './store/url-names.ts';
import { verify } from './verify/verify.ts';
import { CREATOR } from './version.ts';

/** What runs behind the API. */
export interface Behind {
  readonly stage: Stage;
  readonly base: ScenarioBase;
  readonly server: RunningServer;
  readonly faces: Faces;
  readonly origin: string;
  readonly certificate: string | null;
}

/** The API of a running server. */
export function exchangeOf({ stage, base, server, faces, origin, certificate }: Behind): MockExchange {
  const mailboxUrl = (user: string) => `${origin}/exchange/${encodeSegment(user)}/`;
  const har = () => harOf(stage.journal.entries, { creator: CREATOR, origin });
  const accounts = () =>
    [...stage.world.mailboxes.values()].map((each) => accountOf(each, mailboxUrl(each.user)));
  return {
    origin,
    port: server.port,
    pop3Port: faces.pop3Port,
    imap4Port: faces.imap4Port,
    certificate,
    get accounts() {
      return accounts();
    },
    mailboxUrl,
    journal: stage.journal.entries,
    clearJournal: () => stage.journal.clear(),
    get clock() {
      return stage.world.clock;
    },
    get settings() {
      return stage.world.settings;
    },
    get faults() {
      return stage.world.faults;
    },
    get events() {
      return stage.world.events;
    },
    get state() {
      return stateOf(stage, origin);
    },
    oracle: () => oracleReport(stage.world),
    get claims() {
      return stage.world.claims;
    },
    verify: (expectation) => verify(stage.journal.entries, expectation),
    replay: async (id) =>
      replay(entryOf(stage, id), {
        origin,
        certificate,
        auth: stage.world.signIn.name,
        accounts: accounts(),
      }),
    har,
    bundle: () => bundleOf(stage, har()),
    load: async (source) => {
      const { scenario, file } = await scenarioFrom(source);
      await stage.play(await planOf(scenario, base, file));
      faces.dropBusy();
    },
    scenario: () => stage.saved(),
    reset: async () => {
      await stage.again();
      faces.dropBusy();
    },
    moveMailbox: (user) => stage.moveMailbox(user),
    deliver: (user, message) => deliver(stage.world, user, message),
    folders: (user) => folderRows(mailboxFor(stage.world, user)),
    stop: async () => {
      stage.stop();
      await Promise.all([server.stop(), faces.stop()]);
    },
  };
}

function entryOf({ journal }: Stage, id: number): JournalEntry {
  const found = journal.entries.find((entry) => entry.id === id);
  if (found) return found;
  throw fail('not-found', `There is no request ${id} in the journal.`);
}

function accountOf({ user, address, password }: Mailbox, url: string): MockAccount {
  return { user, address, password, url };
}

function stateOf({ world, plan, journal, run }: Stage, origin: string): MockState {
  return {
    origin,
    scenario: { name: plan.name, title: plan.title },
    personality: world.personality.name,
    auth: world.signIn.name,
    seed: world.seed,
    clock: clockReading(world.clock),
    worker: world.worker.state,
    run,
    requests: journal.entries.length,
    faults: journal.entries.reduce((sum, { rule }) => sum + (rule === null ? 0 : 1), 0),
  };
}

async function deliver(world: World, user: string, message: NewMessage | Uint8Array | string): Promise<void> {
  const mailbox = mailboxFor(world, user);
  const raw = typeof message === 'string' || message instanceof Uint8Array ? Buffer.from(message) : null;
  world.transport.deliver(
    mailbox,
    raw
      ? { content: await contentOf(raw), received: world.clock.now(), read: false }
      : (message as NewMessage),
  );
}

function mailboxFor({ mailboxes }: World, user: string): Mailbox {
  const mailbox = mailboxes.get(user.toLowerCase());
  if (mailbox) return mailbox;
  throw fail(
    'not-found',
    `The mock server has no mailbox ${user}; it has ${[...mailboxes.keys()].join(', ')}.`,
  );
}

function folderRows(mailbox: Mailbox) {
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
