import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { fail, FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { createReplies, type Reply } from './replies.ts';
import { smtpOrigin } from '../../../shared/mail/smtp.ts';
import type { SmtpServer } from './server.ts';

/** One line to a server, one word and one answer at a time. Whatever breaks it rejects as a FailureError. */
export interface Wire {
  readonly isEncrypted: boolean;
  /** The next whole reply. */
  reply(ms: number): Promise<Reply>;
  /** One that is here already; null: none is. */
  waiting(): Reply | null;
  /** Resolves when the system has taken the bytes. */
  write(bytes: Uint8Array, ms: number): Promise<void>;
  /** The same line under TLS. What came in the clear is forgotten (RFC 3207 section 6). */
  encrypt(): Promise<void>;
  /** Ends it at once. May be called again. */
  cut(): void;
}
export interface WireOptions {
  readonly server: SmtpServer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Opens the line. The certificate is checked; nothing is sent before it is. */
export async function openWire({ server, clock, signal }: WireOptions): Promise<Wire> {
  const { host, port, security } = server;
  const origin = smtpOrigin(server);
  const replies = createReplies();
  let fault: FailureError | null = null;
  let wake: () => void = () => undefined;
  let socket: Socket;

  const broken = (failure: FailureError) => {
    fault ??= failure;
    wake();
  };
  const onData = (bytes: Buffer) => {
    if (!replies.take(bytes)) broken(noSmtp(origin));
    wake();
  };
  const onError = (thrown: Error) => broken(lineFailure(origin, thrown));
  const onClose = () => broken(lost(origin));
  const follow = (fresh: Socket) => {
    socket = fresh;
    fresh.setNoDelay(true);
    fresh.on('error', onError).on('close', onClose);
  };
  const onAbort = () => {
    broken(fail('cancelled', told('Stopped, as you asked.'), {}, signal.reason));
    socket.destroy();
  };
  /** Waits for what `look` gives, as long as the line is whole. */
  const waitFor = <T>(look: () => T | null, ms: number, late: () => FailureError): Promise<T> =>
    new Promise((resolve, reject) => {
      const off = clock.after(ms, () => broken(late()));
      wake = () => {
        const found = look();
        if (found === null && fault === null) return;
        off();
        wake = () => undefined;
        if (found !== null) resolve(found);
        else if (fault) reject(fault);
      };
      wake();
    });
  const opened = (fresh: Socket, event: 'connect' | 'secureConnect') => {
    let isOpen = false;
    follow(fresh);
    fresh.once(event, () => {
      isOpen = true;
      fresh.on('data', onData);
      wake();
    });
    return waitFor(
      () => (isOpen ? true : null),
      LIMITS.connectMs,
      () => noConnection(origin),
    );
  };
  const tls = (under?: Socket) =>
    connectTls({
      ...(under ? { socket: under } : { host, port }),
      ...(isIP(host) ? {} : { servername: host }),
      ...(server.ca === undefined ? {} : { ca: [...rootCertificates, ...server.ca] }),
      // Of an address, where there is no name to ask for, the certificate is checked as well.
      host,
      minVersion: 'TLSv1.2',
    });

  signal.throwIfAborted();
  const first = security === 'tls' ? tls() : connectPlain({ host, port });
  signal.addEventListener('abort', onAbort, { once: true });
  const cut = () => {
    signal.removeEventListener('abort', onAbort);
    socket.destroy();
  };
  let isEncrypted = security === 'tls';
  try {
    await opened(first, isEncrypted ? 'secureConnect' : 'connect');
  } catch (thrown) {
    cut();
    throw thrown;
  }
  return {
    get isEncrypted() {
      return isEncrypted;
    },
    reply: (ms) =>
      waitFor(
        () => replies.next(),
        ms,
        () => silent(origin),
      ),
    waiting: () => replies.next(),
    async write(bytes, ms) {
      if (fault) throw fault;
      let isTaken = false;
      socket.write(bytes, (thrown) => {
        isTaken = !thrown;
        wake();
      });
      await waitFor(
        () => (isTaken && !fault ? true : null),
        ms,
        () => silent(origin),
      );
    },
    async encrypt() {
      socket.off('data', onData).off('close', onClose).off('error', onError);
      replies.forget();
      // The line below TLS tells of its end through TLS.
      socket.on('error', onError);
      await opened(tls(socket), 'secureConnect');
      isEncrypted = true;
    },
    cut,
  };
}

/** Codes of Node and OpenSSL for certificates that are not to be trusted. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ALTNAME|HOSTNAME_MISMATCH/;

function lineFailure(origin: string, thrown: Error): FailureError {
  const { code = '' } = thrown as NodeJS.ErrnoException;
  if (UNTRUSTED.test(code))
    return fail(
      'untrusted',
      told(
        'The certificate of {origin} cannot be trusted ({code}). Retinue sent nothing there, no password either. Check the name of the server, or ask its administrator.',
        { origin, code },
      ),
      { detail: code },
      thrown,
    );
  if (/SSL|TLS|EPROTO/.test(code))
    return fail(
      'unsupported',
      told(
        '{origin} does not encrypt in the way that was chosen ({code}). Retinue sent nothing there. Try the other one of TLS and STARTTLS, or another port.',
        { origin, code },
      ),
      { detail: code },
      thrown,
    );
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'].includes(code))
    return fail(
      'offline',
      told(
        '{origin} cannot be reached ({code}). Retinue sent nothing and tries again later. Check the connection, and the name and port of the server.',
        { origin, code },
      ),
      { detail: code },
      thrown,
    );
  return fail(
    'interrupted',
    told(
      'The connection to {origin} broke ({code, select, none {no reason given} other {{code}}}). Retinue tries again later.',
      {
        origin,
        code: code || 'none',
      },
    ),
    { detail: code },
    thrown,
  );
}

function lost(origin: string) {
  return fail('interrupted', told('{origin} ended the connection. Retinue tries again later.', { origin }), {
    detail: 'closed',
  });
}

function noConnection(origin: string) {
  return fail(
    'timeout',
    told(
      '{origin} did not answer in {seconds} seconds. Retinue sent nothing and tries again later. Check the name and port of the server.',
      { origin, seconds: LIMITS.connectMs / 1000 },
    ),
    { detail: 'connect' },
  );
}

function silent(origin: string) {
  return fail('timeout', told('{origin} said nothing for too long. Retinue tries again later.', { origin }), {
    detail: 'silence',
  });
}

function noSmtp(origin: string) {
  return fail(
    'malformed-response',
    told(
      'What answers at {origin} does not speak SMTP. Retinue sent no mail there. Check the name and port of the server.',
      { origin },
    ),
  );
}
