import { appendFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fastClock } from '../fetch/engine.ts';
import { type BareServer, type Desk, messageOf, openDesk, runUpload, startBareServer } from './house.ts';

const MB = 1_000_000;

let desk: Desk;
let server: BareServer | null = null;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => {
  await server?.stop();
  server = null;
  await desk.clear();
});

describe('progress', () => {
  it('is what the socket took: it stops where nobody reads', async () => {
    server = await startBareServer(() => undefined);
    const file = await desk.file('large.bin', 200 * MB);
    const { outcome, told, total } = await runUpload({
      origin: server.origin,
      segments: messageOf([file]),
      clock: fastClock(50),
    });
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'timeout' } });
    expect(told.at(-1)?.sent).toBeLessThan(total / 10);
  });

  it('is never ahead of the server by more than the buffers of two sockets', async () => {
    const ahead: number[] = [];
    const slow = await startBareServer((socket) => {
      socket.on('data', () => {
        socket.pause();
        setTimeout(() => socket.resume(), 5);
      });
    });
    server = slow;
    const stop = new AbortController();
    const { told } = await runUpload({
      origin: slow.origin,
      segments: messageOf([await desk.file('large.bin', 300 * MB)]),
      clock: fastClock(100),
      signal: stop.signal,
      onChange({ sent }) {
        ahead.push(sent - slow.read());
        if (slow.read() > 5 * MB) stop.abort();
      },
    });
    expect(told.length).toBeGreaterThan(1);
    // tcp_wmem and tcp_rmem of Linux let 4 and 6 MiB wait between the two ends.
    expect(Math.max(...ahead)).toBeLessThan(12 * MB);
  });
});

describe('an answer in mid-body', () => {
  it('is read although the server resets the line behind it', async () => {
    server = await startBareServer((socket) => {
      socket.once('data', () => {
        socket.pause();
        socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig', () => {
          setTimeout(() => socket.resetAndDestroy(), 20);
        });
      });
      socket.resume();
    });
    const file = await desk.file('large.bin', 200 * MB);
    const { outcome } = await runUpload({ origin: server.origin, segments: messageOf([file]) });
    expect(outcome).toMatchObject({ kind: 'refused', status: 413, failure: { kind: 'too-large' } });
    expect(server.read()).toBeLessThan(100 * MB);
  });

  it('that says "stored" of half a message is not believed', async () => {
    server = await startBareServer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n'));
      socket.resume();
    });
    const file = await desk.file('large.bin', 200 * MB);
    const { outcome } = await runUpload({ origin: server.origin, segments: messageOf([file]), tries: 2 });
    expect(outcome).toMatchObject({ kind: 'unknown', evidence: { status: 201 } });
    expect(server.connections).toBe(1);
  });
});

describe('the end of the signal', () => {
  it('in the middle: not sent', async () => {
    const stop = new AbortController();
    server = await startBareServer((socket) => {
      socket.once('data', () => stop.abort());
      socket.resume();
    });
    const { outcome } = await runUpload({
      origin: server.origin,
      segments: messageOf([await desk.file('large.bin', 300 * MB)]),
      signal: stop.signal,
      tries: 3,
    });
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'cancelled' } });
    expect(server.connections).toBe(1);
  });

  it('after the last byte: unknown', async () => {
    const stop = new AbortController();
    server = await startBareServer((socket) => socket.resume());
    const { outcome } = await runUpload({
      origin: server.origin,
      segments: messageOf([await desk.file('small.bin', 1000)]),
      signal: stop.signal,
      onChange: ({ phase }) => {
        if (phase.kind === 'answering') stop.abort();
      },
    });
    expect(outcome).toMatchObject({ kind: 'unknown', failure: { kind: 'cancelled' } });
  });

  it('before anything: nothing leaves', async () => {
    server = await startBareServer(() => undefined);
    const signal = AbortSignal.abort();
    const segments = messageOf([await desk.file('small.bin', 1000)]);
    const { outcome } = await runUpload({ origin: server.origin, segments, signal });
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'cancelled' } });
    expect(server.connections).toBe(0);
  });
});

describe('a server that is not there', () => {
  it('is tried as often as the job allows', async () => {
    server = await startBareServer((socket) => socket.resetAndDestroy());
    const segments = messageOf([await desk.file('large.bin', 50 * MB)]);
    const { outcome } = await runUpload({
      origin: server.origin,
      segments,
      tries: 3,
      clock: fastClock(100),
    });
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'interrupted' } });
    expect(server.connections).toBe(3);
  });
});

describe('a file that is not what it was', () => {
  const LATE: readonly (readonly [string, (file: string) => Promise<unknown>])[] = [
    ['grows', (file) => appendFile(file, 'more')],
    ['shrinks', (file) => truncate(file, 20 * MB)],
    ['vanishes', (file) => rm(file)],
    ['is written again', (file) => utimes(file, 1, 1)],
    [
      'is replaced',
      async (file) => {
        await writeFile(`${file}.new`, 'x');
        await rename(`${file}.new`, file);
      },
    ],
  ];
  it.each(LATE)('%s while it is sent: the server gets no whole message', async (_what, change) => {
    const file = await desk.file('large.bin', 40 * MB);
    let isChanged = false;
    server = await startBareServer((socket) => {
      // Nothing is read before the file has changed: the socket's buffers hold the sending back.
      socket.once('data', async () => {
        socket.pause();
        await change(file.path);
        isChanged = true;
        socket.on('data', () => undefined);
        socket.resume();
      });
      socket.resume();
    });
    const { outcome, total } = await runUpload({
      origin: server.origin,
      segments: messageOf([file]).slice(0, -1),
      tries: 3,
    });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      failure: {
        kind: 'conflict',
        sentence: expect.stringMatching(/^The file "large\.bin" was changed or removed/),
      },
    });
    await pause(20);
    expect(isChanged).toBe(true);
    expect(server.read()).toBeLessThan(total);
    expect(server.connections).toBe(1);
  });
});
