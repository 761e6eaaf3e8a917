import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The Inbox of a demo account that is not readable after this time will not be. */
const PATIENCE_MS = 120_000;
/** Fonts and the last frame come after the page has said that it is ready. */
const SETTLE_MS = 400;

export interface SmokeOptions {
  /** True: report and quit. False: only take the picture. */
  readonly quits: boolean;
  readonly screenshot: string | null;
  readonly capture: () => Promise<Uint8Array>;
  readonly print: (line: string) => void;
  readonly exit: (status: number) => void;
  /** Seconds since the application was started. */
  readonly uptime: () => number;
  readonly electron: string;
}

export interface Smoke {
  ready(facts: { readonly messages: number; readonly folders: number }): Promise<null>;
  failed(sentence: string): Promise<null>;
}

/** What happens when the window says that the Inbox is readable, or that it will not be. The first word counts. */
export function createSmoke(options: SmokeOptions): Smoke {
  let answered = false;
  const failed = (sentence: string) => {
    if (answered) return;
    answered = true;
    if (!options.quits) return;
    options.print(`smoke: ${sentence}`);
    options.exit(1);
  };
  const timer = options.quits
    ? setTimeout(() => failed(`The Inbox was not readable after ${PATIENCE_MS / 1000} s.`), PATIENCE_MS)
    : undefined;

  return {
    async ready({ messages, folders }) {
      if (answered) return null;
      answered = true;
      clearTimeout(timer);
      // The facts first: whoever measures the start waits for this line and not for the picture.
      const facts = `${messages} messages, ${folders} folders, ${options.uptime().toFixed(1)} s, Electron ${options.electron}`;
      if (options.quits) options.print(`smoke: ${facts}`);
      const problem = options.screenshot === null ? null : await savePicture(options, options.screenshot);
      if (problem !== null) options.print(problem);
      if (options.quits) options.exit(problem === null ? 0 : 1);
      return null;
    },
    failed(sentence) {
      clearTimeout(timer);
      failed(sentence);
      return Promise.resolve(null);
    },
  };
}

/** Gives a sentence when there is no picture: whoever started the smoke waits for an exit status either way. */
async function savePicture(options: SmokeOptions, file: string): Promise<string | null> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await options.capture());
    options.print(`screenshot: ${file}`);
    return null;
  } catch (thrown) {
    return `The picture of the window could not be saved in ${file}. (${String(thrown)})`;
  }
}
