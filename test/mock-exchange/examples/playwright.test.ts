import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { inTemporaryFolder } from '../content/temporary-folder.ts';

const run = promisify(execFile);
const PLAYWRIGHT = path.resolve('node_modules/@playwright/test/cli.js');
const CONFIG = path.join(import.meta.dirname, 'playwright.config.ts');

it('the example for Playwright runs', { timeout: 60_000 }, async () => {
  await inTemporaryFolder(async (folder) => {
    const args = [PLAYWRIGHT, 'test', '--config', CONFIG, '--output', folder];
    const { stdout } = await run(process.execPath, args);
    expect(stdout).toContain('1 passed');
  });
});
