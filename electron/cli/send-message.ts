import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import type { Step } from '../../shared/delivery/steps.ts';
import { createAccounts } from '../network/accounts.ts';
import { type Clock, systemClock } from '../network/clock.ts';
import { createMoods } from '../network/resilience/moods.ts';
import { createRateLimit } from '../network/resilience/rate-limit.ts';
import { type Outbox, openOutbox } from '../network/spool/outbox.ts';
import { readEml } from '../network/spool/read-eml.ts';
import { createNodeTransport } from '../network/transports/node.ts';
import type { SendOptions } from './send-options.ts';

export interface Sent {
  readonly view: OutgoingView;
  readonly steps: readonly Step[];
}

const ACCOUNT = 'send';

/** Spools the message, or finds it there, and brings it as far as patience lasts. `onStep` sees each step once it is on disk. */
export async function sendMessage(
  options: SendOptions,
  onStep: (step: Step) => void,
  clock: Clock = systemClock,
): Promise<Sent> {
  const { url, user, password, spool } = options;
  const who = `${url.origin}${url.pathname} ${user}`;
  const message = await readEml(options.eml, who, clock.now());
  const { transport, close } = createNodeTransport();
  const accounts = createAccounts({ transport, clock, log: () => undefined });
  const account = { id: ACCOUNT, url: url.href, user };
  const { smtp } = options;
  const plain = smtp ? ({ dialect: 'plain', smtp } as const) : {};
  accounts.set([{ ...account, password, demo: false, ...plain }]);
  const watch = watcher();
  const outbox = await openOutbox({
    folder: spool,
    keepMs: null,
    accounts,
    moods: createMoods(clock),
    limit: createRateLimit(clock),
    clock,
    random: Math.random,
    onChange: () => watch.changed(),
    onProblem: ({ sentence }) => process.stderr.write(`send: ${sentence}\n`),
  });
  try {
    const { id, messageId, subject, from, recipients, hidden, bytes, sha256 } = message;
    const facts = { messageId, subject, from, recipients, hidden, bytes, sha256 };
    const at = clock.now();
    await outbox.enqueue(id, { at, sendAt: at, account, ...facts }, message.content());
    return await settled(outbox, id, options.patienceMs, watch, onStep, clock);
  } finally {
    await outbox.stop();
    await close();
  }
}

interface Watcher {
  changed: () => void;
  next(ms: number, clock: Clock): Promise<void>;
}

function watcher(): Watcher {
  let wake = () => undefined as void;
  return {
    changed: () => wake(),
    next: (ms, clock) =>
      new Promise((resolve) => {
        const callOff = clock.after(ms, resolve);
        wake = () => {
          callOff();
          resolve();
        };
      }),
  };
}

const LOOK_MS = 200;

async function settled(
  outbox: Outbox,
  id: string,
  patienceMs: number,
  watch: Watcher,
  onStep: (step: Step) => void,
  clock: Clock,
): Promise<Sent> {
  const until = clock.now() + patienceMs;
  for (let told = 0; ; ) {
    const steps = outbox.steps(id);
    for (; told < steps.length; told += 1) {
      const step = steps[told];
      if (step) onStep(step);
    }
    const view = outbox.list().find((each) => each.id === id);
    if (view && (isSettled(view) || clock.now() >= until)) return { view, steps: [...steps] };
    await watch.next(LOOK_MS, clock);
  }
}

function isSettled({ state }: OutgoingView): boolean {
  return state.kind === 'done' || state.kind === 'blocked' || state.kind === 'taken-back';
}
