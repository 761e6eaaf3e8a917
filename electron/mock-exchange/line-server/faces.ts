import type { World } from '../http/call.ts';
import { startImap4 } from '../imap4/server.ts';
import { startPop3 } from '../pop3/server.ts';
import type { FaceOptions, RunningFace } from './line-server.ts';

/** Which faces of the store are wanted besides WebDAV; port 0 (the default) picks a free one. */
export interface FaceChoice {
  readonly pop3?: { readonly port?: number } | undefined;
  readonly imap4?: { readonly port?: number } | undefined;
}

/** The faces that run; null for one that was not asked for. */
export interface Faces {
  readonly pop3Port: number | null;
  readonly imap4Port: number | null;
  /** The world was replaced. */
  dropBusy(): void;
  stop(): Promise<void>;
}

/** Starts what is asked for. Rejects with the system's error where a port is taken, and then none of them runs. */
export async function startFaces(choice: FaceChoice, host: string, world: () => World): Promise<Faces> {
  const started: RunningFace[] = [];
  const stop = async () => {
    await Promise.all(started.map((face) => face.stop()));
  };
  const start = async (
    wanted: { readonly port?: number } | undefined,
    face: (options: FaceOptions) => Promise<RunningFace>,
  ) => {
    if (wanted === undefined) return null;
    const running = await face({ host, port: wanted.port ?? 0, world });
    started.push(running);
    return running.port;
  };
  const dropBusy = () => {
    for (const face of started) face.dropBusy();
  };
  try {
    const pop3Port = await start(choice.pop3, startPop3);
    return { pop3Port, imap4Port: await start(choice.imap4, startImap4), dropBusy, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
