import { defineConfig } from '@playwright/test';

/**
 * What tells how long something took, or needs the pointer or the focus to stay (a menu closes when another window comes
 * up), is not disturbed by another window: npm test runs it by itself.
 */
const UNDISTURBED =
  /(axe-everywhere|contacts|flags|outbox|hostile-mail|keyboard-day|looks|people|reading-safety|send)\.spec\.ts$/;

// The real application. Two at once gain something since animations are off: four files that took 131 s one after the
// other took 115 s, one of them alone all of that.
export default defineConfig({
  testDir: 'test/app',
  outputDir: 'test-results',
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  projects: [
    { name: 'together', testMatch: '**/*.spec.ts', testIgnore: UNDISTURBED },
    { name: 'undisturbed', testMatch: UNDISTURBED, workers: 1 },
  ],
});
