import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import { selfSigned } from '../../helpers/certificate.ts';
import { startNetwork, type TestNetwork } from './network.ts';
import { answer, type Script, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'retinue-unsubscribe-'));
const pair = selfSigned(folder);
if (!pair)
  console.log('skipped: openssl is not installed, so no certificate for the list’s server can be made');

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(script: Script): Promise<{ server: ScriptedServer; net: TestNetwork }> {
  const server = await startScriptedServer(script, pair ?? undefined);
  const net = await startNetwork(pair ? { ca: pair.cert } : {});
  open.push(net, server);
  return { server, net };
}
const failureOf = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (thrown: unknown) => toFailure(thrown),
  );

describe.skipIf(pair === null)('one-click unsubscribe', () => {
  it('is one POST with nothing that says who asks', async () => {
    const { server, net } = await start(() => answer(200, '<html>Bye</html>', { 'set-cookie': 'id=1' }));
    const url = `${server.origin}/off?list=7#part`;
    expect(await net.network.call('list.unsubscribe', { url })).toEqual({ status: 200, location: null });
    expect(await net.network.call('list.unsubscribe', { url })).toEqual({ status: 200, location: null });
    for (const { method, path: asked, body, headers } of server.received) {
      expect(`${method} ${asked}`).toBe('POST /off?list=7');
      expect(body).toBe('List-Unsubscribe=One-Click');
      expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded');
      for (const name of ['cookie', 'authorization', 'referer', 'origin', 'from'])
        expect(headers.has(name), name).toBe(false);
    }
    expect(server.received).toHaveLength(2);
  });

  it.each([301, 302, 303, 307, 308])('goes nowhere else by itself (%i)', async (status) => {
    const { server, net } = await start(() => answer(status, '', { location: '/page' }));
    const told = await net.network.call('list.unsubscribe', { url: `${server.origin}/off` });
    expect(told).toEqual({ status, location: `${server.origin}/page` });
    expect(server.received).toHaveLength(1);
  });

  it('leads to nothing but the web', async () => {
    const { server, net } = await start(() => answer(302, '', { location: 'javascript:alert(1)' }));
    const told = await net.network.call('list.unsubscribe', { url: `${server.origin}/off` });
    expect(told).toEqual({ status: 302, location: null });
  });

  it('is not sent a second time where the line broke', async () => {
    const { server, net } = await start((_request, socket) => void socket.destroy());
    const failure = await failureOf(net.network.call('list.unsubscribe', { url: `${server.origin}/off` }));
    expect(failure.kind).toBe('interrupted');
    expect(server.received).toHaveLength(1);
  });

  it('asks only https, and nobody by name', async () => {
    const { server, net } = await start(() => answer(200));
    for (const url of [
      server.origin.replace('https:', 'http:'),
      server.origin.replace('https://', 'https://u:p@'),
      'file:///etc/passwd',
      'nonsense',
    ]) {
      const failure = await failureOf(net.network.call('list.unsubscribe', { url }));
      expect(failure.sentence).toContain('Nothing was sent');
    }
    expect(server.received).toHaveLength(0);
  });

  it('waits for a person who works offline', async () => {
    const { server, net } = await start(() => answer(200));
    net.service.setAccounts([
      { id: 'a', demo: false, url: 'https://mail.example.test/', user: 'a', password: 'x', offline: true },
    ]);
    const failure = await failureOf(net.network.call('list.unsubscribe', { url: `${server.origin}/off` }));
    expect(failure.kind).toBe('paused');
    expect(server.received).toHaveLength(0);
  });
});
