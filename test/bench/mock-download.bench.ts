import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mockCommand, type ReadyLine } from '../mock-exchange/cli/command.ts';
import { type Bench, compare } from './lib/bench.ts';

const RUNS = 5;
const BYTES = 2 ** 30;
const run = promisify(execFile);

/** One GET of 1 GiB: an attachment that the mock makes while it streams, and a file that nginx sends. */
export const mockDownload: Bench = {
  name: 'mock-download',
  title: 'GET of 1 GiB by curl, from the mock and from nginx',
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
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
        peer.push(await rate(nginx.url, []));
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

async function startNginx(folder: string) {
  const file = await open(path.join(folder, 'large.bin'), 'w');
  const block = Buffer.alloc(2 ** 22, 'retinue');
  for (let at = 0; at < BYTES; at += block.length) await file.write(block);
  await file.close();
  const port = await freePort();
  const configuration = path.join(folder, 'nginx.conf');
  await writeFile(
    configuration,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
     events {} http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
     uwsgi_temp_path ${folder}; scgi_temp_path ${folder}; sendfile on;
     server { listen 127.0.0.1:${port}; root ${folder}; } } ${process.getuid?.() === 0 ? 'user root;' : ''}`,
  );
  const child = spawn('/usr/sbin/nginx', ['-p', folder, '-c', configuration], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/large.bin`;
  await run('curl', [
    '-sS',
    '--retry',
    '40',
    '--retry-connrefused',
    '--retry-delay',
    '1',
    '-r',
    '0-0',
    '-o',
    '/dev/null',
    url,
  ]);
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    url,
    stop: async () => {
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
