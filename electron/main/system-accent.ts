import { systemPreferences } from 'electron';
import type { AccentSource } from './accent.ts';

/** What macOS posts when its accent or highlight colour was changed. */
const MAC_CHANGED = 'AppleColorPreferencesChangedNotification';

/** macOS and Windows tell their accent colour; on Linux Electron asks nobody for it. */
export function systemAccent(platform: NodeJS.Platform): AccentSource {
  if (platform !== 'darwin' && platform !== 'win32') return { now: () => null, onChange: () => {} };
  return {
    // RGBA in hexadecimal, without a sign before it.
    now: () => `#${systemPreferences.getAccentColor().slice(0, 6)}`,
    onChange(listener) {
      if (platform === 'darwin') systemPreferences.subscribeLocalNotification(MAC_CHANGED, listener);
      else systemPreferences.on('accent-color-changed', listener);
    },
  };
}
