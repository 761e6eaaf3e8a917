import { told } from '../../../shared/language/told.ts';
import type { InOrder } from './in-order.ts';
import type { DownloadJob } from './job.ts';
import type { Span } from './part/part.ts';
import { suspectSpans } from './receive.ts';
import type { DownloadState } from './state.ts';
import type { Telling } from './telling.ts';

export interface Suspecting {
  readonly job: DownloadJob;
  readonly state: DownloadState;
  readonly inOrder: InOrder;
  readonly telling: Telling;
  /** Fetches everything that is missing. */
  readonly fetchAll: () => Promise<void>;
}

/**
 * Zeros at the end of an answer are asked for once more: some proxies pad what was cut off. What comes differently is
 * fetched again from where the zeros began.
 */
export async function lookTwice(all: Suspecting): Promise<void> {
  const { state, fetchAll } = all;
  const checked = new Set<string>();
  while (state.suspects.length > 0) {
    // Without ranges everything comes again anyway.
    const spans = state.ranges === 'proven' ? state.suspects.flatMap(suspectSpans) : state.suspects;
    const next = spans.find((span) => !checked.has(nameOf(span)));
    if (next === undefined || state.known === null) state.suspects = [];
    else if (await isTrue(all, next)) checked.add(nameOf(next));
    await fetchAll();
  }
}

const nameOf = ({ from, to }: Span) => `${from}-${to}`;

/** False when other bytes came, or another entity. */
async function isTrue({ job, state, inOrder, telling, fetchAll }: Suspecting, span: Span): Promise<boolean> {
  const { part } = job;
  const zeros = state.suspects.find(({ from, to }) => from <= span.from && to >= span.to) ?? span;
  const before = await part.read(span);
  const { changes } = state;
  await part.forget(span);
  await inOrder.restart();
  await fetchAll();
  if (state.changes !== changes) return false;
  if (Buffer.compare(before, await part.read(span)) === 0) return true;
  telling.note(
    told(
      'From byte {from} on the server had sent zeros instead of the file. Retinue fetches those {count} bytes again.',
      { from: zeros.from, count: zeros.to - zeros.from },
    ),
  );
  state.suspects = state.suspects.filter((each) => each !== zeros);
  await part.forget(zeros);
  return false;
}
