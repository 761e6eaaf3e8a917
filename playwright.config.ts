import { defineConfig } from '@playwright/test';

// The real application. One at a time: each test starts a whole Electron, and two would only wait for each other.
export default defineConfig({
  testDir: 'test/app',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
});
