import { type BrowserWindow, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { Filing } from '../../shared/filing/filing.ts';
import type { MainEvents } from '../../shared/contracts/main.ts';
import type { CallHandlers } from './answer-call.ts';
import { notHere } from './calls.ts';
import { sendEvent } from './ipc.ts';
import type { KeptWindows } from './kept-windows.ts';
import { showWindow } from './window.ts';
import { stateOf, type WindowState } from './window-state.ts';

/** The windows in which one message each is read. They have no engine: each has a port to the main window's. */
export interface MessageWindows {
  /** Opens the message's window, or brings it to the front. */
  open(messageId: string): void;
  handlersOf(contents: WebContents): CallHandlers | null;
  /** A window asks for its port to the engine; it has one as soon as there is an engine. */
  connect(contents: WebContents): void;
  /** The main window's page has started, and with it an engine: every window that waits or had a port gets one. */
  engineStarted(): void;
  /** Resolves when it is on disk which messages have windows and where: those come back at the next start. */
  keep(): Promise<void>;
  /** Tells all of them. */
  readonly emit: <E extends keyof MainEvents>(name: E, value: MainEvents[E]) => void;
}

/** How a message's window opens. */
export interface Opening {
  /** How many others are open. */
  readonly nth: number;
  /** Where it stood when Retinue ended; null where it is newly opened. */
  readonly place: WindowState | null;
  /** Told where it stands now, whenever that has changed. */
  readonly onMoved: (state: WindowState) => void;
}

export interface MessageWindowsOptions {
  readonly openWindow: (messageId: string, opening: Opening) => BrowserWindow;
  readonly kept: () => KeptWindows;
  /** Hands a port to the main window, whose engine answers on it. */
  readonly handToEngine: (port: MessagePortMain) => void;
  /** What every window of Retinue may ask. */
  readonly calls: () => CallHandlers;
  /** A message has left through its window; the main window takes it back where its person wishes. */
  readonly onLeft: (left: MainEvents['message.left']) => void;
  readonly onRelay: (relayed: MainEvents['message.relayed']) => void;
  /** Rules or senders were changed through a message's window: every other window follows. */
  readonly onFiling: (filing: Filing) => void;
}

/** What reading and answering a message needs; accounts, folders and servers are the main window's business. */
const ALLOWED = [
  'accounts.list',
  'categories.list',
  'categories.set',
  'filing.get',
  'settings.get',
  'attachment.open',
  'attachment.drag',
  'attachment.save',
  'attachment.chooseFolder',
  'attachment.saveAll',
  'text.save',
  'paper.print',
  'paper.pdf',
  'link.open',
  'compose.open',
  'message.show',
] as const satisfies readonly (keyof CallHandlers)[];

/** Makes the register; it opens nothing by itself. */
export function createMessageWindows(options: MessageWindowsOptions): MessageWindows {
  const windows = new Map<string, BrowserWindow>();
  /** Those whose pages are there to take a port. */
  const asked = new Set<WebContents>();
  let hasEngine = false;
  const find = (contents: WebContents) =>
    [...windows.values()].find((window) => !window.isDestroyed() && window.webContents === contents);
  const hand = (contents: WebContents) => {
    if (contents.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    options.handToEngine(port1);
    contents.postMessage('engine-port', null, [port2]);
  };

  return {
    open(messageId) {
      const known = windows.get(messageId);
      if (known) return showWindow(known);
      const window = options.openWindow(messageId, {
        nth: windows.size,
        place: options.kept().placeOf(messageId),
        onMoved: (state) => options.kept().stands(messageId, state),
      });
      const { webContents } = window;
      windows.set(messageId, window);
      options.kept().stands(messageId, stateOf(window));
      window.on('closed', () => {
        windows.delete(messageId);
        options.kept().closed(messageId);
        asked.delete(webContents);
      });
    },
    handlersOf(contents) {
      const window = find(contents);
      return window ? callsOf(window, options) : null;
    },
    connect(contents) {
      asked.add(contents);
      if (hasEngine) hand(contents);
    },
    engineStarted() {
      hasEngine = true;
      for (const contents of asked) hand(contents);
    },
    async keep() {
      const kept = options.kept();
      for (const [id, window] of windows) if (!window.isDestroyed()) kept.stands(id, stateOf(window));
      await kept.end();
    },
    emit(name, value) {
      for (const window of windows.values())
        if (!window.isDestroyed()) sendEvent(window.webContents, name, value);
    },
  };
}

function callsOf(window: BrowserWindow, of: MessageWindowsOptions): CallHandlers {
  const calls = of.calls();
  const refusals = Object.fromEntries(Object.keys(calls).map((method) => [method, notHere]));
  const allowed = Object.fromEntries(ALLOWED.map((method) => [method, calls[method]]));
  return {
    ...(refusals as unknown as CallHandlers),
    ...allowed,
    async 'message.left'(left) {
      of.onLeft(left);
      return null;
    },
    async 'message.relay'(relayed) {
      of.onRelay(relayed);
      return null;
    },
    async 'filing.set'({ filing }) {
      await calls['filing.set']({ filing });
      of.onFiling(filing);
      return null;
    },
    async 'message.close'() {
      window.close();
      return null;
    },
  };
}
