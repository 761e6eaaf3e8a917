import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/** What axe finds wrong in these parts of the page, in words; all of it where none are named. */
export async function violations(
  page: Page,
  parts: readonly string[] = ['body'],
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  }
  return await page.evaluate(async (selectors) => {
    const { axe: engine } = window as unknown as { readonly axe: typeof import('axe-core') };
    const found = await engine.run({ include: selectors.map((selector) => [selector]) });
    const faults = found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
    // The edge between two landmarks belongs to neither.
    return faults.filter((fault) => !fault.startsWith('region: <div class="splitter"'));
  }, parts);
}
