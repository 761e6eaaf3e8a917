import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectRoot, scratch } from './lib/paths.mjs';

/** `failures`: each failed test with its file and the first lines of why, for the end of a log that is cut in the middle. */
/** @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[] }} Counts */

const REASON_CHARS = 600;

/** Where a test run leaves its report. @param {string} name */
export function reportFile(name) {
  return path.join(scratch, 'reports', `${name}.json`);
}

/** Takes the last run's report away, so that it cannot stand for this one. @param {string} name */
export function forgetReport(name) {
  return rm(reportFile(name), { force: true });
}

/**
 * What a run counted. A run that ended without a report (a crash, a file that does not compile) is one failure.
 * @param {string} name
 * @param {number} status The exit status of the run.
 * @returns {Promise<Counts>}
 */
export async function countsOf(name, status) {
  const text = await readFile(reportFile(name), 'utf8').catch(() => null);
  if (text === null)
    return status === 0
      ? { passed: 0, failed: 0, skipped: 0, failures: [] }
      : {
          passed: 0,
          failed: 1,
          skipped: 0,
          failures: [`${name} tests: ended with status ${status} and no report`],
        };
  const counts = countReport(JSON.parse(text));
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * Reads the JSON reports of vitest and of Playwright.
 * @param {Record<string, any>} report
 * @returns {Counts}
 */
export function countReport(report) {
  if (report['stats']) {
    const { expected, unexpected, flaky, skipped } = report['stats'];
    const failures = report['suites'].flatMap(failedSpecs);
    return { passed: expected, failed: unexpected + flaky, skipped, failures };
  }
  return {
    passed: report['numPassedTests'],
    failed: report['numFailedTests'],
    skipped: report['numPendingTests'] + (report['numTodoTests'] ?? 0),
    failures: report['testResults'].flatMap(failedTests),
  };
}

/** Of one file in vitest's report. @param {Record<string, any>} file @returns {string[]} */
function failedTests({ name, status, message, assertionResults }) {
  const where = path.relative(projectRoot, name);
  /** @type {string[]} */
  const failed = assertionResults
    .filter((/** @type {any} */ test) => test.status === 'failed')
    .map((/** @type {any} */ test) => failure(where, test.fullName, test.failureMessages[0]));
  return failed.length === 0 && status === 'failed' ? [failure(where, 'the file', message)] : failed;
}

/** Of one file or group in Playwright's report. @param {Record<string, any>} suite @returns {string[]} */
function failedSpecs({ suites = [], specs = [] }) {
  const own = specs
    .filter((/** @type {any} */ spec) => !spec.ok)
    .map((/** @type {any} */ spec) => {
      const results = spec.tests.flatMap((/** @type {any} */ test) => test.results);
      const reason = results.find((/** @type {any} */ result) => result.error)?.error.message;
      return failure(`test/app/${spec.file}`, spec.title, reason);
    });
  return [...own, ...suites.flatMap(failedSpecs)];
}

/** @param {string} where @param {string} title @param {string | undefined} reason */
function failure(where, title, reason) {
  return `${where}: ${title}\n${stripVTControlCharacters(reason ?? 'no reason given').slice(0, REASON_CHARS)}`;
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  const add = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    all.reduce((total, counts) => total + counts[key], 0);
  const failures = all.flatMap((counts) => counts.failures);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped'), failures };
}
