// npm start: makes sure of everything that Retinue needs, then opens it. What stands after "--" goes to Retinue:
//   npm start -- --smoke
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startDisplay } from './display.mjs';
import { ensureAll } from './ensure.mjs';
import { projectRoot, scratch } from './lib/paths.mjs';
import { exitOf } from './lib/run.mjs';
import { say, script } from './lib/say.mjs';
import { hasNoDisplay, isRoot } from './system.mjs';

/** How long the application may take to end after it was asked to. */
const GRACE_MS = 10_000;
/** Lines of Chromium that say nothing about Retinue: no D-Bus in a container, the GPU process ending at exit. */
const NOISE =
  /:(bus|object_proxy|viz_main_impl|gpu_process_host|gl_surface_presentation_helper|debug_utils|command_buffer_proxy_impl)\.cc\(/;

/** @param {readonly string[]} args */
function screenshotArguments(args) {
  if (args.some((arg) => arg.startsWith('--screenshot='))) return [];
  const file = path.join(scratch, 'screenshots', 'window.png');
  say(`there is no display: Retinue draws on a virtual one and saves a picture of its window in ${file}`);
  return [`--screenshot=${file}`];
}

function sandboxArguments() {
  if (!isRoot()) return [];
  say("this is root: Electron's sandbox is off (--no-sandbox)");
  return ['--no-sandbox'];
}

/**
 * @param {string} binary
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 */
async function runApplication(binary, args, env) {
  const child = spawn(binary, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!NOISE.test(line)) process.stderr.write(`${line}\n`);
  });
  const ended = exitOf(child);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
    });
  }
  return ended;
}

/** A smoke works in a folder of its own, away from anybody's mail; here it is also removed. @param {readonly string[]} args */
async function ownFolder(args) {
  if (!args.includes('--smoke') || args.some((arg) => arg.startsWith('--user-data-dir='))) return null;
  return mkdtemp(path.join(tmpdir(), 'retinue-smoke-'));
}

await script(async () => {
  const args = process.argv.slice(2);
  const runtime = await ensureAll();
  const folder = await ownFolder(args);
  const display = hasNoDisplay() ? await startDisplay({ endsWithLastWindow: true }) : null;
  try {
    const extra = [...sandboxArguments(), projectRoot, ...(display ? screenshotArguments(args) : [])];
    say(`starting Retinue on Electron ${runtime.version}`);
    const data = folder ? [`--user-data-dir=${folder}`] : [];
    return await runApplication(runtime.binary, [...extra, ...args, ...data], display?.env ?? {});
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await display?.stop();
  }
});
