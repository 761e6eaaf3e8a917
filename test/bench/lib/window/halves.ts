import type { HalfAsked, HalfDone } from './halves-worker.ts';

/** Asks the worker that stands in for the engine in this window. */
export interface Halves {
  run(asked: HalfAsked): Promise<HalfDone>;
}

declare global {
  interface Window {
    halves: Halves;
    /** What the worker runs; put here before this script. */
    halvesCode: string;
  }
}

let worker: Worker | undefined;

/** The first worker that the window starts is its engine: it gets our code, and every line to the network process. */
window.Worker = new Proxy(Worker, {
  construct(Real) {
    worker = new Real(URL.createObjectURL(new Blob([window.halvesCode], { type: 'text/javascript' })));
    return worker;
  },
});

window.halves = {
  run: (asked) =>
    new Promise((resolve, reject) => {
      if (!worker) throw new Error('the window has not started its engine');
      worker.addEventListener('message', ({ data }: MessageEvent<HalfDone>) => resolve(data), { once: true });
      worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
      worker.postMessage(asked);
    }),
};
