import { type IpcMainEvent, type IpcMainInvokeEvent, type WebContents, ipcMain } from 'electron';
import { fail, toFailure } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import type { Answer, MainEvents, VouchedFile } from '../../shared/contracts/main.ts';
import { answerCall, type CallHandlers, isTrusted, type Sender } from './answer-call.ts';

/** What a window may ask; null for contents that are none of ours. */
export type HandlersOf = (contents: WebContents) => CallHandlers | null;

/**
 * The only place that touches ipcMain. Answers the calls of a window's own top frame; a message body, a frame that
 * has gone, or any other page is refused.
 */
export function serveCalls(handlersOf: HandlersOf): void {
  ipcMain.handle('retinue:call', (event, method: unknown, args: unknown) => {
    const handlers = handlersOf(event.sender);
    return answerCall(handlers, senderOf(event, handlers !== null), method, args);
  });
}

/** Answers the preload, which alone knows where the files lie that were dropped on the window. */
export function serveDrops(
  isOwn: (contents: WebContents) => boolean,
  dropped: (paths: unknown) => readonly VouchedFile[],
): void {
  ipcMain.handle('retinue:dropped', (event, paths: unknown): Answer<readonly VouchedFile[]> => {
    try {
      if (!isTrusted(senderOf(event, isOwn(event.sender))))
        throw fail('forbidden', told('This page may not ask for that.'));
      return { ok: true, value: dropped(paths) };
    } catch (thrown) {
      return { ok: false, failure: toFailure(thrown) };
    }
  });
}

/** Calls `listener` each time a window asks for a port to the network process. */
export function onPortRequest(
  isOwn: (contents: WebContents) => boolean,
  listener: (contents: WebContents) => void,
): void {
  ipcMain.on('retinue:request-port', (event) => {
    if (isTrusted(senderOf(event, isOwn(event.sender)))) listener(event.sender);
  });
}

/** Sends a one-way message to the window, if there is one. */
export function sendEvent<E extends keyof MainEvents>(
  contents: WebContents | null,
  name: E,
  value: MainEvents[E],
): void {
  if (contents && !contents.isDestroyed()) contents.send('retinue:event', name, value);
}

function senderOf(event: IpcMainEvent | IpcMainInvokeEvent, isOwnWindow: boolean): Sender {
  const frame = event.senderFrame; // null when the frame has gone meanwhile
  return {
    isOwnWindow,
    isTopFrame: frame !== null && frame.parent === null,
    url: frame?.url ?? '',
  };
}
