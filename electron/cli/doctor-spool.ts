import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fail, toFailure } from '../../shared/errors.ts';
import { damagedMessage } from '../../shared/delivery/assess/damaged.ts';
import type { Finding } from '../../shared/delivery/findings.ts';
import { historyOf } from '../../shared/delivery/history.ts';
import type { Step, StepOf } from '../../shared/delivery/steps.ts';
import { toldOf } from '../../shared/language/told.ts';
import { readSteps } from '../network/spool/entry.ts';
import { openSizeLimits } from '../network/spool/size-limits.ts';
import { SPOOL_ID } from '../network/spool/spool.ts';

/** A spool as it lies on the disk. It is only read: the application may be at work on it. */
export interface SpoolLook {
  readonly journals: readonly (readonly Step[])[];
  /** When messages of other accounts were taken by their servers. */
  readonly elsewhere: readonly number[];
  /** Messages whose journal cannot be read. */
  readonly damaged: readonly Finding[];
  /** The smallest message that this server has refused for its size. */
  readonly refusedAt: number | null;
}

/** Reads the journals of the messages that go through this server for this person. */
export async function readSpool(folder: string, url: URL, user: string): Promise<SpoolLook> {
  const journals: (readonly Step[])[] = [];
  const elsewhere: number[] = [];
  const damaged: Finding[] = [];
  for (const name of await namesIn(folder)) {
    try {
      const { steps } = await readSteps(path.join(folder, name));
      const history = historyOf(steps);
      if (!history) damaged.push(damagedMessage(name, { sentence: 'Its journal does not begin as one.' }));
      else if (isOf(history.spooled.account, url, user)) journals.push(steps);
      else if (history.submittedAt !== null) elsewhere.push(history.submittedAt);
    } catch (thrown) {
      damaged.push(damagedMessage(name, toldOf(toFailure(thrown))));
    }
  }
  const limits = await openSizeLimits(folder);
  return { journals, elsewhere, damaged, refusedAt: limits.refusedAt(url.origin) };
}

function isOf(account: StepOf<'spooled'>['account'], url: URL, user: string): boolean {
  const isHere = URL.canParse(account.url) && new URL(account.url).origin === url.origin;
  return isHere && account.user.toLowerCase() === user.toLowerCase();
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => SPOOL_ID.test(name)).sort();
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
    throw fail('invalid-input', `--spool ${folder} cannot be read (${code}).`, {}, thrown);
  }
}
