/** Where the parts of the server write down what they did; the oracle reads it. Nothing here decides anything. */
export interface Ledger {
  readonly facts: LedgerFacts;
  /** A copy of a message reached a recipient's mailbox, or left for an address outside of the mock. */
  delivered(messageId: string, subject: string, recipient: string): void;
  /** Bytes of an item (or of its attachment) were written to a client. */
  served(href: string, bytes: number): void;
  /** A conversion ended, whether it worked or not. `peakBytes`: memory of all running ones at its worst moment. */
  converted(href: string, peakBytes: number, temporaryBytes: number): void;
  workerCrashed(): void;
  clear(): void;
}

export interface LedgerFacts {
  /** By Message-ID. */
  readonly sent: ReadonlyMap<
    string,
    {
      readonly subject: string;
      readonly deliveries: ReadonlyMap<string, number>;
    }
  >;
  /** By absolute path of the href. */
  readonly items: ReadonlyMap<
    string,
    { readonly bytesServed: number; readonly requests: number; readonly conversions: number }
  >;
  readonly conversions: {
    readonly count: number;
    readonly peakBytes: number;
    readonly temporaryBytes: number;
  };
  readonly workerCrashes: number;
}

interface Sent {
  readonly subject: string;
  readonly deliveries: Map<string, number>;
}
interface Served {
  bytesServed: number;
  requests: number;
  conversions: number;
}

export function newLedger(): Ledger {
  const sent = new Map<string, Sent>();
  const items = new Map<string, Served>();
  const conversions = { count: 0, peakBytes: 0, temporaryBytes: 0 };
  let workerCrashes = 0;
  const sentOf = (messageId: string, subject: string) => {
    const found = sent.get(messageId) ?? { subject, deliveries: new Map<string, number>() };
    sent.set(messageId, found);
    return found;
  };
  const itemOf = (href: string) => {
    const found = items.get(href) ?? { bytesServed: 0, requests: 0, conversions: 0 };
    items.set(href, found);
    return found;
  };
  return {
    facts: {
      sent,
      items,
      conversions,
      get workerCrashes() {
        return workerCrashes;
      },
    },
    delivered: (messageId, subject, recipient) => {
      const { deliveries } = sentOf(messageId, subject);
      deliveries.set(recipient, (deliveries.get(recipient) ?? 0) + 1);
    },
    served: (href, bytes) => {
      const item = itemOf(href);
      item.bytesServed += bytes;
      item.requests++;
    },
    converted: (href, peakBytes, temporaryBytes) => {
      itemOf(href).conversions++;
      conversions.count++;
      conversions.peakBytes = Math.max(conversions.peakBytes, peakBytes);
      conversions.temporaryBytes += temporaryBytes;
    },
    workerCrashed: () => {
      workerCrashes++;
    },
    clear: () => {
      sent.clear();
      items.clear();
      Object.assign(conversions, { count: 0, peakBytes: 0, temporaryBytes: 0 });
      workerCrashes = 0;
    },
  };
}
