import path from 'node:path';
import { fail, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { type Clock, wait } from '../clock.ts';
import { lockPart } from '../transfer/part/lock.ts';

const AGAIN_MS = 100;

/**
 * The spool for this process alone; returns the way to give it back. Where another process has it, it is asked for
 * until `patienceMs` are over, then throws 'forbidden': the network process of a Retinue that was killed ends a moment
 * after the next one began.
 */
export async function lockSpool(
  folder: string,
  clock: Clock,
  patienceMs: number,
): Promise<() => Promise<void>> {
  const until = clock.now() + patienceMs;
  for (;;) {
    try {
      return await lockPart(path.join(folder, 'spool'), busy);
    } catch (thrown) {
      if (toFailure(thrown).kind !== 'forbidden' || clock.now() >= until) throw thrown;
      await wait(clock, AGAIN_MS, new AbortController().signal);
    }
  }
}

function busy(file: string) {
  return fail(
    'forbidden',
    told(
      'Another program is sending from {folder}. Retinue left that alone. Wait for it, or use another spool.',
      { folder: path.dirname(file) },
    ),
  );
}
