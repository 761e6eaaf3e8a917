import type { PortMessage, Transport } from './protocol.ts';

/** What the adapters need of a web MessagePort, a Worker, or a worker's own global scope. */
export interface MessageTarget {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void;
  start?(): void;
  close?(): void;
}

/** A transport over a web MessagePort, a Worker or a worker's scope (also Node's MessagePort). */
export function webTransport(port: MessageTarget): Transport {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', (event) => listener(event.data as PortMessage));
      port.start?.();
    },
    onClose: (listener) => port.addEventListener('close', () => listener()),
    close: () => port.close?.(),
  };
}

/** What the adapter needs of Electron's MessagePortMain. */
export interface MainPort {
  postMessage(message: unknown): void;
  on(type: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A transport over Electron's MessagePortMain, in the main or a utility process. */
export function mainPortTransport(port: MainPort): Transport {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', (event) => listener(event.data as PortMessage));
      port.start();
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}
