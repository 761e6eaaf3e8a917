import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Switches } from './switches.ts';

export interface UserData {
  /** null: Electron's own choice for this user. */
  readonly folder: string | null;
  /** Removes what was made for this run only; Chromium may still leave an empty profile behind it. */
  readonly cleanUp: () => void;
}

/** The folder that the command line asks for; a smoke without one gets its own, so that it meets nobody's mail. */
export function chooseUserData({ userDataDir, smoke }: Switches): UserData {
  if (userDataDir !== null) {
    mkdirSync(userDataDir, { recursive: true, mode: 0o700 });
    return { folder: userDataDir, cleanUp: () => {} };
  }
  if (!smoke) return { folder: null, cleanUp: () => {} };
  const folder = mkdtempSync(path.join(tmpdir(), 'retinue-smoke-'));
  return { folder, cleanUp: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
