// npm run check: the fast part of npm test, for use while working.
import { ensurePackages } from './packages.mjs';
import { say, script } from './lib/say.mjs';

await script(async () => {
  await ensurePackages();
  const { runChecks, staticChecks, tool } = await import('./checks.mjs');
  const unit = { title: 'unit tests', run: () => tool('vitest/vitest.mjs', ['run', 'test/unit']) };
  const failed = await runChecks([...staticChecks, unit]);
  say(failed.length === 0 ? 'everything is in order' : `failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
});
