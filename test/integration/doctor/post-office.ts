import { randomBytes } from 'node:crypto';
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { createAccounts } from '../../../electron/network/accounts.ts';
import type { HttpTransport } from '../../../electron/network/dav/transport.ts';
import { createMoods } from '../../../electron/network/resilience/moods.ts';
import { createRateLimit } from '../../../electron/network/resilience/rate-limit.ts';
import { type Outbox, openOutbox } from '../../../electron/network/spool/outbox.ts';
import { readEml } from '../../../electron/network/spool/read-eml.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import type { Step } from '../../../shared/delivery/steps.ts';
import { emlOf, told } from '../send/house.ts';

/** The Outbox at work on the mock as it stands, with a spool of its own. */
export interface Shift {
  send(subject: string, letter?: { readonly user?: string; readonly bytes?: number }): Promise<string>;
  /** Lets virtual time pass, so much at once, until the journal of the message is as wanted. */
  until(id: string, isDone: (steps: readonly Step[]) => boolean, stepMs?: number): Promise<void>;
  /** The journals as they are on the disk at this moment go into the spool that is looked at; then the Outbox ends. */
  keep(): Promise<void>;
}
/** Where journals are gathered that the Outbox really wrote, one scenario after another. */
export interface PostOffice {
  readonly spool: string;
  open(passwords?: (right: string) => string): Promise<Shift>;
  stop(): Promise<void>;
}

const TICK_MS = 5;
const PATIENCE_MS = 150;
const RESTING: readonly Step['kind'][] = ['spooled', 'waits', 'blocked', 'looked', 'filed'];
const MOST_MS = 30_000;

/** On a mock whose clock stands. */
export async function openPostOffice(mock: MockExchange): Promise<PostOffice> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-post-'));
  const spool = path.join(folder, 'spool');
  await mkdir(spool);
  const node = createNodeTransport();
  let shifts = 0;
  return {
    spool,
    async open(passwords = (right) => right) {
      shifts += 1;
      const own = path.join(folder, `shift-${shifts}`);
      let flying = 0;
      const transport: HttpTransport = async (request) => {
        flying += 1;
        try {
          const answer = await node.transport(request);
          answer.body.once('close', () => (flying -= 1));
          return answer;
        } catch (thrown) {
          flying -= 1;
          throw thrown;
        }
      };
      const outbox = await outboxOn(mock, own, transport, passwords);
      return shiftOf(mock, outbox, own, spool, () => flying === 0);
    },
    async stop() {
      await node.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function outboxOn(
  mock: MockExchange,
  folder: string,
  transport: HttpTransport,
  passwords: (right: string) => string,
): Promise<Outbox> {
  const { clock } = mock;
  const accounts = createAccounts({ transport, clock, log: () => undefined });
  accounts.set(
    mock.accounts.map(({ user, password }) => ({
      id: user,
      url: mock.mailboxUrl(user),
      user,
      password: passwords(password),
      demo: false,
    })),
  );
  return openOutbox({
    folder,
    keepMs: null,
    accounts,
    moods: createMoods(clock),
    limit: createRateLimit(clock),
    clock,
    random: () => 0.5,
    onChange: () => undefined,
    onProblem: ({ sentence }) => console.error(sentence),
  });
}

function shiftOf(
  mock: MockExchange,
  outbox: Outbox,
  folder: string,
  spool: string,
  isQuiet: () => boolean,
): Shift {
  return {
    async send(subject, { user = 'alex', bytes = 0 } = {}) {
      const file = path.join(folder, `${randomBytes(4).toString('hex')}.eml`);
      await writeFile(file, emlOf({ subject, bytes }));
      const at = mock.clock.now();
      const message = await readEml(file, user, at);
      const { id, messageId, subject: title, from, recipients, hidden, bytes: size, sha256 } = message;
      const facts = { messageId, subject: title, from, recipients, hidden, bytes: size, sha256 };
      await outbox.enqueue(
        id,
        { at, sendAt: at, account: { id: user, url: mock.mailboxUrl(user), user }, ...facts },
        message.content(),
      );
      await rm(file);
      return id;
    },
    async until(id, isDone, stepMs = 500) {
      const from = performance.now();
      let busySince = from;
      while (!isDone(outbox.steps(id))) {
        const now = performance.now();
        if (now - from > MOST_MS) throw new Error(`still\n${told(outbox.steps(id))}`);
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
        if (isDone(outbox.steps(id))) return;
        const isResting = isQuiet() && RESTING.includes(outbox.steps(id).at(-1)?.kind ?? 'asked');
        // What is under way for so long waits for virtual time itself.
        if (!isResting && now - busySince < PATIENCE_MS) continue;
        await mock.clock.advance(isResting ? stepMs : 1000);
        busySince = performance.now();
      }
    },
    async keep() {
      for (const name of await readdir(folder))
        if (/^[0-9a-f]{32}$/.test(name))
          await cp(path.join(folder, name), path.join(spool, name), { recursive: true });
      const limits = 'size-limits.json';
      if ((await readdir(folder)).includes(limits))
        await copyFile(path.join(folder, limits), path.join(spool, limits));
      await outbox.stop();
    },
  };
}
