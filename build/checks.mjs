import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { checkImports } from './check-imports.mjs';
import { projectRoot } from './lib/paths.mjs';
import { runHere } from './lib/run.mjs';
import { seconds } from './lib/say.mjs';

/**
 * @typedef {object} Check
 * @property {string} title
 * @property {() => Promise<number>} run Prints what is wrong; gives the exit status.
 */

/** A command of node_modules, without npx in between. @param {string} file @param {readonly string[]} args */
export function tool(file, args) {
  return runHere(process.execPath, [path.join(projectRoot, 'node_modules', file), ...args]);
}

/** The checks that need no test to run. @type {readonly Check[]} */
export const staticChecks = [
  { title: 'format (biome)', run: () => tool('@biomejs/biome/bin/biome', ['format', '.']) },
  { title: 'lint (oxlint)', run: () => tool('oxlint/bin/oxlint', ['--type-aware', '--quiet', '.']) },
  { title: 'imports', run: () => checkImports(projectRoot) },
  { title: 'types (tsc)', run: () => tool('typescript/bin/tsc', ['-b']) },
];

/**
 * Runs every check, also after a failure, each under a heading with its time. Gives the titles that failed.
 * @param {readonly Check[]} checks
 */
export async function runChecks(checks) {
  /** @type {string[]} */
  const failed = [];
  for (const { title, run } of checks) {
    const from = performance.now();
    process.stdout.write(`\n== ${title}\n`);
    const status = await run();
    if (status !== 0) failed.push(title);
    process.stdout.write(
      `== ${title}: ${status === 0 ? 'ok' : 'FAILED'}, ${seconds(performance.now() - from)}\n`,
    );
  }
  return failed;
}
