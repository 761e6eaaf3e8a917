import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';

/** A WebDAV server that other people wrote, on the loopback, with a folder of its own. */
export interface DavServer {
  readonly origin: string;
  /** What it serves. */
  readonly files: string;
  /** Gives it what was put there from outside. */
  own(): void;
  stop(): Promise<void>;
}
export interface DavProgram {
  readonly name: string;
  /** Files that must be there for its tests to run. */
  readonly needs: readonly string[];
  start(folder: string): Promise<DavServer>;
}

export const USER = 'alex';
export const PASSWORD = 'correct horse';

const APACHE = '/usr/sbin/apache2';
const APACHE_MODULES = '/usr/lib/apache2/modules';
const NGINX = '/usr/sbin/nginx';
const NGINX_DAV = '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so';
const RCLONE = '/usr/bin/rclone';
const XANDIKOS = '/usr/bin/xandikos';

/** Apache httpd with mod_dav: locks, dead properties, ETags. */
const apache: DavProgram = {
  name: 'Apache mod_dav',
  needs: [APACHE, `${APACHE_MODULES}/mod_dav_fs.so`],
  async start(folder) {
    const { port, files } = await room(folder);
    const modules = 'mpm_event authn_core authn_file authz_core authz_user auth_basic dav dav_fs mime'.split(
      ' ',
    );
    const user = process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : '';
    const conf = `ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/apache.log
${modules.map((each) => `LoadModule ${each}_module ${APACHE_MODULES}/mod_${each}.so`).join('\n')}
${user}
DocumentRoot ${files}
DavLockDB ${folder}/locks/db
TypesConfig /dev/null
AddType message/rfc822 .eml
<Directory ${files}>
  Dav On
  AuthType Basic
  AuthName mail
  AuthUserFile ${folder}/users
  Require valid-user
</Directory>
`;
    await writeFile(path.join(folder, 'apache.conf'), conf);
    await writeFile(path.join(folder, 'users'), passwordFile());
    await mkdir(path.join(folder, 'locks'), { recursive: true });
    own(folder);
    await chmod(folder, 0o755);
    const server = await started(APACHE, ['-X', '-f', path.join(folder, 'apache.conf')], port, files);
    return { ...server, own: () => own(files) };
  },
};

/** nginx with its DAV modules: PROPFIND, but no PROPPATCH. */
const nginx: DavProgram = {
  name: 'nginx dav-ext',
  needs: [NGINX, NGINX_DAV],
  async start(folder) {
    const { port, files } = await room(folder);
    const temporary = ['proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((each) => `${each}_temp_path ${folder};`)
      .join(' ');
    const conf = `load_module ${NGINX_DAV};
daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events {} http { access_log off; client_body_temp_path ${folder}; ${temporary}
types { message/rfc822 eml; } default_type application/octet-stream;
server { listen 127.0.0.1:${port}; root ${files}; client_max_body_size 0;
auth_basic mail; auth_basic_user_file ${folder}/users;
dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; create_full_put_path on; } }
`;
    await writeFile(path.join(folder, 'nginx.conf'), conf);
    await writeFile(path.join(folder, 'users'), passwordFile());
    return await started(NGINX, ['-p', folder, '-c', path.join(folder, 'nginx.conf')], port, files);
  },
};

/** rclone serve webdav: no ETag that a file keeps, no PROPPATCH that lasts. */
const rclone: DavProgram = {
  name: 'rclone serve webdav',
  needs: [RCLONE],
  async start(folder) {
    const { port, files } = await room(folder);
    const args = [
      'serve',
      'webdav',
      files,
      '--addr',
      `127.0.0.1:${port}`,
      '--user',
      USER,
      '--pass',
      PASSWORD,
    ];
    const config = ['--config', path.join(folder, 'rclone.conf'), '--dir-cache-time', '0s'];
    return await started(RCLONE, [...args, ...config], port, files);
  },
};

export const DAV_PROGRAMS: readonly DavProgram[] = [apache, nginx, rclone];

/**
 * Xandikos, made for calendars, takes any file and tells what changed (RFC 6578). It keeps files in Git, so that nothing
 * can be put there from outside, asks nobody who they are, and knows no time of a file.
 */
export const xandikos: DavProgram = {
  name: 'Xandikos',
  needs: [XANDIKOS],
  async start(folder) {
    const { port, files } = await room(folder);
    const place = ['--listen-address', '127.0.0.1', '--port', String(port)];
    const root = ['--directory', files, '--autocreate', '--current-user-principal', '/mail/'];
    return await started(XANDIKOS, [...root, ...place], port, files);
  },
};

/** True where it can be started; otherwise a line says why its tests are left out. */
export function isThere({ name, needs }: DavProgram): boolean {
  const missing = needs.filter((each) => !existsSync(each));
  if (missing.length > 0)
    console.log(`interop: ${name} is not installed here (${missing.join(', ')}), so its tests are skipped.`);
  return missing.length === 0;
}

async function room(folder: string) {
  const files = path.join(folder, 'mail');
  await mkdir(files, { recursive: true });
  return { port: await freePort(), files };
}

/** apache2 gives up root; what it writes must be its own. */
function own(folder: string): void {
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'www-data', folder]);
}

/** As both servers read it: SHA-1 in base64. */
function passwordFile(): string {
  return `${USER}:{SHA}${createHash('sha1').update(PASSWORD).digest('base64')}\n`;
}

async function started(
  program: string,
  args: readonly string[],
  port: number,
  files: string,
): Promise<DavServer> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      isOver = true;
      resolve();
    });
  });
  const origin = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${origin}/`, { method: 'OPTIONS' }).then(
      () => true,
      () => false,
    );
  while (!(await answers())) {
    if (isOver) throw new Error(`${program} did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    origin,
    files,
    own: () => undefined,
    async stop() {
      child.kill('SIGTERM');
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
