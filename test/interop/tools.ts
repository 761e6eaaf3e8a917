import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** True where the program can be run; otherwise a line says why its tests are left out. */
export function installed(program: string, flag = '--version'): boolean {
  const there = spawnSync(program, [flag], { stdio: 'ignore' }).error === undefined;
  return orSaid(there, program);
}

/** The same for servers, which a try would start: whether the file is there. */
export function onPath(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return orSaid(
    folders.some((folder) => existsSync(join(folder, program))),
    program,
  );
}

function orSaid(there: boolean, program: string): boolean {
  if (!there) console.log(`interop: ${program} is not installed here, so its tests are skipped.`);
  return there;
}

export interface Finished {
  readonly status: number;
  readonly out: Buffer;
  readonly text: string;
}

/** Runs a program to its end without a shell, in `cwd` where it is given; standard error follows in `text`. */
export function run(
  program: string,
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<Finished> {
  return new Promise((resolve) => {
    const options = {
      encoding: 'buffer' as const,
      maxBuffer: 64 * 1024 * 1024,
      timeout: 30_000,
      env: { ...process.env, ...env },
      ...(cwd !== undefined && { cwd }),
    };
    const child = execFile(program, [...args], options, (error, out, err) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, out, text: `${out.toString()}${err.toString()}` });
    });
    child.stdin?.end(input);
  });
}
