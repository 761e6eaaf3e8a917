import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What the figures were measured on. */
export function machineFacts() {
  return {
    platform: `${os.platform()} ${os.arch()}`,
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** Puts what was measured into results/NAME.json, in the place of what was there. */
export async function keepResult(name: string, result: object): Promise<void> {
  const folder = path.join(import.meta.dirname, '..', 'results');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** The same for the summary of a job: when, and on which machine. */
export async function keepSummary(job: string, summary: object): Promise<void> {
  await keepResult(job, { job, at: new Date().toISOString(), machine: machineFacts(), ...summary });
}
