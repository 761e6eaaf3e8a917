import { ensureBundle } from './bundle.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureRuntime } from './runtime.mjs';
import { ensureSystem } from './system.mjs';

/**
 * Makes sure of all that the application needs to run, one line a step; says nothing when nothing is to do.
 * @returns {Promise<import('./runtime.mjs').Runtime>}
 */
export async function ensureAll() {
  await ensurePackages();
  const runtime = await ensureRuntime();
  await ensureSystem(runtime);
  await ensureBundle();
  return runtime;
}
