import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { FromMock } from '../../shared/contracts/control.ts';

/** Stands in for Electron's parent port: the same two calls over Node's own channel. */
const PORT = `process.parentPort = {
  postMessage: (message) => process.send(message),
  on: (_, listener) => process.on('message', (data) => listener({ data })),
};`;

it('serves the demo mailbox until it is told to stop', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mock-process-'));
  const port = join(folder, 'port.mjs');
  await writeFile(port, PORT);
  const child = fork(join(import.meta.dirname, '../../electron/mock-exchange/process.ts'), [], {
    execArgv: ['--import', 'tsx', '--import', pathToFileURL(port).href],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = await new Promise<FromMock>((resolve) =>
    child.once('message', (message) => resolve(message as FromMock)),
  );
  if (ready.type !== 'ready') throw new Error(ready.sentence);
  const Authorization = `Basic ${Buffer.from(`${ready.user}:${ready.password}`).toString('base64')}`;
  const answer = await fetch(ready.url, { method: 'PROPFIND', headers: { Authorization, Depth: '0' } });
  expect(answer.status).toBe(207);
  await answer.text();
  child.send({ type: 'stop' });
  expect(await ended).toBe(0);
  await rm(folder, { recursive: true });
});
