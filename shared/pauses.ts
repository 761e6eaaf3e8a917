/** Work of many steps that a person can hold up between two of them, by a name that the person's window knows. */
export interface Pauses {
  begin(job: string): Pausable;
  /** Nothing where no such work is going on. */
  set(job: string, paused: boolean): void;
}
export interface Pausable {
  /** Before each step: resolves at once, or when it may go on. Also when it was ended meanwhile: who asks looks at the signal. */
  turn(signal: AbortSignal): Promise<void>;
  end(): void;
}

interface Job {
  /** null: it is not paused. */
  waiting: Set<() => void> | null;
}

export function createPauses(): Pauses {
  const jobs = new Map<string, Job>();
  return {
    begin(name) {
      const job: Job = { waiting: null };
      jobs.set(name, job);
      return { turn: (signal) => turnOf(job, signal), end: () => void jobs.delete(name) };
    },
    set(name, paused) {
      const job = jobs.get(name);
      if (!job || paused === (job.waiting !== null)) return;
      const held = job.waiting;
      job.waiting = paused ? new Set() : null;
      for (const goOn of held ?? []) goOn();
    },
  };
}

function turnOf({ waiting }: Job, signal: AbortSignal): Promise<void> {
  if (!waiting || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const goOn = () => {
      signal.removeEventListener('abort', goOn);
      waiting.delete(goOn);
      resolve();
    };
    signal.addEventListener('abort', goOn);
    waiting.add(goOn);
  });
}
