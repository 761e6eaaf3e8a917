// Runs a TypeScript file in this process: node build/run.mjs FILE.ts arguments…
// Standard output belongs to the file (scripts read it), so what is said here goes to standard error.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './lib/paths.mjs';

const INSTALL = `import { ensurePackages } from './build/packages.mjs'; import { script } from './build/lib/say.mjs';
await script(async () => { await ensurePackages(); return 0; });`;

/** Installs the packages in a process of its own whose words go to standard error. True when they are there. */
function packagesAreThere() {
  if (existsSync(path.join(projectRoot, 'node_modules/.retinue'))) return true;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', INSTALL], {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
  });
  return status === 0;
}

const [, , file, ...args] = process.argv;
if (file === undefined) {
  process.stderr.write('usage: node build/run.mjs FILE.ts arguments…\n');
  process.exitCode = 2;
} else if (packagesAreThere()) {
  const { register } = await import('tsx/esm/api');
  register();
  const target = path.resolve(projectRoot, file);
  process.argv = [process.argv[0] ?? 'node', target, ...args];
  await import(pathToFileURL(target).href);
} else {
  process.exitCode = 1;
}
