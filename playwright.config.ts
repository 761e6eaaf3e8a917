import { defineConfig } from '@playwright/test';

// The real application, one at a time: without a graphics card each window's drawing takes a core, so two at once take
// twice as long each, measured.
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
