import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** DavMail, running as a gateway between IMAP or SMTP and a mock. */
export interface DavMail {
  readonly imapPort: number;
  readonly smtpPort: number;
  /** What it wrote into its log. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the gateway before this server and resolves when its ports answer; rejects with its log after a minute. */
export async function startDavMail(exchangeUrl: string): Promise<DavMail> {
  const folder = await mkdtemp(join(tmpdir(), 'davmail-'));
  const [imapPort, smtpPort] = [await freePort(), await freePort()];
  const logFile = join(folder, 'davmail.log');
  const settings = join(folder, 'davmail.properties');
  await writeFile(settings, properties({ exchangeUrl, imapPort, smtpPort, logFile }));
  const child = spawn('davmail-server', [settings], {
    cwd: folder,
    env: {
      ...process.env,
      HOME: folder,
      JAVA_TOOL_OPTIONS: '-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1',
    },
    stdio: 'ignore',
  });
  const gateway: DavMail = {
    imapPort,
    smtpPort,
    log: () => readFile(logFile, 'utf8').catch(() => ''),
    stop: async () => {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all([answers(imapPort, child), answers(smtpPort, child)]);
    return gateway;
  } catch (error) {
    const log = await gateway.log();
    await gateway.stop();
    throw new Error(`DavMail did not start. ${log}`, { cause: error });
  }
}

/** Forms sign-in and approximate sizes, the settings with which DavMail 6 works over WebDAV at all. */
function properties(from: {
  readonly exchangeUrl: string;
  readonly imapPort: number;
  readonly smtpPort: number;
  readonly logFile: string;
}): string {
  const settings = {
    'davmail.server': 'true',
    'davmail.mode': 'WebDav',
    'davmail.url': from.exchangeUrl,
    'davmail.bindAddress': '127.0.0.1',
    'davmail.allowRemote': 'false',
    'davmail.disableUpdateCheck': 'true',
    'davmail.imapPort': from.imapPort,
    'davmail.smtpPort': from.smtpPort,
    'davmail.popPort': '',
    'davmail.caldavPort': '',
    'davmail.ldapPort': '',
    'davmail.imapAlwaysApproxMsgSize': 'true',
    'davmail.smtpSaveInSent': 'true',
    'davmail.logFilePath': from.logFile,
    'log4j.rootLogger': 'WARN',
    'log4j.logger.davmail': 'DEBUG',
    'log4j.logger.org.apache.http.wire': 'WARN',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves when somebody listens there; Java takes some seconds. */
async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`davmail-server ended with ${child.exitCode}`);
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`nothing listens on port ${port}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Ends the process; Java that does not heed SIGTERM within five seconds is killed. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await closed;
  clearTimeout(late);
}
