import { type MessagePortMain, utilityProcess } from 'electron';

/** What the main process needs of a child; a test gives its own. */
export interface Child<Sent, Received> {
  readonly pid: number | undefined;
  send(message: Sent, ports?: readonly MessagePortMain[]): void;
  onMessage(listener: (message: Received) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}
export type Fork<Sent, Received> = () => Child<Sent, Received>;

/** Starts one of our own scripts as a utility process: Node without a window, on its own if it crashes. */
export function forkUtility<Sent, Received>(
  script: string,
  name: string,
  args: readonly string[],
): Child<Sent, Received> {
  const child = utilityProcess.fork(script, [...args], { serviceName: name, stdio: 'inherit' });
  return {
    get pid() {
      return child.pid;
    },
    send: (message, ports = []) => child.postMessage(message, [...ports]),
    onMessage: (listener) => void child.on('message', (message: Received) => listener(message)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}
