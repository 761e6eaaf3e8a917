import { fail, type FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { LOCAL_ORIGIN } from '../local/place.ts';

/**
 * Servers that their person paused: nothing is asked of them until they are resumed. While that person works offline,
 * all are. Main keeps which they are.
 */
export interface Pauses {
  /** Replaces the set; those who waited for a server that is not paused any more go on. */
  set(origins: readonly string[], offline: boolean): void;
  of(origin: string): Pause;
}
/** Of one server. */
export interface Pause {
  isOn(): boolean;
  /** On because its person works offline, whether or not it is paused itself. */
  isOffline(): boolean;
  /** Why nothing was asked, while it is on. */
  failure(): FailureError;
  /** Resolves at once unless the server is paused, else when it is resumed. Rejects with the signal's reason. */
  pass(signal: AbortSignal): Promise<void>;
}

/** For who asks a server that nobody can pause: the command line. */
export const NEVER_PAUSED: Pause = {
  isOn: () => false,
  isOffline: () => false,
  failure: pausedByPerson,
  pass: () => Promise.resolve(),
};

/** Makes the set, empty. */
export function createPauses(): Pauses {
  let paused: ReadonlySet<string> = new Set();
  let isOffline = false;
  let waiting: { readonly origin: string; readonly go: () => void }[] = [];

  const isOn = (origin: string) => isOffline || paused.has(origin);

  return {
    set(origins, offline) {
      paused = new Set(origins);
      isOffline = offline;
      const free = waiting.filter(({ origin }) => !isOn(origin));
      waiting = waiting.filter(({ origin }) => isOn(origin));
      for (const { go } of free) go();
    },
    of(origin) {
      // Nothing is asked of anybody there.
      if (origin === LOCAL_ORIGIN) return NEVER_PAUSED;
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
        isOn: () => isOn(origin),
        isOffline: () => isOffline,
        failure: () => (isOffline ? workingOffline() : pausedByPerson()),
        async pass(signal) {
          // Resumed and paused again in the same moment: it waits on.
          while (isOn(origin)) await resumed(signal);
        },
      };
    },
  };
}

function workingOffline(): FailureError {
  return fail(
    'paused',
    told('You work offline. Retinue asked the server nothing. Choose Go online to go on.'),
  );
}

function pausedByPerson(): FailureError {
  return fail(
    'paused',
    told('You paused this server. Retinue asked it nothing. Choose Resume in Server health to go on.'),
  );
}
