import { type IpcRendererEvent, contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Answer, Bridge, MainCalls, MainEvents, VouchedFile } from '../../shared/contracts/main.ts';

// The only code that sees both Electron and the page. It gives functions, never an Electron object.

type Listener = (value: never) => void;

/** One listener on Electron's side, as many as wanted on the page's. */
function listenToEvents() {
  const listeners = new Map<string, Set<Listener>>();
  ipcRenderer.on('retinue:event', (_event: IpcRendererEvent, name: string, value: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(value as never);
  });
  return <E extends keyof MainEvents>(name: E, listener: (value: MainEvents[E]) => void) => {
    const all = listeners.get(name) ?? new Set<Listener>();
    listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  };
}

function fact(name: string): string {
  const prefix = `--retinue-${name}=`;
  return process.argv.find((arg) => arg.startsWith(prefix))?.slice(prefix.length) ?? '';
}

function call<M extends keyof MainCalls>(
  method: M,
  args: MainCalls[M]['args'],
): Promise<Answer<MainCalls[M]['result']>> {
  return ipcRenderer.invoke('retinue:call', method, args) as Promise<Answer<MainCalls[M]['result']>>;
}

// A port cannot go through the context bridge; a window message of the page's own origin carries it.
for (const type of ['network-port', 'engine-port', 'engine-client']) {
  ipcRenderer.on(type, (event) => {
    window.postMessage({ type }, window.location.origin, [...event.ports]);
  });
}

/** Only the system can give a File a path; one that the page made has none. */
function dropped(files: readonly object[]): Promise<Answer<readonly VouchedFile[]>> {
  const paths = files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
  return ipcRenderer.invoke('retinue:dropped', paths) as Promise<Answer<readonly VouchedFile[]>>;
}

const bridge: Bridge = {
  call,
  dropped,
  on: listenToEvents(),
  requestNetworkPort: () => ipcRenderer.send('retinue:request-port'),
  platform: process.platform as Bridge['platform'],
  smoke: process.argv.includes('--retinue-smoke'),
  versions: { app: fact('version'), electron: process.versions.electron },
};
contextBridge.exposeInMainWorld('retinue', bridge);
