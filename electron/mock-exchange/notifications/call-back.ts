import { createSocket } from 'node:dgram';
import { isLoopbackHost } from '../http/loopback.ts';
import { refuse } from '../http/refusal.ts';
import type { CallBack } from './notifications.ts';

/**
 * Reads `Call-back: httpu://host:port/path` and `Notification-delay`. 400 where it is none; 501 for any host but this
 * machine: the mock sends nothing to others.
 */
export function readCallBack(url: string, delay: string | undefined): CallBack {
  const parts = /^httpu:\/\/(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})(?:\/.*)?$/i.exec(url.trim());
  const [host = '', port] = [parts?.[1], Number(parts?.[2])];
  if (!parts || port < 1 || port > 65_535) refuse(400, 'The Call-back header is not an httpu address.');
  if (!isLoopbackHost(host)) refuse(501, 'This server only notifies programs on this machine.');
  const seconds = Number(delay ?? 0);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 86_400)
    refuse(400, 'The Notification-delay header is not a number of seconds.');
  return { url: url.trim(), host: host.replace(/^\[|\]$/g, ''), port, delay: seconds };
}

/** Sends one NOTIFY datagram (reference 3.11). Nobody may be listening: that is the nature of UDP and no error here. */
export function sendNotify(to: CallBack, id: number): void {
  const datagram = Buffer.from(`NOTIFY ${to.url} HTTP/1.1\r\nSubscription-id: ${id}\r\n\r\n`);
  const socket = createSocket(to.host.includes(':') ? 'udp6' : 'udp4');
  socket.unref();
  const done = () => socket.close();
  socket.once('error', done);
  socket.send(datagram, to.port, to.host, done);
}
