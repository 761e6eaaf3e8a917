// npm run bench [-- NAME ...]: runs the benches of test/bench, prints medians and ratios against a named peer measured
// in the same run, and keeps them in test/bench/results/. npm run bench -- send-seeds [--seeds N] [--first K] is a job of
// its own: what became of the messages of so many random runs; in-step [--seeds N] [--first K] [--operations M] another:
// whether two clients of one mailbox agree in the end.
import { register } from 'tsx/esm/api';
import { startDisplay } from './display.mjs';
import { ensureAll } from './ensure.mjs';
import { ensureInteropClients } from './interop-clients.mjs';
import { script } from './lib/say.mjs';
import { ensurePackages } from './packages.mjs';
import { hasNoDisplay, isRoot } from './system.mjs';

/** What needs neither the application nor a peer, and is asked for by name only: it takes a long time. */
const JOBS = {
  'send-seeds': async (/** @type {string[]} */ args) =>
    (await import('../test/bench/send-seeds.ts')).sendSeeds(args),
  'in-step': async (/** @type {string[]} */ args) =>
    (await import('../test/bench/in-step-seeds.ts')).inStepSeeds(args),
};

await script(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const job = Object.entries(JOBS).find(([each]) => each === name)?.[1];
  if (job) {
    await ensurePackages();
    register();
    const status = await job(args);
    // Of programs that were killed in mid-write, Node 20 waits for ever at its own end.
    process.exit(status);
  }
  const runtime = await ensureAll();
  await ensureInteropClients();
  const display = hasNoDisplay() ? await startDisplay() : null;
  try {
    register();
    const { runBenches } = await import('../test/bench/run.ts');
    return await runBenches(process.argv.slice(2), {
      electron: runtime.binary,
      electronVersion: runtime.version,
      electronArgs: isRoot() ? ['--no-sandbox'] : [],
      env: { ...process.env, ...display?.env },
    });
  } finally {
    await display?.stop();
  }
});
