import { defineConfig } from '@playwright/test';

// The real application. Each test starts a whole Electron and mostly waits for it: two files at a time keep two cores busy.
export default defineConfig({
  testDir: 'test/app',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
});
