import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from './write-atomically.ts';

/** Whether Retinue starts when its person signs in to the computer. */
export interface StartAtLogin {
  /** null: this system cannot. */
  get(): Promise<boolean | null>;
  set(starts: boolean): Promise<void>;
}

/** macOS and Windows keep a list; Electron's app in the application. */
export interface LoginItems {
  getLoginItemSettings(): { readonly openAtLogin: boolean };
  setLoginItemSettings(settings: { readonly openAtLogin: boolean }): void;
}

/** Where the program cannot be started by its own name (development) the system is not asked for it. */
export const NO_START_AT_LOGIN: StartAtLogin = { get: async () => null, set: async () => {} };

export function startByLoginItems(items: LoginItems): StartAtLogin {
  return {
    get: async () => items.getLoginItemSettings().openAtLogin,
    set: async (openAtLogin) => items.setLoginItemSettings({ openAtLogin }),
  };
}

/** Desktops on Linux start what lies in a folder (Desktop Application Autostart Specification). */
export function startByAutostart(configFolder: string, program: string): StartAtLogin {
  const file = path.join(configFolder, 'autostart', 'retinue.desktop');
  return {
    async get() {
      const text = await readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return null;
        throw thrown;
      });
      // A desktop's own settings switch an entry off by this line instead of removing it.
      return text !== null && !/^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m.test(text);
    },
    async set(starts) {
      if (!starts) return rm(file, { force: true });
      await mkdir(path.dirname(file), { recursive: true });
      await writeAtomically(file, autostartEntry(program));
    },
  };
}

/** The entry; `program` is quoted as the Desktop Entry Specification has it. */
export function autostartEntry(program: string): string {
  const quoted = program
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Retinue', `Exec="${quoted}"`, 'Terminal=false'];
  return `${lines.join('\n')}\n`;
}
