import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mockCommand, type ReadyLine } from '../mock-exchange/cli/command.ts';
import { type Bench, compare } from './lib/bench.ts';
import { startNginx, writeLarge } from './lib/nginx.ts';

const RUNS = 5;
const BYTES = 2 ** 30;
const run = promisify(execFile);

/** One GET of 1 GiB: an attachment that the mock makes while it streams, and a file that nginx sends. */
export const mockDownload: Bench = {
  name: 'mock-download',
  title: 'GET of 1 GiB by curl, from the mock and from nginx',
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
    await writeLarge(path.join(folder, 'large.bin'), BYTES);
    const nginx = await startNginx(folder);
    const size = ['--attachment-size', String(BYTES)];
    const command = mockCommand('--port', '0', '--admin-port', '0', '--json', '--messages', '300', ...size);
    try {
      const ready = JSON.parse(await command.firstLine) as ReadyLine;
      const credentials = `${ready.user}:${ready.password}`;
      const file = await largestAttachment(ready, credentials);
      const ours: number[] = [];
      const peer: number[] = [];
      for (let nth = 0; nth < RUNS; nth += 1) {
        ours.push(await rate(file, ['-u', credentials]));
        peer.push(await rate(`${nginx.origin}/large.bin`, []));
      }
      return [compare('throughput', 'MB/s', ours, 'nginx', peer)];
    } finally {
      command.kill('SIGTERM');
      await command.finished;
      await nginx.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** MB/s of one download that is thrown away. */
async function rate(url: string, args: readonly string[]): Promise<number> {
  const write = '%{size_download} %{time_total}';
  const { stdout } = await run('curl', ['-sS', '-o', '/dev/null', '-w', write, ...args, url]);
  const [bytes = 0, seconds = 1] = stdout.split(' ').map(Number);
  if (bytes !== BYTES) throw new Error(`${bytes} bytes came from ${url} instead of ${BYTES}`);
  return bytes / seconds / 1e6;
}

async function largestAttachment(ready: ReadyLine, credentials: string): Promise<string> {
  const sql = `SELECT "DAV:href" FROM "" WHERE "DAV:getcontentlength" > ${BYTES}`;
  const search = `<D:searchrequest xmlns:D="DAV:"><D:sql>${sql.replaceAll('>', '&gt;')}</D:sql></D:searchrequest>`;
  const found = await run('curl', [
    '-sS',
    '-u',
    credentials,
    '-X',
    'SEARCH',
    '--data-binary',
    search,
    `${ready.url}Inbox/`,
  ]);
  const item = /<a:href>([^<]*)<\/a:href>/.exec(found.stdout)?.[1];
  if (item === undefined) throw new Error(`no message is that large: ${found.stdout.slice(0, 300)}`);
  const listed = await run('curl', ['-sS', '-u', credentials, '-X', 'X-MS-ENUMATTS', item]);
  const hrefs = [...listed.stdout.matchAll(/<a:response><a:href>([^<]*)<\/a:href>/g)].map(
    (each) => each[1] ?? '',
  );
  return hrefs.find((each) => each.endsWith('.e57')) ?? '';
}
