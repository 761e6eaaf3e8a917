import type { NetworkContract } from '../../shared/contracts/network.ts';
import { type Told, toldOf } from '../../shared/language/told.ts';
import type { Server } from '../../shared/rpc/server.ts';

type Window = Pick<Server<NetworkContract>, 'event'>;

/** What went wrong and no answer stands for, until a window takes it. */
export interface Problems {
  readonly put: (problem: Told) => void;
  readonly take: () => readonly Told[];
  /** Tells a window that is new whether something waits for it. */
  readonly greet: (window: Window) => void;
}

/** A disk that is full says so at every line: each sentence is told once in a run. `record` gets all of them. */
export function createProblems(windows: Iterable<Window>, record: (problem: Told) => void): Problems {
  const known = new Set<string>();
  const held: Told[] = [];
  return {
    put(problem) {
      record(problem);
      if (known.has(problem.sentence)) return;
      known.add(problem.sentence);
      held.push(toldOf(problem));
      for (const window of windows) window.event('problems', null);
    },
    take: () => held.splice(0),
    greet(window) {
      if (held.length > 0) window.event('problems', null);
    },
  };
}
