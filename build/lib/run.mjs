import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot, scratch } from './paths.mjs';
import { Stop } from './say.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] The command is killed after this many milliseconds.
 */

/**
 * Runs a command with its output in a log file; a failure shows the end of it.
 * @param {string} name Names the log file.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export async function runQuietly(name, command, args, options = {}) {
  const log = path.join(scratch, 'logs', `${name}.log`);
  await mkdir(path.dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const env = { ...(options.env ?? process.env), NO_COLOR: '1' };
  const child = spawn(command, args, { ...defaults({ ...options, env }), stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const status = await exitOf(child);
  await new Promise((resolve) => file.end(() => resolve(undefined)));
  if (status === 0) return;
  const end = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-15).join('\n  ');
  throw new Stop(
    `"${command} ${args.join(' ')}" ended with status ${status}.\n  ${end}\n  All of it: ${log}`,
  );
}

/**
 * Runs a command with the terminal as its own and gives its exit status.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runHere(command, args, options = {}) {
  return exitOf(spawn(command, args, { ...defaults(options), stdio: 'inherit' }));
}

/**
 * A command's output and status; never throws for a status, and gives 127 when there is no such command.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export async function capture(command, args, options = {}) {
  const child = spawn(command, args, { ...defaults(options), stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  return { status: await exitOf(child), text };
}

/**
 * The exit status; 128 + n for a signal as shells count, 127 where the command does not exist.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
export function exitOf(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : 15)));
  });
}

/** npm, by the copy that runs this script where there is one, so that no shell is needed on any system. */
export function npmCommand() {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return { command: process.execPath, args: [cli] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** @param {RunOptions} options */
function defaults({ cwd = projectRoot, env = process.env, timeoutMs }) {
  return { cwd, env, windowsHide: true, ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }) };
}
