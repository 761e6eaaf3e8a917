import { defineConfig } from 'vitest/config';

// test/unit, test/integration, test/mock-exchange and test/interop; test/app belongs to Playwright.
// Tests of components ask for happy-dom in their first line (@vitest-environment).
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/app/**', 'node_modules/**'],
    environment: 'node',
    // Hostile mail asks for files; happy-dom says loudly that it does not load them. Here that is what is wanted.
    environmentOptions: {
      happyDOM: {
        settings: {
          disableJavaScriptFileLoading: true,
          disableCSSFileLoading: true,
          handleDisabledFileLoadingAsSuccess: true,
        },
      },
    },
    // Most tests wait, for disks, timers and processes: one worker a core keeps both busy.
    maxWorkers: 2,
    // Nothing here keeps state in a module, so files share what one worker has loaded: loading it anew for each took
    // a third of the time. A test that needs a module of its own resets it itself.
    isolate: false,
    // A busy machine is no failure: what is polled for may take its time (the default is a second).
    expect: { poll: { timeout: 15_000 } },
    // Dexie takes the IndexedDB that is there when it is loaded, and it is loaded once: by whichever file comes first.
    setupFiles: ['fake-indexeddb/auto', 'test/helpers/patience.ts'],
    testTimeout: 60_000,
    hookTimeout: 20_000,
    cache: false,
  },
});
