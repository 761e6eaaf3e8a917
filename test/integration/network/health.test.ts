import { afterEach, describe, expect, it } from 'vitest';
import { collect, failureOf, startNetwork, type TestNetwork } from './network.ts';
import { multistatus, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const accountId = 'one';
let net: TestNetwork;
let server: ScriptedServer;
afterEach(async () => {
  await net.stop();
  await server.stop();
});

describe('what is told of requests', () => {
  it('is each request with how it ended, and no secret', async () => {
    server = await startScriptedServer((_request, socket) => {
      socket.resetAndDestroy();
    });
    net = await startNetwork();
    const url = `${server.origin}/exchange/alex/`;
    net.service.setAccounts([{ id: accountId, url, user: 'alex', password: 'very-secret', demo: false }]);
    const failure = await failureOf(collect(net.network.stream('folders.list', { accountId })));
    expect(failure.kind).toBe('interrupted');
    server.script(() => multistatus(''));
    await failureOf(net.network.call('account.open', { accountId }));
    const { requests } = await net.network.call('health.look', { after: 0 });
    // A request that changes nothing is asked twice where the line breaks before its answer.
    expect(requests).toMatchObject([
      { id: 1, method: 'PROPFIND', origin: server.origin, status: null, broke: 'reset', to: null },
      { id: 2, method: 'PROPFIND', status: null, broke: 'reset' },
      { id: 3, method: 'PROPFIND', path: '/exchange/alex/', status: 207, broke: null },
    ]);
    expect(requests[2]?.sent).toBeGreaterThan(100);
    expect(JSON.stringify(requests)).not.toContain('very-secret');
    const newer = await net.network.call('health.look', { after: 2 });
    expect(newer.requests.map(({ id }) => id)).toEqual([3]);
  });
});
