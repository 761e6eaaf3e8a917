import type { BrowserWindow, MessagePortMain, WebContents } from 'electron';
import type { MainEvents } from '../../shared/contracts/main.ts';
import { sendEvent } from './ipc.ts';

/** The way from main to its one window, also while there is none: then what is sent goes nowhere. */
export interface WindowLink {
  readonly attach: (window: BrowserWindow) => void;
  readonly window: () => BrowserWindow | null;
  readonly contents: () => WebContents | null;
  readonly emit: <E extends keyof MainEvents>(name: E, value: MainEvents[E]) => void;
  /** Tells the window, and whoever else shows the same. */
  readonly broadcast: WindowLink['emit'];
  /** These are told as well. */
  readonly alsoTell: (emit: WindowLink['emit']) => void;
  readonly handPort: (port: MessagePortMain) => void;
  /** Gives the engine another port to answer on. */
  readonly handToEngine: (port: MessagePortMain) => void;
  readonly picture: () => Promise<Uint8Array>;
}

/** Makes the link; the window is attached once it exists. */
export function createWindowLink(): WindowLink {
  let attached: BrowserWindow | null = null;
  const window = () => (attached && !attached.isDestroyed() ? attached : null);
  let others: WindowLink['emit'] = () => {};
  const contents = () => window()?.webContents ?? null;
  return {
    attach(next) {
      attached = next;
    },
    window,
    contents,
    emit: (name, value) => sendEvent(contents(), name, value),
    broadcast(name, value) {
      sendEvent(contents(), name, value);
      others(name, value);
    },
    alsoTell(emit) {
      others = emit;
    },
    handPort: (port) => contents()?.postMessage('network-port', null, [port]),
    handToEngine: (port) => contents()?.postMessage('engine-client', null, [port]),
    async picture() {
      const image = await contents()?.capturePage();
      if (!image || image.isEmpty()) throw new Error('the window gave no picture');
      return image.toPNG();
    },
  };
}
