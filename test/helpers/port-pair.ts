import type { PortMessage, Transport } from '../../shared/rpc/protocol.ts';

/** Two connected transports in one process; messages are cloned and delivered in order, later, as a real port does. */
export function portPair(): {
  readonly left: Transport;
  readonly right: Transport;
  sent(): readonly PortMessage[];
} {
  const sent: PortMessage[] = [];
  const left = end();
  const right = end();
  left.peer = right;
  right.peer = left;
  return { left: left.transport, right: right.transport, sent: () => sent };

  function end() {
    let listener: ((message: PortMessage) => void) | undefined;
    const early: PortMessage[] = [];
    const closing: (() => void)[] = [];
    let open = true;
    const self: {
      peer?: ReturnType<typeof end>;
      receive(m: PortMessage): void;
      closed(): void;
      transport: Transport;
    } = {
      receive(message) {
        if (listener) listener(message);
        else early.push(message);
      },
      closed() {
        if (!open) return;
        open = false;
        for (const notify of closing) notify();
      },
      transport: {
        send(message) {
          if (!open) return;
          const copy = structuredClone(message);
          sent.push(copy);
          queueMicrotask(() => self.peer?.receive(copy));
        },
        onMessage(next) {
          listener = next;
          for (const message of early.splice(0)) next(message);
        },
        onClose: (notify) => void closing.push(notify),
        close() {
          open = false;
          queueMicrotask(() => self.peer?.closed());
        },
      },
    };
    return self;
  }
}
