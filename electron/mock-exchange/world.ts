import { setMaxListeners } from 'node:events';
import type { Clock } from './clock/clock.ts';
import { newConversion } from './conversion/conversion.ts';
import { newEventLog } from './events/event-log.ts';
import { newFaultEngine } from './faults/engine.ts';
import type { RuleInput } from './faults/rule.ts';
import type { World } from './http/call.ts';
import { newLockTable } from './locks/lock-table.ts';
import { sendNotify } from './notifications/call-back.ts';
import { newNotifications } from './notifications/notifications.ts';
import { newClaims } from './oracle/claims.ts';
import { newLedger } from './oracle/ledger.ts';
import { type PersonalityName, personalityOf } from './personality/personality.ts';
import { newChunks } from './replication/chunks.ts';
import { newSyncPoints } from './replication/sync-points.ts';
import { newRowCache } from './search-sql/run.ts';
import { newSettings, type SettingsInput } from './settings/settings.ts';
import type { SignInName } from './sign-in/sign-in.ts';
import { newSignIn } from './sign-in/sign-ins.ts';
import type { NewFolder, NewMailbox } from './store/content.ts';
import { rewindMailbox } from './store/history.ts';
import type { Mailbox } from './store/mailbox.ts';
import { openMailbox, openPublicStore } from './store/open-mailbox.ts';
import type { Language } from './store/well-known.ts';
import { newTransport } from './transport/transport.ts';
import { newWorker } from './worker/worker.ts';

/** What a world is made of: a start of the server, or a scenario. */
export interface WorldPlan {
  readonly seed: number;
  readonly personality: PersonalityName;
  readonly auth: SignInName;
  readonly language: Language;
  readonly mailboxes: readonly (NewMailbox & { readonly password: string })[];
  readonly publicFolders: readonly NewFolder[];
  readonly settings: SettingsInput;
  readonly rules: readonly RuleInput[];
}

/** What a world keeps its mail in. */
type Stores = Pick<World, 'mailboxes' | 'publicStore'>;

/** The stores of a plan, filled. */
function openStores(plan: WorldPlan, now: () => number): Stores {
  const mailboxes = new Map<string, Mailbox>();
  for (const each of plan.mailboxes) {
    mailboxes.set(each.user.toLowerCase(), openMailbox(each, plan.language, now));
  }
  return { mailboxes, publicStore: openPublicStore(plan.publicFolders, now) };
}

/** The stores of a world as they were when it was made: filling them anew takes seconds where there is much mail. */
export function rewound({ mailboxes, publicStore }: Stores): Stores {
  for (const store of [...mailboxes.values(), publicStore]) rewindMailbox(store);
  return { mailboxes, publicStore };
}

/** Makes a world from its plan. The clock is the caller's: it goes on from world to world. */
export function newWorld(plan: WorldPlan, clock: Clock, stores?: Stores): World {
  const now = () => clock.now();
  const { mailboxes, publicStore } = stores ?? openStores(plan, now);
  const personality = personalityOf(plan.personality);
  const settings = newSettings(plan.settings);
  const events = newEventLog(now);
  const ledger = newLedger();
  const worker = newWorker({ clock, settings, events, ledger });
  const faults = newFaultEngine(clock);
  faults.restart(plan.rules, plan.seed);
  return {
    seed: plan.seed,
    personality,
    mailboxes,
    publicStore,
    clock,
    settings,
    signIn: newSignIn(plan.auth, { mailboxes, personality, settings, clock, seed: plan.seed }),
    events,
    ledger,
    claims: newClaims(),
    worker,
    conversion: newConversion({ clock, settings, events, ledger, worker, personality }),
    transport: newTransport({ mailboxes, personality, settings, ledger, clock, seed: plan.seed }),
    locks: newLockTable({ clock, seed: plan.seed }),
    faults,
    notifications: newNotifications({ clock, send: sendNotify }),
    rows: newRowCache(),
    chunks: newChunks(),
    syncPoints: newSyncPoints(),
    life: newLife(),
  };
}

/** Every request that is under way listens to it, however many there are. */
function newLife(): AbortController {
  const life = new AbortController();
  setMaxListeners(0, life.signal);
  return life;
}
