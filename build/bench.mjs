// npm run bench [-- NAME ...]: runs the benches of test/bench, prints medians and ratios against a named peer measured
// in the same run, and keeps them in test/bench/results/.
import { register } from 'tsx/esm/api';
import { startDisplay } from './display.mjs';
import { ensureAll } from './ensure.mjs';
import { ensureInteropClients } from './interop-clients.mjs';
import { script } from './lib/say.mjs';
import { hasNoDisplay, isRoot } from './system.mjs';

await script(async () => {
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
