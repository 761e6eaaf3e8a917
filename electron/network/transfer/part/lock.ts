import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import { codeOf } from './disk-faults.ts';

/**
 * Keeps a part for one process: `PART.lock` holds the process id and, where the system tells it, the time that the
 * process was started, so that a lock whose owner was killed is taken over although its number is in use again.
 * Returns the way to give it back. Throws 'forbidden' while another download has it.
 */
export async function lockPart(
  part: string,
  busy: (file: string) => Error = fetchedAlready,
): Promise<() => Promise<void>> {
  const file = `${part}.lock`;
  const mine = `${process.pid} ${await startOf(process.pid)}`;
  try {
    await writeFile(file, mine, { flag: 'wx', mode: 0o600 });
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
    await takeOver(file, mine, busy);
    await writeFile(file, mine, { flag: 'wx', mode: 0o600 });
  }
  return () => rm(file, { force: true });
}

/** Moves a dead owner's lock aside. Only one of several that try at once succeeds: the others find another lock. */
async function takeOver(file: string, mine: string, busy: (file: string) => Error): Promise<void> {
  const theirs = await readFile(file, 'utf8');
  if (await isAlive(theirs)) throw busy(file);
  const aside = `${file}.${mine.replaceAll(' ', '-')}`;
  await rename(file, aside);
  const moved = await readFile(aside, 'utf8');
  if (moved !== theirs) await link(aside, file);
  await rm(aside, { force: true });
  if (moved !== theirs) throw busy(file);
}

async function isAlive(owner: string): Promise<boolean> {
  const [pid, start] = owner.split(' ');
  if (pid === undefined || !/^[1-9][0-9]*$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (thrown) {
    // EPERM: it lives and belongs to somebody else.
    if (codeOf(thrown) === 'ESRCH') return false;
  }
  return (await startOf(Number(pid))) === start;
}

/** Field 22 of /proc/PID/stat, in ticks since the system started; '-' where there is no such file. */
async function startOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in field 2 is in parentheses and may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}

function fetchedAlready(file: string) {
  const name = path.basename(file).replace(/\.part\.lock$/, '');
  return fail(
    'forbidden',
    told(
      '{name} is being fetched already, by this or another program. Retinue left that download alone. Wait for it, or choose another name.',
      { name },
    ),
  );
}
