import { fail } from '../../shared/errors.ts';
import type { MockExchange, MockOptions } from './api.ts';
import { exchangeOf } from './exchange.ts';
import { methodTable } from './http/dispatch.ts';
import { isLoopbackHost } from './http/loopback.ts';
import { listen, type RunningServer } from './http/server.ts';
import { startFaces } from './line-server/faces.ts';
import { newStage } from './stage.ts';
import { baseOf, firstPlan } from './start.ts';
import { newCertificate } from './tls/certificate.ts';

export type * from './api.ts';

/** Starts a mock Exchange server (2003, Basic sign-in unless told otherwise) and resolves when it accepts connections. */
export async function startMockExchange(options: MockOptions = {}): Promise<MockExchange> {
  const host = options.host ?? '127.0.0.1';
  if (!isLoopbackHost(host)) {
    throw fail(
      'invalid-input',
      `The mock server only listens on this machine, and ${host} is not an address of it. Choose 127.0.0.1.`,
    );
  }
  const tls = options.tls ? await newCertificate(Date.now()) : null;
  const base = await baseOf(options, Date.now);
  const open: { server?: RunningServer } = {};
  const stage = await newStage(await firstPlan(options, base), {
    onRequest: options.onRequest,
    onCrash: () => open.server?.dropConnections(),
  });
  const serving = { world: () => stage.world, methods: methodTable(), journal: stage.journal };
  const server = await listen({ host, port: options.port ?? 0, tls }, serving).catch((error: unknown) => {
    stage.stop();
    throw error;
  });
  open.server = server;
  const faces = await startFaces(options, host, () => stage.world).catch(async (error: unknown) => {
    stage.stop();
    await server.stop();
    throw error;
  });
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const origin = `${tls ? 'https' : 'http'}://${name}:${server.port}`;
  return exchangeOf({ stage, base, server, faces, origin, certificate: tls?.cert ?? null });
}
