import { existsSync } from 'node:fs';
import path from 'node:path';
import { say } from './lib/say.mjs';
import { installDebianPackages, isOnPath, isRoot } from './system.mjs';

/**
 * Programs that other people wrote: the tests show the mock to them and speak to them, the benches run beside them. By
 * Debian package; where what the tests use has another name, that name, or where Debian puts the file.
 * @type {Readonly<Record<string, string>>}
 */
const PROGRAMS = {
  aria2: 'aria2c',
  curl: 'curl',
  cadaver: 'cadaver',
  rclone: 'rclone',
  litmus: 'litmus',
  'davmail-server': 'davmail-server',
  fetchmail: 'fetchmail',
  mutt: 'mutt',
  python3: 'python3',
  'nginx-light': 'nginx',
  'libnginx-mod-http-dav-ext': '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so',
  'apache2-bin': 'apache2',
  xandikos: 'xandikos',
};

/** Where Debian keeps servers; the PATH of a plain user lacks it. */
const SERVER_FOLDER = '/usr/sbin';

/** Installs them where that can be done; elsewhere their tests skip and say so. */
export async function ensureInteropClients() {
  const missing = Object.keys(PROGRAMS).filter((name) => !isThere(PROGRAMS[name] ?? name));
  if (missing.length === 0) return;
  if (process.platform === 'linux' && isRoot() && isOnPath('apt-get')) await installDebianPackages(missing);
  else say(`not installed, so what needs them will be skipped or fail: ${missing.join(', ')}`);
}

/** @param {string} program */
function isThere(program) {
  if (path.isAbsolute(program)) return existsSync(program);
  return isOnPath(program) || existsSync(path.join(SERVER_FOLDER, program));
}
