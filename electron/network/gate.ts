import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';

/**
 * What a request is for, first come first of each: bodies are what a person waits for, lists fill the folders, files
 * run for minutes. The server converts a message for a body, so never two bodies at once; one file at most, so that
 * a long download always leaves room for the rest (reference 6.3, 6.5). One upload has a place of its own: outgoing
 * mail waits for no download, and no reading for outgoing mail.
 */
export type Lane = 'body' | 'list' | 'file' | 'upload';
const LANES: readonly Lane[] = ['body', 'list', 'file', 'upload'];

export interface Gate {
  /** Waits for a place; the function returned gives it back (once). Rejects as 'cancelled' when the signal is aborted. */
  enter(lane: Lane, signal: AbortSignal): Promise<() => void>;
  /** How many may be under way in all, and lists among them; from now on an upload goes beside them. */
  widen(places: number): void;
}

interface Waiting {
  readonly lane: Lane;
  readonly go: () => void;
}

/** At most `places` requests under way, of them `files` for files. */
export function createGate(places: number, files = 1): Gate {
  const atOnce: Record<Lane, number> = { body: 1, list: 2, file: files, upload: 1 };
  let allowed = places;
  let isWide = false;
  const running: Record<Lane, number> = { body: 0, list: 0, file: 0, upload: 0 };
  const waiting: Waiting[] = [];

  const isCounted = (lane: Lane) => !(isWide && lane === 'upload');
  const counted = () => LANES.filter(isCounted).reduce((sum, lane) => sum + running[lane], 0);
  const isFree = (lane: Lane) => running[lane] < atOnce[lane] && (!isCounted(lane) || counted() < allowed);
  const admit = () => {
    for (const lane of LANES) {
      for (;;) {
        const index = isFree(lane) ? waiting.findIndex((entry) => entry.lane === lane) : -1;
        if (index < 0) break;
        waiting.splice(index, 1)[0]?.go();
      }
    }
  };
  const take = (lane: Lane) => {
    running[lane] += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      running[lane] -= 1;
      admit();
    };
  };

  return {
    enter(lane, signal) {
      return new Promise((resolve, reject) => {
        const cancelled = () => fail('cancelled', told('Stopped, as you asked.'));
        if (signal.aborted) return reject(cancelled());
        const entry: Waiting = {
          lane,
          go() {
            signal.removeEventListener('abort', leave);
            resolve(take(lane));
          },
        };
        const leave = () => {
          const index = waiting.indexOf(entry);
          if (index >= 0) waiting.splice(index, 1);
          reject(cancelled());
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(entry);
        admit();
      });
    },
    widen(next) {
      allowed = next;
      atOnce.list = Math.max(2, next);
      isWide = true;
      admit();
    },
  };
}
