// npm run package [-- TARGET ...]: builds installable packages into release/. On Linux: dir, deb and tar.gz unless
// others are named; what electron-builder would fetch for them comes from the system here (see TOOLS).
import path from 'node:path';
import { ensureAll } from './ensure.mjs';
import { projectRoot } from './lib/paths.mjs';
import { runQuietly } from './lib/run.mjs';
import { say, script, step, Stop } from './lib/say.mjs';
import { installDebianPackages, isOnPath, isRoot } from './system.mjs';

const LINUX_TARGETS = ['dir', 'deb', 'tar.gz'];
/** Programs that electron-builder would download, by target: what stands for them and the Debian package with it. */
const TOOLS = /** @type {const} */ ({
  deb: { program: 'dpkg-deb', package: 'dpkg' },
  'tar.gz': { program: '7za', package: 'p7zip-full' },
});

/** @param {readonly string[]} targets */
async function ensureTools(targets) {
  if (process.platform !== 'linux') return;
  for (const [target, tool] of Object.entries(TOOLS)) {
    if (!targets.includes(target) || isOnPath(tool.program)) continue;
    if (!isRoot() || !isOnPath('apt-get')) {
      throw new Stop(
        `${target} needs ${tool.program}. Install it (Debian: ${tool.package}) or leave ${target} out.`,
      );
    }
    await installDebianPackages([tool.package]);
  }
}

/** Linux has several; elsewhere electron-builder.yml says which. */
function chosenTargets() {
  const named = process.argv.slice(2);
  return named.length > 0 ? named : process.platform === 'linux' ? LINUX_TARGETS : [];
}

function platformSwitch() {
  if (process.platform === 'darwin') return '--mac';
  return process.platform === 'win32' ? '--win' : '--linux';
}

/** @param {import('./runtime.mjs').Runtime} runtime @param {readonly string[]} targets */
function buildPackages(runtime, targets) {
  const options = ['--config', 'build/electron-builder.yml', '--publish', 'never'];
  // Where installed programs look for newer versions: any host of static files. Without it they do not look.
  const address = process.env['RETINUE_UPDATES_URL'];
  const updates = address ? ['-c.publish.provider=generic', `-c.publish.url=${address}`] : [];
  const settings = [...updates, `-c.electronDist=${runtime.dist}`, `-c.electronVersion=${runtime.version}`];
  const env = {
    ...process.env,
    CUSTOM_FPM_PATH: path.join(projectRoot, 'build/fpm.mjs'),
    ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
    // Level 9 takes three minutes and saves a tenth.
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
  };
  const cli = path.join(projectRoot, 'node_modules/electron-builder/cli.js');
  const args = [cli, platformSwitch(), ...targets, ...options, ...settings];
  return runQuietly('package', process.execPath, args, { env });
}

await script(async () => {
  const runtime = await ensureAll();
  const targets = chosenTargets();
  await ensureTools(targets);
  if (!runtime.official) {
    say(
      `Electron ${runtime.version} here comes from the npm registry: these packages are for tests, not for users`,
    );
  }
  await step(`building ${targets.join(', ') || 'the packages'}`, () => buildPackages(runtime, targets));
  say(`the packages are in ${path.join(projectRoot, 'release')}`);
  return 0;
});
