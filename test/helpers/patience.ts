// For every test file: what is waited for may take its time on a machine that is busy with something else. A second, the
// default of both libraries, was too short now and then; what never comes still fails the test.
const PATIENCE_MS = 15_000;

if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/dom');
  configure({ asyncUtilTimeout: PATIENCE_MS });
}

export {};
