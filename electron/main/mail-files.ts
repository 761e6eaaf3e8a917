import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import type { VouchedFile } from '../../shared/contracts/main.ts';
import type { NetworkHost } from './network-process.ts';

export interface MailFilesOptions {
  readonly network: Pick<NetworkHost, 'vouch'>;
  /** Asks for files or folders; none when the person thought better of it. */
  readonly ask: (what: 'files' | 'folder' | 'place') => Promise<readonly string[]>;
  /** A message file waits to be read. */
  readonly onWaiting: () => void;
}

/** Files and folders with mail that a person chose, dropped or opened: the window gets a token for each, never a path to use. */
export interface MailFiles {
  chooseImport(what: 'files' | 'folder'): Promise<readonly VouchedFile[]>;
  chooseExport(): Promise<VouchedFile | null>;
  /** What was dropped on the window; `paths` come from the preload. */
  dropped(paths: unknown): readonly VouchedFile[];
  /** The system gave Retinue a message file to open. */
  open(file: string): void;
  /** Those, each once. */
  take(): readonly VouchedFile[];
}

const pathsSchema = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))), v.maxLength(1000));

export function createMailFiles({ network, ask, onWaiting }: MailFilesOptions): MailFiles {
  let waiting: readonly string[] = [];
  const vouched = (file: string): VouchedFile => {
    const token = randomBytes(16).toString('hex');
    network.vouch(token, file);
    return { token, name: path.basename(file) || file };
  };
  return {
    chooseImport: async (what) => (await ask(what)).map(vouched),
    async chooseExport() {
      const [place] = await ask('place');
      return place === undefined ? null : vouched(place);
    },
    dropped: (paths) => v.parse(pathsSchema, paths).map(vouched),
    open(file) {
      waiting = [...waiting, file];
      onWaiting();
    },
    take() {
      const files = waiting.map(vouched);
      waiting = [];
      return files;
    },
  };
}

/** The message files among the arguments of a start: absolute, by where it was started. */
export function mailFilesIn(argv: readonly string[], cwd: string): readonly string[] {
  // Switches, and Electron's own first arguments, are none.
  return argv
    .filter((each) => /\.eml$/i.test(each) && !each.startsWith('-'))
    .map((each) => path.resolve(cwd, each));
}
