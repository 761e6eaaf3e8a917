import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** openssl of this machine in a folder of its own; null where it is not installed, and a line says so. */
export function openssl(folder: string): ((...args: readonly string[]) => Buffer) | null {
  const run = (...args: readonly string[]) =>
    execFileSync('openssl', [...args], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    run('version');
    return run;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    console.log('skipped: openssl is not installed, so nothing can be signed');
    return null;
  }
}

/** An authority that signs certificates of people, made with openssl. */
export interface Authority {
  readonly pem: string;
  /** A certificate of this address; its file names without their endings. `extra`: lines of the extensions, in place of the usual ones. */
  issue(name: string, address: string, options?: IssueOptions): string;
}
export interface IssueOptions {
  readonly days?: number;
  readonly extra?: readonly string[];
  readonly key?: readonly string[];
}

/** Makes an authority `ca` in the folder. */
export function authority(folder: string, run: (...args: readonly string[]) => Buffer): Authority {
  const rsa = ['-newkey', 'rsa:2048'];
  const ca = [
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ];
  run(
    'req',
    '-x509',
    ...rsa,
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/CN=Test Authority',
    ...ca,
  );
  return {
    pem: run('x509', '-in', 'ca.pem').toString(),
    issue(name, address, { days = 10, extra, key = rsa } = {}) {
      const lines = extra ?? [
        `subjectAltName=email:${address}`,
        'keyUsage=critical,digitalSignature',
        'extendedKeyUsage=emailProtection',
      ];
      writeFileSync(path.join(folder, `${name}.ext`), `${lines.join('\n')}\n`);
      run(
        'req',
        '-new',
        ...key,
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        `/CN=${name}`,
      );
      const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
      run('x509', '-req', '-in', `${name}.csr`, ...signed, '-days', String(days), '-out', `${name}.pem`);
      return name;
    },
  };
}
