import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import { systemCertificates } from '../../../electron/network/transports/system-certificates.ts';
import { accountId, startAlex } from './alex.ts';
import { selfSigned } from '../../helpers/certificate.ts';
import { startSmtpServer } from '../../helpers/smtp-server.ts';
import { collect, failureOf, startNetwork } from './network.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe('authorities that the system trusts', () => {
  const ONE = rootCertificates[0] ?? '';
  const TWO = rootCertificates[1] ?? '';

  it('are asked of Node where it knows them, else read from where the system keeps them', async () => {
    const none = () => Promise.reject(new Error('no such file'));
    expect(await systemCertificates({ platform: 'win32', ask: () => [ONE], read: none })).toEqual([ONE]);
    const read = (file: string) =>
      file.startsWith('/etc/pki/') ? Promise.resolve(`# One\n${ONE}\n# Two\n${TWO}\n`) : none();
    // Where Node has its own way to them, the file is not looked at.
    const older = { ask: undefined, read };
    if (!('getCACertificates' in (await import('node:tls'))))
      expect(await systemCertificates({ platform: 'linux', ...older })).toEqual([ONE, TWO]);
    expect(await systemCertificates({ platform: 'linux', ask: () => [], read })).toEqual([]);
  });

  it('are trusted by connections of our own, and others still are not', async () => {
    const alex = await startAlex({ auth: 'ntlm', tls: true });
    closing.push(() => alex.stop());
    const { certificate } = alex.mock;
    const identity = { scheme: 'NTLM', user: 'alex', password: 'secret' } as const;
    const ask = async (trusted: readonly string[]) => {
      const { transport, close } = createNodeTransport({ trusted });
      closing.push(close);
      const { signal } = new AbortController();
      const headers = { depth: '0' };
      const url = alex.mock.mailboxUrl('alex');
      return await transport({ method: 'PROPFIND', url, headers, signal, ntlm: identity }).then(
        ({ status, body }) => (body.resume(), status),
        (thrown: unknown) => String(thrown),
      );
    };
    expect(await ask([certificate ?? ''])).toBe(207);
    expect(await ask([ONE])).toMatch(/self-signed/);
  });

  it('are trusted by servers for sending as well', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-trusted-'));
    closing.push(() => rm(folder, { recursive: true }));
    const pair = selfSigned(folder);
    if (!pair)
      return console.log('trusted: openssl is not installed here, so servers for sending are skipped.');
    const server = await startSmtpServer({ ...pair, isTls: true, users: { alex: 'secret' } });
    closing.push(() => server.stop());
    const place = { host: '127.0.0.1', port: server.port, security: 'tls' } as const;
    const sign = { ...place, user: 'alex', password: 'secret' };
    const check = async (ca: string) => {
      const net = await startNetwork({ ca });
      closing.push(() => net.stop());
      const report = await net.service.checkSending(sign, new AbortController().signal);
      return report.failure?.kind ?? 'trusted';
    };
    expect(await check(pair.cert)).toBe('trusted');
    expect(await check(ONE)).toBe('untrusted');
  });
});

describe('a server that NTLM cannot reach directly', () => {
  it('is said to be asked without the proxy of the system', async () => {
    const { mock, net, stop } = await startAlex({ auth: 'ntlm' });
    closing.push(stop);
    const list = () => collect(net.network.stream('folders.list', { accountId }));
    await list();
    await mock.stop();
    const failure = await failureOf(list());
    expect(failure.kind).toBe('offline');
    expect(failure.sentence).toContain('connects directly and not through the proxy of this system');
  });
});
