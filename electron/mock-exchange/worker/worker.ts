import type { Clock } from '../clock/clock.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Ledger } from '../oracle/ledger.ts';
import type { Settings } from '../settings/settings.ts';

export type WorkerState = 'running' | 'restarting' | 'stopped';

/** The IIS worker process that serves WebDAV (reference 6.2, 6.3). */
export interface Worker {
  readonly state: WorkerState;
  /**
   * It ends now: `onCrash` listeners reset their connections, requests get 503 until it runs again. A process that does
   * not run cannot end: nothing happens then.
   */
  crash(cause: string): void;
  /** Called at each crash; the function that comes back takes the listener off. */
  onCrash(listener: () => void): () => void;
  /** Runs again at once, with no crash remembered. */
  reset(): void;
}

export interface WorkerParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly events: EventLog;
  readonly ledger: Ledger;
}

/** Crashes come back after WorkerRestartSeconds, unless rapid-fail protection stops the pool (IIS 6: 5 in 5 minutes). */
export function newWorker({ clock, settings, events, ledger }: WorkerParts): Worker {
  const listeners = new Set<() => void>();
  let state: WorkerState = 'running';
  let crashes: readonly number[] = [];
  let restart: () => void = () => undefined;
  const failsTooOften = () => {
    const { RapidFailProtectionIntervalMinutes: minutes, RapidFailProtectionMaxCrashes: most } =
      settings.values;
    crashes = [...crashes, clock.now()].filter((at) => at > clock.now() - minutes * 60_000);
    return crashes.length >= most;
  };
  return {
    get state() {
      return state;
    },
    crash: (cause) => {
      if (state !== 'running') return;
      ledger.workerCrashed();
      events.add(1011, 'W3SVC', `IIS worker process encountered a problem and needed to close. ${cause}`);
      if (failsTooOften()) {
        state = 'stopped';
        events.add(1002, 'W3SVC', POOL_STOPPED);
      } else {
        state = 'restarting';
        restart = clock.after(settings.values.WorkerRestartSeconds * 1000, () => (state = 'running'));
      }
      for (const listener of listeners) listener();
    },
    onCrash: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset: () => {
      restart();
      crashes = [];
      state = 'running';
    },
  };
}

const POOL_STOPPED =
  'Application pool ExchangeApplicationPool is being automatically disabled due to a series of failures in the process(es) serving that application pool.';
