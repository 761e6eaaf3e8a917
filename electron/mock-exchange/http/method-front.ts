import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { MAX_HEAD_BYTES, readChunkSize, readHead } from './framing.ts';
import { newWatchdog, PATIENCE, type Patience, type Watchdog } from './watchdog.ts';

/** Longest line between chunks: a size with extensions, or a trailer field. */
const MAX_LINE_BYTES = 8 * 1024;
const HEAD_END = '\r\n\r\n';

/** After a FIN of the server's, how long a client may go on before the rest of the connection goes too. */
const LINGER_MS = 30_000;

/** A head that never became a request: told by the event `refused`. */
export interface RefusedHead {
  readonly status: number;
  readonly reason: string;
  /** Empty where not even that could be read. */
  readonly method: string;
}

type State =
  | { readonly kind: 'head' }
  | { readonly kind: 'body'; left: number; readonly after: 'head' | 'size' }
  | { readonly kind: 'size' }
  | { readonly kind: 'trailer' }
  | { readonly kind: 'refused' };

/**
 * Stands between a socket and Node's HTTP parser:
 *
 *     socket ──bytes──▶ frame messages, judge heads, swap unknown methods ──bytes──▶ node:http
 *            ◀───────────────────────── answers, unchanged ────────────────────────
 *
 * It frames bodies itself, so that pipelined requests and bodies that look like request lines are safe. The real
 * methods wait in a queue (no header is injected that a client could forge).
 */
export class MethodFront extends Duplex {
  readonly #socket: Socket;
  readonly #wire: Socket;
  readonly #watchdog: Watchdog;
  readonly #methods: string[] = [];
  #held: Buffer = Buffer.alloc(0);
  #state: State = { kind: 'head' };
  #unanswered = 0;
  #refusal: string | undefined;
  #isHalfClosed = false;
  #hasAsked = false;

  /** `wire`: the plain socket below TLS, the socket itself where there is none. */
  constructor(socket: Socket, wire: Socket = socket, patience: Patience = PATIENCE) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#wire = wire;
    this.#watchdog = newWatchdog(patience, () => this.#late());
    // One listener for each pipelined request that waits for its answer.
    this.setMaxListeners(0);
    wire.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => {
      if (!this.#feed(bytes)) socket.pause();
      this.#watch();
    });
    socket.on('end', () => (this.#isHalfClosed ? this.destroy() : this.push(null)));
    socket.on('timeout', () => this.emit('timeout'));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    this.#watch();
  }

  /** RST where the system allows it. */
  reset(): void {
    this.#wire.resetAndDestroy();
    this.destroy();
  }

  /** FIN on the wire, past TLS; from here on nothing is written, and what comes in is thrown away. */
  halfClose(): void {
    this.#isHalfClosed = true;
    this.#state = { kind: 'refused' };
    this.#socket.resume();
    this.#wire.end();
    this.#wire.setTimeout(LINGER_MS, () => this.destroy());
  }

  /** The method of the next request that Node's parser hands out, as the client wrote it. */
  takeMethod(): string | undefined {
    return this.#methods.shift();
  }

  /** Requests that were read and whose answers are not out. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Called when an answer is complete: a refusal waits for the answers that are due before it. */
  answered(): void {
    this.#unanswered--;
    this.#sendRefusal();
  }

  // What node:http asks of a socket.
  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }
  get remotePort(): number | undefined {
    return this.#socket.remotePort;
  }
  setTimeout(ms: number): this {
    this.#socket.setTimeout(ms);
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    this.#socket.resume();
  }
  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#isHalfClosed) done();
    else this.#socket.write(chunk, encoding, done);
  }
  override _final(done: () => void): void {
    if (this.#isHalfClosed) done();
    else this.#socket.end(done);
  }
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#watchdog.rest();
    this.#socket.destroy();
    this.#wire.destroy();
    done(error);
  }

  #watch(): void {
    const { kind } = this.#state;
    if (kind === 'refused') this.#watchdog.rest();
    else if (kind !== 'head') this.#watchdog.expectMore();
    else if (this.#held.length > 0 || !this.#hasAsked) this.#watchdog.expectHead();
    else this.#watchdog.rest();
  }

  #late(): void {
    // Nobody reads what the client sends: that is the server's own doing (a fault), not the client's.
    if (this.#socket.isPaused()) this.#watch();
    else if (this.#state.kind === 'head')
      this.#refuse('408 Request Timeout', 'The request head did not come in time.');
    else this.destroy();
  }

  /** Returns false where the reader has enough for now. */
  #feed(bytes: Buffer): boolean {
    let rest = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
    this.#held = Buffer.alloc(0);
    let wanted = true;
    while (rest.length > 0) {
      const taken = this.#step(rest);
      if (taken === null) break;
      if (taken.forward.length > 0) wanted = this.push(taken.forward);
      rest = rest.subarray(taken.used);
    }
    this.#held = this.#state.kind === 'refused' ? Buffer.alloc(0) : rest;
    return wanted;
  }

  /** One step of the framing; null where more bytes are needed or none are wanted. */
  #step(bytes: Buffer): { readonly used: number; readonly forward: Buffer } | null {
    const state = this.#state;
    switch (state.kind) {
      case 'head':
        return this.#stepHead(bytes);
      case 'body': {
        const used = Math.min(state.left, bytes.length);
        state.left -= used;
        if (state.left === 0) this.#state = { kind: state.after };
        return { used, forward: bytes.subarray(0, used) };
      }
      case 'size':
      case 'trailer':
        return this.#stepLine(bytes, state.kind);
      case 'refused':
        return null;
    }
  }

  #stepHead(bytes: Buffer) {
    // RFC 9112 section 2.2: empty lines before a request line are ignored.
    if (bytes[0] === 13 && bytes[1] === 10) return { used: 2, forward: Buffer.alloc(0) };
    const end = bytes.indexOf(HEAD_END);
    const length = end < 0 ? bytes.length : end + HEAD_END.length;
    if (length > MAX_HEAD_BYTES)
      return this.#refuse('431 Request Header Fields Too Large', 'The request head is too long.');
    if (end < 0) {
      return bytes.includes('\n\n')
        ? this.#refuse('400 Bad Request', 'The request head has bare line ends.')
        : null;
    }
    const head = readHead(bytes.subarray(0, length));
    if (!head.ok) return this.#refuse('400 Bad Request', head.reason);
    this.#methods.push(head.method);
    this.#hasAsked = true;
    this.#unanswered++;
    if (head.framing.kind === 'chunked') this.#state = { kind: 'size' };
    else if (head.framing.bytes > 0) this.#state = { kind: 'body', left: head.framing.bytes, after: 'head' };
    return { used: length, forward: head.forwarded };
  }

  #stepLine(bytes: Buffer, kind: 'size' | 'trailer') {
    const end = bytes.indexOf('\r\n');
    if (end < 0) return bytes.length > MAX_LINE_BYTES ? this.#abort() : null;
    const line = bytes.toString('latin1', 0, end);
    if (kind === 'trailer') {
      if (line === '') this.#state = { kind: 'head' };
    } else {
      const size = readChunkSize(line);
      if (size === null) return this.#abort();
      this.#state = size === 0 ? { kind: 'trailer' } : { kind: 'body', left: size + 2, after: 'size' };
    }
    return { used: end + 2, forward: bytes.subarray(0, end + 2) };
  }

  /** A request that already reached the parser cannot be told in time that its body is broken: hang up. */
  #abort(): null {
    this.#state = { kind: 'refused' };
    this.destroy();
    return null;
  }

  #refuse(status: string, reason: string): null {
    this.#state = { kind: 'refused' };
    this.emit('refused', { status: Number.parseInt(status, 10), reason, method: '' } satisfies RefusedHead);
    this.#refusal =
      `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`;
    this.#sendRefusal();
    return null;
  }

  #sendRefusal(): void {
    if (this.#refusal === undefined || this.#unanswered > 0 || this.destroyed) return;
    const refusal = this.#refusal;
    this.#refusal = undefined;
    this.#socket.end(refusal, () => this.destroy());
  }
}
