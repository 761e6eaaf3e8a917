import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

export interface TimedRun {
  /** From the start of the process to the line that says it is ready. */
  readonly readyMs: number;
  /** Largest sum of proportional set sizes over the whole tree of processes, MiB, sampled every 100 ms. */
  readonly peakMiB: number;
}

/** Runs a command until it ends; `ready` recognises the line on standard output that is waited for. */
export async function timedRun(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  ready: RegExp,
): Promise<TimedRun> {
  const from = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let readyMs = 0;
  let said = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    said += `${line}\n`;
    if (readyMs === 0 && ready.test(line)) readyMs = performance.now() - from;
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    said += `${line}\n`;
  });
  let peakMiB = 0;
  const sampler = setInterval(() => {
    void treeMiB(child.pid ?? 0).then((now) => {
      peakMiB = Math.max(peakMiB, now);
    });
  }, 100);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(sampler);
  if (status !== 0 || readyMs === 0)
    throw new Error(
      `${command} ended with status ${status} and ${readyMs === 0 ? 'was never ready' : 'was ready'}:\n${said}`,
    );
  return { readyMs, peakMiB };
}

async function treeMiB(root: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readOrEmpty(`/proc/${name}/stat`);
    // The command name stands in brackets and may hold anything: the parent is the second field after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(name), Number(fields[1]));
  }
  let kib = 0;
  for (const pid of parents.keys()) {
    if (!descends(pid, root, parents)) continue;
    kib += Number(/^Pss:\s+(\d+) kB/m.exec(await readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  }
  return kib / 1024;
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
    if (at === root) return true;
  return false;
}

/** A process may end between being listed and being read. */
async function readOrEmpty(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
