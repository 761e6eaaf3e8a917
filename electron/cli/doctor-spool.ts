import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fail, toFailure } from '../../shared/errors.ts';
import { damagedMessage } from '../../shared/delivery/assess/damaged.ts';
import type { Finding } from '../../shared/delivery/findings.ts';
import { historyOf } from '../../shared/delivery/history.ts';
import type { Step } from '../../shared/delivery/steps.ts';
import { readSteps } from '../network/spool/entry.ts';
import { openSizeLimits } from '../network/spool/size-limits.ts';
import { SPOOL_ID } from '../network/spool/spool.ts';

/** A spool as it lies on the disk. It is only read: the application may be at work on it. */
export interface SpoolLook {
  readonly journals: readonly (readonly Step[])[];
  /** Messages whose journal cannot be read. */
  readonly damaged: readonly Finding[];
  /** The smallest message that this server has refused for its size. */
  readonly refusedAt: number | null;
}

/** Reads the journals of the messages that go through this server for this person. */
export async function readSpool(folder: string, url: URL, user: string): Promise<SpoolLook> {
  const journals: (readonly Step[])[] = [];
  const damaged: Finding[] = [];
  for (const name of await namesIn(folder)) {
    try {
      const { steps } = await readSteps(path.join(folder, name));
      const account = historyOf(steps)?.spooled.account;
      if (account && !(URL.canParse(account.url) && new URL(account.url).origin === url.origin)) continue;
      if (account && account.user.toLowerCase() !== user.toLowerCase()) continue;
      if (account) journals.push(steps);
      else damaged.push(damagedMessage(name, 'Its journal does not begin as one.'));
    } catch (thrown) {
      damaged.push(damagedMessage(name, toFailure(thrown).sentence));
    }
  }
  const limits = await openSizeLimits(folder);
  return { journals, damaged, refusedAt: limits.refusedAt(url.origin) };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => SPOOL_ID.test(name)).sort();
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
    throw fail('invalid-input', `--spool ${folder} cannot be read (${code}).`, {}, thrown);
  }
}
