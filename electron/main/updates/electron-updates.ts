import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Say } from '../../../shared/language/say.ts';
import type { UpdateState } from '../../../shared/contracts/system.ts';
import { restart } from '../restart.ts';
import { createUpdates, type Updates } from './updates.ts';
import { prudent } from './prudent.ts';
import { whyNoUpdates } from './why-off.ts';

/** Updates of this installation. electron-updater is read when it is needed: a start should not wait for it. */
export function electronUpdates(say: Say, onChange: (state: UpdateState) => void): Updates {
  const beside = (name: string) => path.join(process.resourcesPath, name);
  const packageType = beside('package-type');
  let updater: AppUpdater | null = null;
  return createUpdates({
    whyOff: whyNoUpdates({
      isPackaged: app.isPackaged,
      platform: process.platform,
      program: process.execPath,
      isAppImage: process.env['APPIMAGE'] !== undefined,
      packageType: existsSync(packageType) ? readFileSync(packageType, 'utf8').trim() : null,
      hasAddress: existsSync(beside('app-update.yml')),
    }),
    async open() {
      const { autoUpdater } = (await import('electron-updater')).default;
      updater = prudent(autoUpdater);
      return updater;
    },
    restart() {
      // The new file lies in the AppImage's place once this version has ended; it would not start beside it.
      if (process.env['APPIMAGE'] === undefined) return updater?.quitAndInstall(true, true);
      restart();
    },
    now: Date.now,
    onChange,
    say,
  });
}
