import { defineConfig } from '@playwright/test';

/** What tells how long something took, or needs the pointer to stay, is not disturbed by another window: npm test runs it by itself. */
const UNDISTURBED = /(outbox|hostile-mail|people|reading-safety)\.spec\.ts$/;

// The real application. Without a graphics card each window's drawing takes half of a core, so two at once take three
// quarters of the time, measured; animations are off for that.
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
