import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { createAccounts } from '../../../electron/network/accounts.ts';
import type { Clock } from '../../../electron/network/clock.ts';
import type { HttpTransport } from '../../../electron/network/dav/transport.ts';
import { createMoods } from '../../../electron/network/resilience/moods.ts';
import { createRateLimit } from '../../../electron/network/resilience/rate-limit.ts';
import { type Outbox, openOutbox } from '../../../electron/network/spool/outbox.ts';
import { readEml } from '../../../electron/network/spool/read-eml.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Step } from '../../../shared/delivery/steps.ts';
import { idle } from './idle.ts';

/** A mock with one scenario, a spool, and an Outbox on it, all in virtual time. */
export interface Office {
  readonly mock: MockExchange;
  readonly folder: string;
  readonly clock: Clock;
  outbox(): Outbox;
  /** Spools a message of one's own making; gives its id. */
  spool(letter?: Letter): Promise<string>;
  view(id: string): OutgoingView;
  /** Lets time pass until the message is in one of these states. */
  until(id: string, ...kinds: readonly OutgoingView['state']['kind'][]): Promise<OutgoingView>;
  pass(ms: number): Promise<void>;
  /** Lets everything be done that needs no time, and then the time pass until something is due. */
  step(): Promise<void>;
  /** Ends the Outbox and opens another one on the same spool, as a new start of the program does; `between`: while none is open. */
  restart(between?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}
export interface Letter {
  readonly user?: string;
  readonly subject?: string;
  readonly to?: string;
  readonly bcc?: string;
  readonly bytes?: number;
  /** What is before the @ of its Message-ID; drawn where it is not given. */
  readonly key?: string;
  /** The whole message, in place of one that is made. */
  readonly eml?: string;
  /** Virtual ms from now. */
  readonly inMs?: number;
}

export const DOMAIN = 'halvorsen-lie.example';
/** Nobody has any mail. */
export const EMPTY = {
  name: 'empty',
  title: 'Empty',
  description: 'Empty mailboxes.',
  mailboxes: ['alex', 'bo', 'cy'].map((user) => ({ user, address: `${user}@${DOMAIN}` })),
};
/** What a test may take, in real ms. */
const MOST_MS = 45_000;

export async function openOffice(
  options: MockOptions,
  wrap: (transport: HttpTransport) => HttpTransport = (transport) => transport,
  random: () => number = () => 0.5,
  root = os.tmpdir(),
  keepMs: number | null = null,
): Promise<Office> {
  const folder = await mkdtemp(path.join(root, 'retinue-send-'));
  const mock = await startMockExchange({ ...options });
  mock.clock.setRate(0);
  const node = createNodeTransport();
  const transport = wrap(node.transport);
  const { clock } = mock;
  const open = () => {
    const accounts = createAccounts({ transport, clock, log: () => undefined });
    accounts.set(
      mock.accounts.map(({ user, password }) => ({
        id: user,
        url: mock.mailboxUrl(user),
        user,
        password,
        demo: false,
      })),
    );
    return openOutbox({
      folder: path.join(folder, 'spool'),
      keepMs,
      accounts,
      moods: createMoods(clock),
      limit: createRateLimit(clock),
      clock,
      random,
      onChange: () => undefined,
      onProblem: ({ sentence }) => console.error(sentence),
    });
  };
  let outbox = await open();
  const tick = async (mostMs: number) => {
    await idle();
    await clock.step(mostMs);
  };
  const view = (id: string): OutgoingView => {
    const found = outbox.list().find((each) => each.id === id);
    if (!found) throw new Error(`no message ${id} in the Outbox`);
    return found;
  };
  return {
    mock,
    folder,
    clock,
    outbox: () => outbox,
    view,
    async spool(letter = {}) {
      const { user = 'alex', inMs = 0 } = letter;
      const file = path.join(folder, `${randomBytes(4).toString('hex')}.eml`);
      await writeFile(file, letter.eml ?? emlOf(letter));
      const message = await readEml(file, user, clock.now());
      const { id, messageId, subject, from, recipients, hidden, bytes, sha256 } = message;
      const facts = { messageId, subject, from, recipients, hidden, bytes, sha256 };
      const at = clock.now();
      const account = { id: user, url: mock.mailboxUrl(user), user };
      await outbox.enqueue(id, { at, sendAt: at + inMs, account, ...facts }, message.content());
      return id;
    },
    async until(id, ...kinds) {
      const from = performance.now();
      while (!kinds.includes(view(id).state.kind)) {
        if (performance.now() - from > MOST_MS)
          throw new Error(`still ${JSON.stringify(view(id).state)}\n${told(outbox.steps(id))}`);
        await idle();
        if (!kinds.includes(view(id).state.kind)) await clock.step();
      }
      return view(id);
    },
    async pass(ms) {
      for (const end = clock.now() + ms; clock.now() < end; ) await tick(end - clock.now());
      await idle();
    },
    step: () => tick(Number.POSITIVE_INFINITY),
    async restart(between) {
      await outbox.stop();
      await between?.();
      outbox = await open();
    },
    async stop() {
      await outbox.stop();
      await node.close();
      await mock.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function emlOf({ subject = 'Hello', to = 'bo', bcc, bytes = 0, key }: Letter): string {
  const lines = [
    `From: alex@${DOMAIN}`,
    `To: ${to}@${DOMAIN}`,
    ...(bcc === undefined ? [] : [`Bcc: ${bcc}@${DOMAIN}`]),
    `Subject: ${subject}`,
    `Message-ID: <${key ?? randomBytes(8).toString('hex')}@${DOMAIN}>`,
    'Date: Thu, 26 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ];
  const line = `${'0123456789'.repeat(7)}\r\n`;
  return `${lines.join('\r\n')}\r\n\r\nHi there.\r\n${line.repeat(Math.ceil(bytes / line.length))}`;
}

/** A journal as a person debugs it. */
export function told(steps: readonly Step[]): string {
  return steps.map((step) => JSON.stringify(step)).join('\n');
}

/** What the judge says of a message: copies by recipient's alias, Sent copies, drafts left. */
export function truth({ mock }: Office, messageId: string) {
  const found = mock.oracle().messages.find((each) => each.messageId === messageId);
  const deliveries = Object.fromEntries(
    (found?.deliveries ?? []).map(({ recipient, copies }) => [recipient.split('@')[0] ?? '', copies]),
  );
  return { deliveries, sent: found?.sentCopies ?? 0, drafts: found?.draftsLeft ?? 0 };
}
