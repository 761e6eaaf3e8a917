import { fail, type FailureError } from '../../../shared/errors.ts';

/** Servers that their person paused: nothing is asked of them until they are resumed. Main keeps which they are. */
export interface Pauses {
  /** Replaces the set; those who waited for a server that is not in it go on. */
  set(origins: readonly string[]): void;
  of(origin: string): Pause;
}
/** Of one server. */
export interface Pause {
  isOn(): boolean;
  /** Resolves at once unless the server is paused, else when it is resumed. Rejects with the signal's reason. */
  pass(signal: AbortSignal): Promise<void>;
}

/** For who asks a server that nobody can pause: the command line. */
export const NEVER_PAUSED: Pause = { isOn: () => false, pass: () => Promise.resolve() };

/** Makes the set, empty. */
export function createPauses(): Pauses {
  let paused: ReadonlySet<string> = new Set();
  let waiting: { readonly origin: string; readonly go: () => void }[] = [];

  return {
    set(origins) {
      paused = new Set(origins);
      const free = waiting.filter(({ origin }) => !paused.has(origin));
      waiting = waiting.filter(({ origin }) => paused.has(origin));
      for (const { go } of free) go();
    },
    of(origin) {
      const resumed = (signal: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          if (signal.aborted) return reject(signal.reason);
          const leave = () => {
            waiting = waiting.filter((each) => each !== entry);
            reject(signal.reason);
          };
          const go = () => {
            signal.removeEventListener('abort', leave);
            resolve();
          };
          const entry = { origin, go };
          signal.addEventListener('abort', leave, { once: true });
          waiting.push(entry);
        });
      return {
        isOn: () => paused.has(origin),
        async pass(signal) {
          // Resumed and paused again in the same moment: it waits on.
          while (paused.has(origin)) await resumed(signal);
        },
      };
    },
  };
}

/** Why nothing was asked. */
export function pausedByPerson(): FailureError {
  return fail(
    'paused',
    'You paused this server. Retinue asked it nothing. Choose Resume in Server health to go on.',
  );
}
