import { defineConfig } from 'vitest/config';

// test/unit, test/integration, test/mock-exchange and test/interop; test/app belongs to Playwright.
// Tests of components ask for happy-dom in their first line (@vitest-environment).
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/app/**', 'node_modules/**'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    passWithNoTests: true,
    cache: false,
  },
});
