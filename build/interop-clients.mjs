import { say } from './lib/say.mjs';
import { installDebianPackages, isOnPath, isRoot } from './system.mjs';

/** WebDAV clients that other people wrote; the tests show the mock to them. All are called like their packages. */
const CLIENTS = ['curl', 'cadaver', 'rclone'];

/** Installs them where that can be done; elsewhere their tests skip and say so. */
export async function ensureInteropClients() {
  const missing = CLIENTS.filter((name) => !isOnPath(name));
  if (missing.length === 0) return;
  if (process.platform === 'linux' && isRoot() && isOnPath('apt-get')) await installDebianPackages(missing);
  else say(`not installed, so their interop tests will be skipped: ${missing.join(', ')}`);
}
