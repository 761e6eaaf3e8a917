/** What a bench is given: where Electron is and what it needs on this machine. */
export interface BenchContext {
  readonly electron: string;
  readonly electronVersion: string;
  readonly electronArgs: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** One figure of ours against the same figure of a named peer, from runs taken in turn. */
export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly ours: Figures;
  readonly peer: Figures & { readonly name: string };
  /** Median of ours over median of the peer's. */
  readonly ratio: number;
}
export interface Figures {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
}

export interface Bench {
  readonly name: string;
  readonly title: string;
  /** Takes many minutes: run only where it is named. */
  readonly isLong?: true;
  run(context: BenchContext): Promise<readonly Comparison[]>;
}

/** Median, smallest and largest of some runs. Throws for none. */
export function figures(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted.length % 2 === 1 ? upper : sorted[middle - 1];
  if (upper === undefined || lower === undefined) throw new Error('no runs to take a median of');
  return {
    median: (lower + upper) / 2,
    min: sorted[0] ?? upper,
    max: sorted.at(-1) ?? upper,
    runs: sorted.length,
  };
}

/** Puts two series side by side. */
export function compare(
  what: string,
  unit: string,
  ours: readonly number[],
  peerName: string,
  peer: readonly number[],
): Comparison {
  const a = figures(ours);
  const b = figures(peer);
  return {
    what,
    unit,
    ours: a,
    peer: { ...b, name: peerName },
    ratio: Math.round((a.median / b.median) * 100) / 100,
  };
}

/** Median with the extremes, and the 95th in a hundred. */
export function spread(
  what: string,
  ours: readonly number[],
  peer: string,
  theirs: readonly number[],
): readonly Comparison[] {
  return [
    compare(what, 'ms', ours, peer, theirs),
    compare(`${what}, p95`, 'ms', [percentile95(ours)], peer, [percentile95(theirs)]),
  ];
}

function percentile95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

/** The comparisons as lines for a terminal. */
export function formatTable(comparisons: readonly Comparison[]): string {
  const show = (f: Figures) => `${Math.round(f.median)} (${Math.round(f.min)}–${Math.round(f.max)})`;
  return comparisons
    .map(
      (c) =>
        `  ${c.what}: ${show(c.ours)} ${c.unit}; ${c.peer.name}: ${show(c.peer)} ${c.unit}; ratio ${c.ratio}`,
    )
    .join('\n');
}
