import type { FolderNews } from '../../../shared/contracts/network.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { type Clock, wait } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { poll, renew, subscribe, type Subscription, unsubscribe } from './subscriptions.ts';

/** What the server tells of changes, while somebody listens. */
export interface News {
  /**
   * News of a folder, and of new mail anywhere. The first says that the server took the subscriptions; rejects where it
   * refuses, loses them, or answers nonsense.
   */
  follow(folder: string, signal: AbortSignal): AsyncGenerator<readonly FolderNews[], null, void>;
  /** The account goes: everybody who listens is told so. */
  close(): void;
}
export interface NewsOptions {
  readonly session: Session;
  /** Path of the mailbox: new mail is told of there. */
  readonly root: (signal: AbortSignal) => Promise<string>;
  readonly clock: Clock;
}
interface Follower {
  readonly folder: string;
  readonly queue: FolderNews[];
  isTold: boolean;
  failure: unknown;
  wake: () => void;
}

/** One line of questions an account for all who listen; it ends with the last of them, and so do the subscriptions. */
export function createNews({ session, root, clock }: NewsOptions): News {
  const followers = new Set<Follower>();
  let line: Promise<void> | null = null;
  let nudge = new AbortController();
  const wake = () => nudge.abort();
  let stop = new AbortController();

  const tell = (path: string | null) => {
    for (const follower of followers) {
      if (path !== null && follower.folder !== path) continue;
      follower.queue.push({ folder: follower.folder, what: 'changed' });
      follower.wake();
    }
  };
  const failAll = (thrown: unknown) => {
    for (const follower of followers) {
      follower.failure = thrown;
      follower.wake();
    }
    followers.clear();
  };
  const run = async () => {
    stop = new AbortController();
    const live = new Map<string, Subscription>();
    try {
      const round = createRound(session, live, await root(stop.signal), clock);
      for (let nth = 0, alarms = 0; followers.size > 0; nth += 1) {
        nudge = new AbortController();
        const wanted = new Set([...followers].map(({ folder }) => folder));
        const lost = await round.settle(wanted, stop.signal);
        const changed = [...lost, ...(await round.ask(nth, stop.signal))];
        greet(wanted);
        for (const { path, of } of changed) tell(of === 'newmail' ? null : path);
        alarms = changed.length > 0 ? alarms + 1 : 0;
        if (alarms > LIMITS.newsAlarms) throw restless();
        // Ended early where somebody comes or goes.
        await wait(clock, LIMITS.newsPollMs, nudge.signal).catch(() => undefined);
      }
    } catch (thrown) {
      failAll(thrown);
    }
    await endAll(session, [...live.values()], clock);
  };
  const greet = (subscribed: ReadonlySet<string>) => {
    for (const follower of followers) {
      if (follower.isTold || !subscribed.has(follower.folder)) continue;
      follower.isTold = true;
      follower.queue.push({ folder: follower.folder, what: 'watched' });
      follower.wake();
    }
  };
  /** A follower who comes while the line ends has one of its own after it. */
  const start = () => {
    line ??= run().finally(() => {
      line = null;
      if (followers.size > 0) start();
    });
  };

  return {
    async *follow(folder, signal) {
      const follower: Follower = { folder, queue: [], isTold: false, failure: null, wake: () => undefined };
      const heard = () => follower.wake();
      signal.addEventListener('abort', heard);
      followers.add(follower);
      start();
      wake();
      try {
        while (!signal.aborted) {
          if (follower.queue.length > 0) yield follower.queue.splice(0);
          else if (follower.failure !== null) throw follower.failure;
          else await new Promise<void>((resolve) => (follower.wake = resolve));
        }
        return null;
      } finally {
        signal.removeEventListener('abort', heard);
        followers.delete(follower);
        wake();
      }
    },
    close() {
      failAll(fail('interrupted', told('This account was changed. Retinue goes on with it as it is now.')));
      stop.abort();
      wake();
    },
  };
}

/** Keeps the subscriptions as they are wanted, and asks what they have to tell. */
function createRound(session: Session, live: Map<string, Subscription>, root: string, clock: Clock) {
  /** The server knows a subscription only at the address that it was made for. */
  let isStrict = false;
  const forget = (gone: readonly Subscription[]) => {
    for (const { id } of gone) live.delete(id);
  };
  const renewed = async (one: Subscription, signal: AbortSignal): Promise<Subscription | null> => {
    const next = await renew(session, one, clock.now(), signal);
    if (next) live.set(next.id, next);
    else live.delete(one.id);
    return next ? null : one;
  };
  const askAt = async (path: string, those: readonly Subscription[], signal: AbortSignal) => {
    const ids = those.map(({ id }) => id);
    const words = await poll(session, path, ids, signal);
    const which = (word: string) => those.filter(({ id }) => words.get(id) === word);
    return { news: which('news'), unknown: which('unknown') };
  };
  /** Each at its own address. */
  const askApart = async (those: readonly Subscription[], signal: AbortSignal) => {
    const news: Subscription[] = [];
    const unknown: Subscription[] = [];
    for (const one of those) {
      const told = await askAt(one.path, [one], signal);
      news.push(...told.news);
      unknown.push(...told.unknown);
    }
    return { news, unknown };
  };

  return {
    /** Returns what the server had forgotten: it may have changed unseen. */
    async settle(folders: ReadonlySet<string>, signal: AbortSignal): Promise<readonly Subscription[]> {
      const all = () => [...live.values()];
      const unwanted = all().filter(({ of, path }) => of === 'update' && !folders.has(path));
      forget(unwanted);
      await endAll(session, unwanted, clock);
      const lost: Subscription[] = [];
      for (const one of all().filter(({ renewAt }) => renewAt <= clock.now())) {
        const gone = await renewed(one, signal);
        if (gone) lost.push(gone);
      }
      const begin = async (path: string, of: Subscription['of']) => {
        if (all().some((one) => one.path === path && one.of === of)) return;
        const one = await subscribe(session, path, of, clock.now(), signal);
        live.set(one.id, one);
      };
      await begin(root, 'newmail');
      for (const folder of folders) await begin(folder, 'update');
      return lost;
    },
    /** What has changed, or may have: the server had forgotten the subscription. */
    async ask(nth: number, signal: AbortSignal): Promise<readonly Subscription[]> {
      const all = [...live.values()];
      const due = isStrict && nth % LIMITS.newsRounds !== 0 ? all.filter(({ of }) => of === 'newmail') : all;
      if (isStrict) {
        const { news, unknown } = await askApart(due, signal);
        forget(unknown);
        return [...news, ...unknown];
      }
      const { news, unknown } = await askAt(root, due, signal);
      const apart = await askApart(unknown, signal);
      isStrict = apart.unknown.length < unknown.length;
      forget(apart.unknown);
      return [...news, ...apart.news, ...apart.unknown];
    },
  };
}

/** One request an address. What cannot be ended runs out by itself, so a failure costs nobody anything. */
async function endAll(session: Session, those: readonly Subscription[], clock: Clock): Promise<void> {
  const stop = new AbortController();
  const late = clock.after(LIMITS.newsEndMs, () => stop.abort());
  for (const path of new Set(those.map((one) => one.path))) {
    const ids = those.filter((one) => one.path === path).map(({ id }) => id);
    await unsubscribe(session, path, ids, stop.signal).catch(() => undefined);
  }
  late();
}

function restless() {
  return fail(
    'malformed-response',
    told(
      'The server says each time that something has changed. Retinue does not ask it any more for a while, and looks for new mail by itself, as often as before.',
    ),
  );
}
