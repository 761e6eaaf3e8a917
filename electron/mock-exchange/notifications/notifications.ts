import type { Clock } from '../clock/clock.ts';
import { refuse } from '../http/refusal.ts';
import type { StoreEvent } from '../store/log.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { concerns, type Interest } from './matching.ts';

/** Where NOTIFY datagrams go: this machine only, whatever a client asks for. */
export interface CallBack {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Seconds in which further events are gathered before the first datagram. */
  readonly delay: number;
}

/** A subscription as the methods see it. */
export interface Subscription extends Interest {
  readonly id: number;
  readonly mailbox: Mailbox;
  /** The address it was made for: POLL and UNSUBSCRIBE name it again. */
  readonly href: string;
  readonly callBack: CallBack | null;
  /** Seconds. */
  readonly lifetime: number;
}

/** All subscriptions of a world. Those that ran out by its clock are gone. */
export interface Notifications {
  subscribe(wish: Omit<Subscription, 'id'>): Subscription;
  /** undefined where it never was or has run out. */
  find(id: number): Subscription | undefined;
  /** Starts its lifetime anew; in seconds, null for the one it had. */
  renew(id: number, lifetime: number | null): void;
  /** True where something happened since the last poll. Acknowledges, and refreshes the lifetime. */
  poll(id: number): boolean;
  end(id: number): void;
}

/** What notifications need of the world; `send` takes a datagram on its way. */
export interface NotificationParts {
  readonly clock: Clock;
  readonly send: (to: CallBack, id: number) => void;
}

/** More than the folders that any client watches; each event is held against all of them. */
const MAX_SUBSCRIPTIONS = 1000;
/** A datagram may get lost: it is sent again until the client polls (reference 3.11). The pace is the mock's own. */
const REPEAT_MS = 60_000;

interface Live {
  subscription: Subscription;
  expires: number;
  pending: boolean;
  /** Takes the next datagram off; null while none is due. */
  unsend: (() => void) | null;
  readonly unwatch: () => void;
}

export function newNotifications({ clock, send }: NotificationParts): Notifications {
  const live = new Map<number, Live>();
  let lastId = 0;
  const end = (id: number) => {
    const each = live.get(id);
    each?.unwatch();
    each?.unsend?.();
    live.delete(id);
  };
  const current = (id: number): Live | undefined => {
    const each = live.get(id);
    if (each && each.expires <= clock.now()) end(id);
    return live.get(id);
  };
  const announce = (each: Live) => {
    const { callBack, id } = each.subscription;
    if (callBack === null || !current(id)) return;
    send(callBack, id);
    each.unsend = clock.after(REPEAT_MS, () => announce(each));
  };
  const hear = (each: Live, event: StoreEvent) => {
    if (!concerns(each.subscription, event) || !current(each.subscription.id)) return;
    each.pending = true;
    const { callBack } = each.subscription;
    if (callBack === null || each.unsend !== null) return;
    if (callBack.delay === 0) announce(each);
    else each.unsend = clock.after(callBack.delay * 1000, () => announce(each));
  };
  const renew = (id: number, lifetime: number | null) => {
    const each = current(id);
    if (!each) return;
    each.subscription = { ...each.subscription, lifetime: lifetime ?? each.subscription.lifetime };
    each.expires = clock.now() + each.subscription.lifetime * 1000;
  };
  return {
    subscribe(wish) {
      for (const id of live.keys()) current(id);
      if (live.size >= MAX_SUBSCRIPTIONS) refuse(503, 'There are too many subscriptions already.');
      const subscription = { ...wish, id: ++lastId };
      const each: Live = {
        subscription,
        expires: clock.now() + wish.lifetime * 1000,
        pending: false,
        unsend: null,
        unwatch: wish.mailbox.root.log.watch((event) => hear(each, event)),
      };
      live.set(subscription.id, each);
      return subscription;
    },
    find: (id) => current(id)?.subscription,
    renew,
    poll(id) {
      const each = current(id);
      if (!each) return false;
      const happened = each.pending;
      each.pending = false;
      each.unsend?.();
      each.unsend = null;
      renew(id, null);
      return happened;
    },
    end,
  };
}
