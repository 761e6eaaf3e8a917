import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { inTemporaryFolder } from '../content/temporary-folder.ts';

const run = promisify(execFile);

/** What a test of another project would do. */
const USER = `
import { FailureError, startAdmin, startMockExchange } from './retinue-mock/index.js';
const mock = await startMockExchange({ scenario: 'after-mailbox-move' });
const admin = await startAdmin({ mock, user: 'alex', host: '127.0.0.1', port: 0 });
await mock.deliver('alex', 'Subject: hello\\r\\n\\r\\nworld');
const [{ user, password, url }] = mock.accounts;
const headers = { Authorization: 'Basic ' + btoa(user + ':' + password), Translate: 'f' };
const answer = await fetch(url + 'Inbox/hello.EML', { headers });
const page = await Promise.all(['/', '/main.js', '/tokens.css', '/lit-html/directives/repeat.js'].map((file) => fetch(admin.origin + file)));
const refused = await mock.load('nobody').catch((error) => error instanceof FailureError);
console.log(JSON.stringify({
  scenario: mock.state.scenario.name,
  body: await answer.text(),
  files: page.map(({ status }) => status),
  refused,
  journal: mock.journal.map(({ method, status }) => method + ' ' + status),
}));
await admin.stop();
await mock.stop();
`;

const TYPED = `
import { type JournalEntry, type MockExchange, startMockExchange } from './retinue-mock/index.js';
const mock: MockExchange = await startMockExchange({ personality: '2003' });
const entries: readonly JournalEntry[] = mock.journal;
const copies: number | undefined = mock.oracle().messages[0]?.deliveries[0]?.copies;
// @ts-expect-error there is no such personality
await startMockExchange({ personality: '1999' });
export { copies, entries };
`;

it('works as a package in a folder where nothing else is installed', { timeout: 120_000 }, async () => {
  await inTemporaryFolder(async (folder) => {
    const own = path.join(folder, 'retinue-mock');
    await mkdir(own);
    await run(process.execPath, ['build/mock-package.mjs', own]);
    await writeFile(path.join(folder, 'user.mjs'), USER);
    const { stdout, stderr } = await run(process.execPath, ['user.mjs'], { cwd: folder });
    expect({ stderr, told: JSON.parse(stdout) as unknown }).toEqual({
      stderr: '',
      told: {
        scenario: 'after-mailbox-move',
        body: 'Subject: hello\r\n\r\nworld',
        files: [200, 200, 200, 200],
        refused: true,
        journal: ['GET 200'],
      },
    });
    await writeFile(path.join(folder, 'user.mts'), TYPED);
    const compiler = path.resolve('node_modules/typescript/bin/tsc');
    const roots = path.resolve('node_modules/@types');
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
    await run(process.execPath, [compiler, ...flags, '--typeRoots', roots, '--types', 'node', 'user.mts'], {
      cwd: folder,
    });
    const cli = await run(process.execPath, [path.join(own, 'cli.js'), '--help']);
    expect(cli.stdout).toContain('--scenario NAME|FILE');
  });
});
