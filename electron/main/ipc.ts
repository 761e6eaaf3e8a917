import { type IpcMainEvent, type IpcMainInvokeEvent, type WebContents, ipcMain } from 'electron';
import type { MainEvents } from '../../shared/contracts/main.ts';
import { answerCall, type CallHandlers, isTrusted, type Sender } from './answer-call.ts';

/**
 * The only place that touches ipcMain. Answers the calls of the window's own top frame; a message body, a frame that
 * has gone, or any other page is refused.
 */
export function serveCalls(handlers: CallHandlers, own: () => WebContents | null): void {
  ipcMain.handle('retinue:call', (event, method: unknown, args: unknown) =>
    answerCall(handlers, senderOf(event, own()), method, args),
  );
}

/** Calls `listener` each time the window asks for a port to the network process. */
export function onPortRequest(own: () => WebContents | null, listener: () => void): void {
  ipcMain.on('retinue:request-port', (event) => {
    if (isTrusted(senderOf(event, own()))) listener();
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

function senderOf(event: IpcMainEvent | IpcMainInvokeEvent, own: WebContents | null): Sender {
  const frame = event.senderFrame; // null when the frame has gone meanwhile
  return {
    isOwnWindow: own !== null && event.sender === own,
    isTopFrame: frame !== null && frame.parent === null,
    url: frame?.url ?? '',
  };
}
