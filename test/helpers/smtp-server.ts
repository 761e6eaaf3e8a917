import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

/** One message that the server took for good. */
export interface Taken {
  readonly from: string;
  readonly recipients: readonly string[];
  /** As it is delivered: dots single again. */
  readonly bytes: Buffer;
}
/** Where the server does not do what it should. */
export type Mishap =
  | { readonly at: 'greeting' | 'mail' | 'data' | 'taken'; readonly reply: string }
  | { readonly at: 'recipient'; readonly who: string; readonly reply: string }
  /** The connection ends, or nothing more is said, there; `taken`: it took the message before. */
  | { readonly at: 'greeting' | 'mail' | 'body' | 'dot' | 'taken'; readonly does: 'close' | 'stall' };

export interface SmtpServerOptions {
  readonly key?: string;
  readonly cert?: string;
  /** TLS from the first byte. */
  readonly isTls?: boolean;
  readonly extensions?: readonly string[];
  readonly users?: Readonly<Record<string, string>>;
  /** Asked at each connection. */
  readonly mishap?: () => Mishap | null;
}
export interface TestSmtpServer {
  readonly port: number;
  readonly taken: readonly Taken[];
  /** Every line of every client, the message apart. */
  readonly commands: readonly string[];
  /** Sign-ins that were accepted. */
  readonly signedIn: readonly string[];
  stop(): Promise<void>;
}

/** A mail server for tests on the loopback. It records what it is told, and breaks where it is told to. */
export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<TestSmtpServer> {
  const taken: Taken[] = [];
  const commands: string[] = [];
  const signedIn: string[] = [];
  const sockets = new Set<Socket>();
  const greet = (socket: Socket, isEncrypted: boolean) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined);
    speak(socket, isEncrypted, options, { taken, commands, signedIn });
  };
  const tls = { key: options.key, cert: options.cert };
  const server = options.isTls
    ? createTlsServer(tls, (socket) => greet(socket, true))
    : createServer((socket) => greet(socket, false));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    commands,
    signedIn,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Records {
  readonly taken: Taken[];
  readonly commands: string[];
  readonly signedIn: string[];
}

function speak(socket: Socket, isEncrypted: boolean, options: SmtpServerOptions, records: Records): void {
  const mishap = options.mishap?.() ?? null;
  let from = '';
  let recipients: string[] = [];
  let rest = Buffer.alloc(0);
  let isBody = false;
  let expects: 'login-user' | 'login-password' | 'plain' | null = null;
  let user = '';
  const say = (line: string) => socket.write(`${line}\r\n`);
  /** True: it has broken here. */
  const breaks = (at: Mishap['at']): boolean => {
    if (mishap?.at !== at || !('does' in mishap)) return false;
    if (mishap.does === 'close') socket.destroy();
    return true;
  };
  const replyAt = (at: Mishap['at'], usual: string) =>
    say(mishap?.at === at && 'reply' in mishap ? mishap.reply : usual);

  const signIn = (name: string, password: string) => {
    const isRight = options.users?.[name] === password;
    if (isRight) records.signedIn.push(name);
    say(isRight ? '235 2.7.0 Welcome' : '535 5.7.8 Wrong name or password');
  };
  const decoded = (text: string) => Buffer.from(text, 'base64').toString('utf8');
  const secret = (line: string) => {
    if (expects === 'login-user') {
      user = decoded(line);
      expects = 'login-password';
      say('334 UGFzc3dvcmQ6');
      return;
    }
    const [, name = '', password = ''] =
      expects === 'plain' ? decoded(line).split('\0') : ['', user, decoded(line)];
    expects = null;
    signIn(name, password);
  };
  const command = (line: string) => {
    records.commands.push(line.startsWith('AUTH') ? line.split(' ').slice(0, 2).join(' ') : line);
    const [, verb = ''] = /^([A-Z]+)/i.exec(line) ?? [];
    switch (verb.toUpperCase()) {
      case 'EHLO': {
        const auth = options.users ? ['AUTH PLAIN LOGIN'] : [];
        const starttls = options.cert !== undefined && !isEncrypted ? ['STARTTLS'] : [];
        const all = ['mail.test', ...(options.extensions ?? [...auth]), ...starttls];
        say(all.map((each, nth) => `250${nth === all.length - 1 ? ' ' : '-'}${each}`).join('\r\n'));
        return;
      }
      case 'STARTTLS': {
        say('220 Go ahead');
        socket.removeAllListeners('data');
        const secured = new TLSSocket(socket, { isServer: true, key: options.key, cert: options.cert });
        secured.on('error', () => undefined);
        speak(secured, true, { ...options, mishap: () => mishap }, records);
        return;
      }
      case 'AUTH':
        if (line.startsWith('AUTH LOGIN')) {
          expects = 'login-user';
          say('334 VXNlcm5hbWU6');
        } else {
          expects = 'plain';
          secret(line.split(' ')[2] ?? '');
        }
        return;
      case 'MAIL':
        from = /<(.*)>/.exec(line)?.[1] ?? '';
        recipients = [];
        if (breaks('mail')) return;
        replyAt('mail', '250 2.1.0 Ok');
        return;
      case 'RCPT': {
        const who = /<(.*)>/.exec(line)?.[1] ?? '';
        if (mishap?.at === 'recipient' && mishap.who === who) return void say(mishap.reply);
        recipients.push(who);
        say('250 2.1.5 Ok');
        return;
      }
      case 'DATA':
        isBody = mishap?.at !== 'data';
        replyAt('data', '354 End with a dot');
        return;
      case 'QUIT':
        say('221 Bye');
        socket.end();
        return;
      case 'RSET':
        say('250 Ok');
        return;
      default:
        say('500 What?');
    }
  };
  const body = (): boolean => {
    if (breaks('body')) return false;
    const end = rest.subarray(0, 3).toString() === '.\r\n' ? -2 : rest.indexOf('\r\n.\r\n');
    if (end === -1) return false;
    if (breaks('dot')) return false;
    const lines = rest.subarray(0, end === -2 ? 0 : end + 2).toString('latin1');
    const bytes = Buffer.from(lines.replace(/^\.\./gm, '.'), 'latin1');
    rest = rest.subarray(end === -2 ? 3 : end + 5);
    isBody = false;
    const isRefused = mishap?.at === 'taken' && 'reply' in mishap;
    if (!isRefused) records.taken.push({ from, recipients, bytes });
    if (!breaks('taken')) replyAt('taken', '250 2.0.0 Queued');
    return true;
  };
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (isBody) {
        if (!body()) return;
        continue;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) return;
      const line = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 2);
      if (expects) secret(line);
      else command(line);
    }
  });
  const isFresh = !(socket instanceof TLSSocket) || options.isTls === true;
  if (isFresh && !breaks('greeting')) replyAt('greeting', '220 mail.test ESMTP');
}
