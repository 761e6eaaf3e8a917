import type { Failure } from '../errors.ts';

/**
 * The messages that cross a port: calls with one result, streams in batches with credit, events.
 * A stream's producer may have as many unconsumed batches under way as the consumer gave it credit (two), so a
 * slow disk on one side slows the socket on the other.
 */
export type PortMessage =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly args: unknown }
  | { readonly type: 'stream'; readonly id: number; readonly method: string; readonly args: unknown }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'progress'; readonly id: number; readonly value: unknown }
  | {
      readonly type: 'batch';
      readonly id: number;
      readonly sequence: number;
      readonly items: readonly unknown[];
    }
  | { readonly type: 'end'; readonly id: number; readonly value: unknown }
  | { readonly type: 'credit'; readonly id: number }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'event'; readonly name: string; readonly value: unknown };

/** How many batches may be under way before the consumer has taken one. */
export const CREDIT = 2;

/** Either end of a port. Adapters for MessagePort, Worker and Electron's MessagePortMain are a few lines each. */
export interface Transport {
  send(message: PortMessage): void;
  /** Called once; messages that arrive before are kept by the adapter or the port. */
  onMessage(listener: (message: PortMessage) => void): void;
  /** Called when the other side has gone. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The shape of a contract: what can be called, and what streams. */
export interface Contract {
  readonly calls: { readonly [method: string]: { args: unknown; result: unknown; progress?: unknown } };
  readonly streams: { readonly [method: string]: { args: unknown; item: unknown; end: unknown } };
  readonly events: { readonly [name: string]: unknown };
}
