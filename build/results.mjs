import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { scratch } from './lib/paths.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

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
  if (text === null) return { passed: 0, failed: status === 0 ? 0 : 1, skipped: 0 };
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
    return { passed: expected, failed: unexpected + flaky, skipped };
  }
  return {
    passed: report['numPassedTests'],
    failed: report['numFailedTests'],
    skipped: report['numPendingTests'] + (report['numTodoTests'] ?? 0),
  };
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  const add = (/** @type {keyof Counts} */ key) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}
