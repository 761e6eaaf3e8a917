import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether Python is on this machine; a line says so where it is not. */
export function hasPython(): boolean {
  const found = spawnSync('python3', ['-c', 'import mailbox']).status === 0;
  if (!found) console.log('skipped: there is no python3 with its mailbox module on this machine');
  return found;
}

/** Runs a program and gives what it printed, as JSON. */
export async function python(program: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)('python3', ['-c', program, ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trim() === '' ? null : (JSON.parse(stdout) as unknown);
}
