/** What runs in the composer under measurement. Times in ms. */
export interface Typing {
  /** Begins to write down how long each key waits until what it did is drawn. */
  start(): void;
  /** Ends it; the keys since. */
  stop(): readonly number[];
}

declare global {
  interface Window {
    typing: Typing;
  }
}

let waits: number[] | null = null;
addEventListener(
  'keydown',
  ({ timeStamp }) => {
    const taken = waits;
    if (taken) requestAnimationFrame(() => afterPainting(() => taken.push(performance.now() - timeStamp)));
  },
  { capture: true },
);

window.typing = {
  start() {
    waits = [];
  },
  stop() {
    const taken = waits ?? [];
    waits = null;
    return taken;
  },
};

/** A message is handled when the frame that was asked for is drawn. */
function afterPainting(act: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', act, { once: true });
  port1.start();
  port2.postMessage(null);
}
