import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { mockCommand, type ReadyLine } from '../mock-exchange/cli/command.ts';
import { type Bench, compare } from './lib/bench.ts';

const MESSAGES = 100_000;
const STARTS = 5;
const ROUNDS = 200;
const BARE = 'a bare HTTP server with the same bytes';

/** The mock with 100,000 messages: how it starts, answers a page of a sorted SEARCH, and is reset. */
export const mockMailbox: Bench = {
  name: 'mock-mailbox',
  title: `the mock server with ${MESSAGES.toLocaleString('en')} messages`,
  async run() {
    const starts: number[] = [];
    const emptyStarts: number[] = [];
    const memory: number[] = [];
    const emptyMemory: number[] = [];
    for (let run = 0; run < STARTS; run += 1) {
      const [full, empty] = [await started(MESSAGES), await started(0)];
      starts.push(full.readyMs);
      emptyStarts.push(empty.readyMs);
      memory.push(full.residentMiB);
      emptyMemory.push(empty.residentMiB);
    }
    const { pages, bare, resets, restarts, peakMiB } = await answered();
    const none = 'the mock without messages';
    return [
      compare('start', 'ms', starts, none, emptyStarts),
      compare('memory after start', 'MiB', memory, none, emptyMemory),
      compare('memory after searches and resets', 'MiB', [peakMiB], none, emptyMemory),
      compare('SEARCH page of 100 rows', 'ms', pages, BARE, bare),
      compare('reset after a change', 'ms', resets, 'loading the scenario anew', restarts),
    ];
  },
};

async function started(messages: number) {
  const from = performance.now();
  const command = mockCommand('--port', '0', '--admin-port', '0', '--json', '--messages', String(messages));
  await command.firstLine;
  const readyMs = performance.now() - from;
  const residentMiB = await resident(command.pid);
  command.kill('SIGTERM');
  await command.finished;
  return { readyMs, residentMiB };
}

/** VmRSS of a process, MiB. */
async function resident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function answered() {
  const command = mockCommand('--port', '0', '--admin-port', '0', '--json', '--messages', String(MESSAGES));
  const ready = JSON.parse(await command.firstLine) as ReadyLine;
  try {
    const searching = searchOf(ready);
    // The first one sorts; a client pays for it once.
    const sample = await searching(0);
    const bareServer = createServer((incoming, answer) => {
      incoming.resume();
      answer.setHeader('Content-Type', 'text/xml');
      answer.end(sample.body);
    });
    await new Promise<void>((resolve) => bareServer.listen(0, '127.0.0.1', resolve));
    const bareUrl = `http://127.0.0.1:${(bareServer.address() as AddressInfo).port}/`;
    const pages: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      pages.push((await searching((round * 211) % 300)).ms);
      bare.push((await asked(bareUrl, 'POST', {}, '')).ms);
    }
    const resets: number[] = [];
    const restarts: number[] = [];
    for (let round = 0; round < STARTS; round += 1) {
      await asked(
        `${ready.url}Inbox/new-${round}.EML`,
        'PUT',
        signedIn(ready),
        'Subject: new\r\n\r\nnew\r\n',
      );
      resets.push((await asked(`${ready.admin}reset`, 'POST', {}, '')).ms);
    }
    const peakMiB = await resident(command.pid);
    const scenario = await asked(`${ready.admin}scenario`, 'GET', {}, '');
    for (let round = 0; round < STARTS; round += 1)
      restarts.push(
        (await asked(`${ready.admin}scenario`, 'POST', { 'Content-Type': 'application/json' }, scenario.body))
          .ms,
      );
    bareServer.close();
    return { pages, bare, resets, restarts, peakMiB };
  } finally {
    command.kill('SIGTERM');
    await command.finished;
  }
}

function signedIn({ user, password }: ReadyLine) {
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Page `n` of the Inbox, newest first, as a mail client asks for it. */
function searchOf(ready: ReadyLine) {
  const columns = [
    'DAV:href',
    'urn:schemas:httpmail:subject',
    'urn:schemas:httpmail:fromname',
    'urn:schemas:httpmail:read',
    'urn:schemas:httpmail:datereceived',
  ];
  const select = columns.map((each) => `"${each}"`).join(', ');
  const sql = `SELECT ${select} FROM SCOPE('shallow traversal of ""') WHERE "DAV:isfolder" = False ORDER BY "urn:schemas:httpmail:datereceived" DESC`;
  const body = `<?xml version="1.0"?><D:searchrequest xmlns:D="DAV:"><D:sql>${sql.replaceAll('<', '&lt;')}</D:sql></D:searchrequest>`;
  return async (page: number) => {
    const range = `rows=${page * 100}-${page * 100 + 99}`;
    const headers = { ...signedIn(ready), 'Content-Type': 'text/xml', Range: range };
    const answer = await asked(`${ready.url}Inbox/`, 'SEARCH', headers, body);
    const rows = answer.body.toString().split('<a:response>').length - 1;
    if (rows !== 100)
      throw new Error(`${rows} rows came instead of 100: ${answer.body.toString().slice(0, 200)}`);
    return answer;
  };
}

function asked(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): Promise<{ readonly ms: number; readonly body: Buffer }> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(pieces);
        if ((response.statusCode ?? 500) >= 400)
          reject(
            new Error(`${method} ${url} answered ${response.statusCode}: ${answer.toString().slice(0, 200)}`),
          );
        else resolve({ ms: performance.now() - from, body: answer });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
