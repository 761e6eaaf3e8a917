// npm test: everything. Goes on after a failure; the last lines name what failed and count, the exit status says whether
// all is well.
import { startDisplay } from './display.mjs';
import { ensureAll } from './ensure.mjs';
import { ensureInteropClients } from './interop-clients.mjs';
import { say, script } from './lib/say.mjs';
import { hasNoDisplay } from './system.mjs';

/** @typedef {import('./results.mjs').Counts} Counts */

const VITEST = ['unit', 'integration', 'mock-exchange', 'interop'];

/** @param {NodeJS.ProcessEnv} appEnv @param {Counts[]} counts */
async function testRuns(appEnv, counts) {
  const { runHere } = await import('./lib/run.mjs');
  const { countsOf, forgetReport, reportFile } = await import('./results.mjs');
  /** @param {string} name @param {readonly string[]} command @param {NodeJS.ProcessEnv} env */
  const run = async (name, command, env) => {
    await forgetReport(name);
    const status = await runHere(process.execPath, command, { env });
    counts.push(await countsOf(name, status));
    return status;
  };
  const vitest = VITEST.map((name) => ({
    title: `${name} tests`,
    run: () => {
      const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`];
      return run(name, ['node_modules/vitest/vitest.mjs', 'run', `test/${name}/`, ...report], process.env);
    },
  }));
  const application = ['together', 'undisturbed'].map((project) => ({
    title: project === 'together' ? 'application tests' : 'undisturbed application tests',
    run: () => {
      const name = `app-${project}`;
      const env = { ...appEnv, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile(name) };
      const which = [`--project=${project}`, `--output=test-results/${project}`];
      return run(
        name,
        ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...which],
        env,
      );
    },
  }));
  return [...vitest, ...application];
}

await script(async () => {
  const runtime = await ensureAll();
  await ensureInteropClients();
  const { runChecks, staticChecks } = await import('./checks.mjs');
  const { sum } = await import('./results.mjs');
  const display = hasNoDisplay() ? await startDisplay() : null;
  try {
    const appEnv = { ...process.env, ...display?.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist };
    /** @type {Counts[]} */
    const counts = [];
    const failed = await runChecks([...staticChecks, ...(await testRuns(appEnv, counts))]);
    process.stdout.write('\n');
    if (failed.length > 0) say(`failed: ${failed.join(', ')}`);
    const { passed, failed: broken, skipped, failures } = sum(counts);
    for (const failure of failures) process.stdout.write(`\n${failure}\n`);
    // A check that is no test counts as one failure, so that the line never says 0 for a run that failed.
    const checks = failed.filter((title) => !title.endsWith(' tests')).length;
    process.stdout.write(`${passed} passed, ${broken + checks} failed, ${skipped} skipped\n`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await display?.stop();
  }
});
