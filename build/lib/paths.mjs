import { homedir } from 'node:os';
import path from 'node:path';

/** The folder that holds package.json. */
export const projectRoot = path.resolve(import.meta.dirname, '../..');

/** Scratch of this checkout: logs, stamps, screenshots. Ignored by git; may be deleted at any time. */
export const scratch = path.join(projectRoot, '.cache');

/**
 * Where the Electron runtime is kept between checkouts, by the XDG base directory rules.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env = process.env) {
  const xdg = env['XDG_CACHE_HOME'];
  // The specification says that a relative value is to be ignored.
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.cache'), 'retinue');
}
