import { execFile, spawn } from 'node:child_process';
import { open, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Nginx {
  readonly origin: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** nginx of this machine, serving a folder on the loopback; `rate` caps each connection, as `limit_rate` takes it ("20m"). */
export async function startNginx(folder: string, rate?: string): Promise<Nginx> {
  const port = await freePort();
  const configuration = `${folder}/nginx-${port}.conf`;
  await writeFile(
    configuration,
    `daemon off; pid ${folder}/nginx-${port}.pid; error_log ${folder}/error.log; worker_processes 1;
     events {} http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
     uwsgi_temp_path ${folder}; scgi_temp_path ${folder}; sendfile on; ${rate === undefined ? '' : `limit_rate ${rate};`}
     server { listen 127.0.0.1:${port}; root ${folder};
     dav_methods PUT; client_max_body_size 0; } } ${process.getuid?.() === 0 ? 'user root;' : ''}`,
  );
  const child = spawn('/usr/sbin/nginx', ['-p', folder, '-c', configuration], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const origin = `http://127.0.0.1:${port}`;
  const patience = ['--retry', '40', '--retry-connrefused', '--retry-delay', '1'];
  await run('curl', ['-sS', ...patience, '-o', '/dev/null', `${origin}/`]);
  return {
    origin,
    port,
    stop: async () => {
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

/** A file of so many bytes that no file system stores in less and in which no two MiB are alike. */
export async function writeLarge(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  const block = Buffer.alloc(2 ** 20, 'retinue');
  for (let at = 0; at < bytes; at += block.length) {
    block.writeDoubleLE(at, 0);
    await file.write(block, 0, Math.min(block.length, bytes - at));
  }
  await file.close();
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
