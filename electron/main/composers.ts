import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type BrowserWindow, dialog, type FileFilter, type WebContents } from 'electron';
import { PICTURE_ENDINGS } from '../../shared/mail/compose/pictures.ts';
import type { CallHandlers } from './answer-call.ts';
import { notHere } from './calls.ts';
import { sendEvent } from './ipc.ts';
import type { NetworkHost } from './network-process.ts';
import { showWindow } from './window.ts';
import type { Say } from '../../shared/language/say.ts';

/** The windows in which messages are written: one a draft. */
export interface Composers {
  /** Opens the draft's window, or brings it to the front. */
  open(draftId: string): void;
  handlersOf(contents: WebContents): CallHandlers | null;
  /** Gives a window that asked for it a port to the network process, and another after each restart of it. */
  connect(contents: WebContents): void;
  /** Resolves when every window has saved and closed; they come back at the next start. */
  closeAll(): Promise<void>;
}

export interface ComposersOptions {
  readonly say: Say;
  readonly openWindow: (draftId: string) => BrowserWindow;
  readonly network: Pick<NetworkHost, 'join' | 'vouch'>;
  /** What every window of Retinue may ask. */
  readonly calls: CallHandlers;
}

interface Composer {
  readonly window: BrowserWindow;
  leave: () => void;
}

/** A page that does not answer is closed all the same: what it saved last is on disk. */
const SAVING_MS = 3000;

/** Makes the register; it opens nothing by itself. */
export function createComposers(options: ComposersOptions): Composers {
  const composers = new Map<string, Composer>();
  const find = (contents: WebContents) =>
    [...composers.values()].find(({ window }) => !window.isDestroyed() && window.webContents === contents);
  const close = ({ window }: Composer, comesBack: boolean) => {
    sendEvent(window.webContents, 'compose.closing', { comesBack });
    setTimeout(() => {
      if (!window.isDestroyed()) window.destroy();
    }, SAVING_MS).unref();
  };

  return {
    open(draftId) {
      const known = composers.get(draftId);
      if (known) return showWindow(known.window);
      const window = options.openWindow(draftId);
      const composer: Composer = { window, leave: () => {} };
      composers.set(draftId, composer);
      window.on('close', (event) => {
        event.preventDefault();
        close(composer, false);
      });
      window.on('closed', () => {
        composer.leave();
        composers.delete(draftId);
      });
    },
    handlersOf(contents) {
      const composer = find(contents);
      return composer ? callsOf(composer.window, options) : null;
    },
    connect(contents) {
      const composer = find(contents);
      if (!composer) return;
      composer.leave(); // the page was loaded again
      composer.leave = options.network.join((port) => {
        if (!contents.isDestroyed()) contents.postMessage('network-port', null, [port]);
      });
    },
    async closeAll() {
      const open = [...composers.values()];
      const closed = open.map(({ window }) => new Promise<void>((resolve) => window.once('closed', resolve)));
      for (const composer of open) close(composer, true);
      await Promise.all(closed);
    },
  };
}

/** A composer sees the accounts, links and other drafts; it may attach what its person chooses, and close itself. */
function callsOf(window: BrowserWindow, { calls, network, say }: ComposersOptions): CallHandlers {
  const refusals = Object.fromEntries(Object.keys(calls).map((method) => [method, notHere]));
  const chosen = async (buttonLabel: string, filters: FileFilter[]) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile', 'multiSelections'],
      buttonLabel,
      filters,
    });
    return canceled ? [] : filePaths.map((file) => vouched(network, file));
  };
  return {
    ...(refusals as unknown as CallHandlers),
    'accounts.list': calls['accounts.list'],
    'accounts.identities': calls['accounts.identities'],
    'link.open': calls['link.open'],
    'compose.open': calls['compose.open'],
    'compose.attach': () => chosen(say('Attach'), []),
    'compose.picture': () =>
      chosen(say('Insert'), [{ name: say('Pictures'), extensions: [...PICTURE_ENDINGS] }]),
    async 'compose.close'() {
      window.destroy();
      return null;
    },
  };
}

function vouched(network: Pick<NetworkHost, 'vouch'>, file: string) {
  const token = randomBytes(16).toString('hex');
  network.vouch(token, file);
  return { token, name: path.basename(file) };
}
